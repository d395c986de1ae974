//! Org: keywords, headings, and text without its marks. A file whose headings are dated is a log, and
//! each of those is an article. Code is shown and not run.
//! <https://orgmode.org/worg/org-syntax.html>

use super::{Reading, first_lines, is_named};
use crate::article::Evidence;
use crate::ingest::article::dates::{self, DayOrder};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts};
use crate::ingest::parse::plain;

/// The maximum number of headings at which a file is split.
const MOST_SECTIONS: usize = 100_000;

/// Whether a document is in Org: by its name, or by its keywords.
pub fn recognise(document: Document<'_>) -> bool {
    if is_named(document.path, &[".org"]) {
        return true;
    }
    let lines = first_lines(document.text);
    let known = ["title", "date", "author", "startup", "filetags", "options"];
    let named = |line: &&str| keyword(line).is_some_and(|(name, _)| known.contains(&&*name));
    lines.first().is_some_and(|line| keyword(line).is_some()) && lines.iter().any(named)
}

/// Hands over the document as one article, or one for each of its dated headings.
///
/// # Errors
/// Refuses a document without title and text.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let text = crate::ingest::format::text::unix_lines(document.text);
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().map(str::trim_end).collect();
    let starts = dated_headings(&lines);
    let (Some(&first), true) = (starts.first(), starts.len() >= 2) else {
        let draft = read(&lines).draft("org", None, options);
        if draft.title.is_none() && draft.body.is_empty() {
            return Err(Refusal::NotArticles("it holds no text".into()));
        }
        drafts.article(draft);
        return Ok(());
    };
    let whole = read(&lines[..first]).draft("org", None, options);
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    for (&start, end) in starts.iter().zip(ends) {
        let mut draft = entry(&lines[start..end], options);
        draft.authors = whole.authors.clone();
        draft.lang = whole.lang.clone();
        draft.source = whole.source.clone();
        if !drafts.article(draft) {
            break;
        }
    }
    Ok(())
}

/// The article under a dated heading: the day is cut from its title.
fn entry(lines: &[&str], options: &Options) -> Draft {
    let heading = lines.first().and_then(|line| heading(line)).map_or("", |(_, title)| title);
    let mut draft = read(&lines[1..]).draft("org", None, options);
    if let Some((_, place)) = dates::find(heading, DayOrder::Unknown) {
        let evidence = Evidence::new("org heading", &heading[place.clone()]);
        draft.dates.push(Candidate { evidence, ..Candidate::published("", "") });
        let signs = |c: char| c.is_whitespace() || "<>[]:-–—,.".contains(c);
        // `<2023-09-25 Mon 10:00>` names the weekday and the time too.
        let (before, after) = (&heading[..place.start], &heading[place.end..]);
        let stamp = before.ends_with(['<', '[']).then(|| after.split_once(['>', ']'])).flatten();
        let title = format!("{before} {}", stamp.map_or(after, |(_, after)| after));
        draft.title = Some(inline(title.trim_matches(signs))).filter(|title| !title.is_empty());
    }
    draft
}

/// The lines of the headings of one level of which nearly all hold a day; none if there are no such.
fn dated_headings(lines: &[&str]) -> Vec<usize> {
    let headings: Vec<(usize, usize, &str)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| heading(line).map(|(level, title)| (at, level, title)))
        .take(MOST_SECTIONS)
        .collect();
    let dated = |title: &str| {
        dates::find(title, DayOrder::Unknown).is_some_and(|(_, place)| place.start <= 12)
    };
    let of = |level| {
        let all: Vec<_> = headings.iter().filter(move |(_, of, _)| *of == level).collect();
        let starts: Vec<usize> =
            all.iter().filter(|(_, _, title)| dated(title)).map(|(at, _, _)| *at).collect();
        (starts.len() >= 2 && starts.len() * 10 >= all.len() * 8).then_some(starts)
    };
    (1..=4).find_map(of).unwrap_or_default()
}

/// `#+NAME: value`, the name in lower case.
fn keyword(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.trim_start().strip_prefix("#+")?.split_once(':')?;
    let word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    word.then(|| (name.to_ascii_lowercase(), value.trim()))
}

/// The level of a heading, and its title without its state and tags.
fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('*');
    let level = line.len() - title.len();
    if level == 0 || !title.starts_with(' ') {
        return None;
    }
    let title = title.trim();
    let tags =
        title.rsplit_once(" :").filter(|(_, tags)| tags.ends_with(':') && !tags.contains(' '));
    let title = tags.map_or(title, |(title, _)| title.trim());
    let state = ["TODO ", "DONE ", "[#A] ", "[#B] ", "[#C] "];
    Some((level, state.iter().fold(title, |title, word| title.strip_prefix(word).unwrap_or(title))))
}

/// Parses lines that hold no articles of their own below a heading.
fn read(lines: &[&str]) -> Reading {
    let mut reading = Reading::default();
    let mut until: Option<String> = None;
    for line in lines {
        let bare = line.trim();
        let lower = bare.to_ascii_lowercase();
        if let Some(end) = &until {
            if lower == *end {
                until = None;
                reading.blank();
            } else if end == ":end:" {
                property(&mut reading, bare);
            } else if !bare.is_empty() && end != "#+end_comment" {
                reading.alone(bare);
            }
            continue;
        }
        until = opening(&lower);
        if until.is_none() {
            take(&mut reading, line, &lower);
        }
    }
    reading
}

/// What ends the drawer or the block of code that a line begins.
fn opening(lower: &str) -> Option<String> {
    let drawer =
        lower.starts_with(':') && lower.ends_with(':') && lower.len() > 2 && !lower.contains(' ');
    if drawer && lower != ":end:" {
        return Some(":end:".into());
    }
    let block = lower.strip_prefix("#+begin_")?.split_whitespace().next()?;
    let verbatim = ["src", "example", "export", "comment", "html"].contains(&block);
    verbatim.then(|| format!("#+end_{block}"))
}

/// A property of a drawer that dates what it stands in.
fn property(reading: &mut Reading, line: &str) {
    let named = line.strip_prefix(':').and_then(|line| line.split_once(':'));
    if let Some((name, value)) =
        named.filter(|(name, _)| name.to_ascii_lowercase().ends_with("date"))
    {
        let name = if name.eq_ignore_ascii_case("export_date") { "date" } else { name };
        reading.field(&name.to_ascii_lowercase(), value.trim().trim_matches(['<', '>', '[', ']']));
    }
}

fn take(reading: &mut Reading, line: &str, lower: &str) {
    if let Some((name, value)) = keyword(line) {
        match name.as_str() {
            "title" => reading.title = Some(inline(value)).filter(|title| !title.is_empty()),
            "filetags" | "tags" => {
                let tags: Vec<&str> =
                    value.split([':', ' ']).filter(|tag| !tag.is_empty()).collect();
                reading.field("tags", &format!("[{}]", tags.join(",")));
            }
            "caption" => reading.alone(inline(value)),
            name => reading.field(name, value.trim_matches(['<', '>', '[', ']'])),
        }
        return;
    }
    let bare = line.trim();
    let planned = ["scheduled:", "deadline:", "closed:"].iter().any(|word| lower.starts_with(word));
    let rule = bare.len() >= 5 && bare.chars().all(|c| c == '-') || bare.starts_with("|-");
    if lower.starts_with("#+")
        || bare == "#"
        || bare.starts_with("# ")
        || planned
        || rule
        || bare.is_empty()
    {
        return reading.blank();
    }
    if let Some((_, title)) = heading(line) {
        return reading.alone(inline(title));
    }
    let item = ["- ", "+ "].iter().find_map(|mark| bare.strip_prefix(mark));
    let cells = bare.starts_with('|').then(|| bare.replace('|', " "));
    if item.is_some() || cells.is_some() {
        reading.blank();
    }
    reading.lines.push(inline(item.or(cells.as_deref()).unwrap_or(bare)));
}

/// Removes the inline marks of a line.
fn inline(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((inside, behind)) = after.split_once("]]") else { break };
        text.push_str(before);
        text.push_str(inside.split_once("][").map_or(inside, |(_, shown)| shown));
        rest = behind;
    }
    text.push_str(rest);
    let marked = "/=~+_*";
    let words = text.split_inclusive(char::is_whitespace).map(|word| unmarked(word, marked));
    plain::line(&words.collect::<String>()).trim().to_string()
}

/// A word without the mark that it begins or ends with.
fn unmarked(word: &str, marks: &str) -> String {
    let bare = word.trim_end();
    let space = &word[bare.len()..];
    let core = bare.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']);
    let signs = &bare[core.len()..];
    let open = core.trim_start_matches(['(', '"', '\'']);
    let start = &core[..core.len() - open.len()];
    let mark = |c: char| marks.contains(c);
    let begins = open.starts_with(mark) && open[1..].starts_with(char::is_alphanumeric);
    let inner = if begins { &open[1..] } else { open };
    let ends = inner.ends_with(mark)
        && inner.len() > 1
        && !inner.starts_with("http")
        && inner[..inner.len() - 1].ends_with(char::is_alphanumeric);
    let inner = if ends { &inner[..inner.len() - 1] } else { inner };
    format!("{start}{inner}{signs}{space}")
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::draft::Draft;
    use crate::ingest::testing::{collect, document};

    fn read(text: &str) -> Vec<Draft> {
        assert!(recognise(document(text)), "{text}");
        collect(extract, text).articles
    }

    #[test]
    fn a_document_is_an_article_with_its_keywords() {
        let text = "#+STARTUP: showall\n#+TITLE: Ferry returns\n#+DATE: <2018-03-20 Tue>\n#+AUTHOR: Ida Lund\n\
            #+FILETAGS: :ferry:quay:\n#+LANGUAGE: en\n\nThe ferry is /back/. See [[https://quay.example][the plan]].\n\n\
            * TODO What it carries :boat:\n  :PROPERTIES:\n  :ID: 1\n  :END:\n- *Forty* barrels\n- one =boat=\n\
            # not shown\n#+begin_src java\nlift();\n#+end_src\n| a | b |\n|---+---|\n";
        let draft = &read(text)[0];
        assert_eq!(draft.title.as_deref(), Some("Ferry returns"));
        assert_eq!(draft.dates[0].evidence.text, "2018-03-20 Tue");
        assert_eq!(
            (&*draft.authors, &*draft.tags),
            (&["Ida Lund".into()][..], &["ferry".into(), "quay".into()][..])
        );
        assert_eq!(draft.lang.as_deref(), Some("en"));
        let words: Vec<&str> = draft.body.split_whitespace().collect();
        assert_eq!(
            words.join(" "),
            "The ferry is back. See the plan. What it carries Forty barrels one boat lift(); a b"
        );
    }

    #[test]
    fn dated_headings_of_one_level_are_articles() {
        let text = "#+TITLE: Harbour news\n#+AUTHOR: Ida Lund\n\n* News\n** 2023-10-02 Ferry late\n   :PROPERTIES:\n\
               :EXPORT_DATE: 2023-10-02T10:28:28-0400\n   :END:\n\n- It is late.\n** <2023-09-25 Mon> Ferry early\nIt was early.\n*** More\nOf it.\n";
        let drafts = read(text);
        let titles: Vec<_> = drafts.iter().filter_map(|draft| draft.title.as_deref()).collect();
        assert_eq!(titles, ["Ferry late", "Ferry early"]);
        assert!(drafts[0].dates.iter().any(|date| date.evidence.text == "2023-10-02"));
        assert_eq!(drafts[1].body, "It was early.\n\nMore\n\nOf it.");
        assert_eq!(drafts[1].authors, ["Ida Lund"]);
    }

    #[test]
    fn a_list_of_stars_is_not_org() {
        for text in ["* one\n* two\n", "#hashtag +1: yes\n", "#+ a\n"] {
            assert!(!recognise(document(text)), "{text}");
        }
    }
}
