//! Markdown: front matter, headings, and text without marks. A file of several articles, or of the
//! items of a day, is split at its headings. Nothing is rendered and no link is resolved.

use crate::article::Evidence;
use crate::ingest::article::dates::{self, DayOrder};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, EmptyRecords, Rank};
use crate::ingest::parse::record;
use crate::ingest::parse::{front, head, paragraphs, plain};

/// The maximum number of headings at which a file is split.
const MOST_SECTIONS: usize = 100_000;

/// A heading and what stands under it, up to the next heading.
struct Section<'a> {
    /// The line number of its heading, from 1; 0 for text before all headings.
    line: usize,
    level: usize,
    title: &'a str,
    lines: Vec<&'a str>,
}

/// Whether a document is Markdown: by its name, or by front matter and headings.
pub fn is_markdown(document: Document<'_>) -> bool {
    let path = document.path.to_lowercase();
    let named = [".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd"];
    named.iter().any(|end| path.ends_with(end))
        || front::split(document.text)
            .is_some_and(|(_, rest)| rest.lines().any(|line| line.starts_with("# ")))
}

/// Hands over the article of a document, or its articles.
///
/// # Errors
/// Never: what has text is an article.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let text = super::text::unix_lines(document.text);
    let (front, rest) = match front::split(&text) {
        Some((front, rest)) => (record::draft(&front, "front matter", options), rest),
        None => (Draft::default(), text.as_ref()),
    };
    let sections = sections(rest);
    let parts = articles(&sections).or_else(|| items(&sections));
    let whole = parts.is_none();
    let parts = parts.unwrap_or_else(|| vec![(1, whole_article(&front, &sections))]);
    let mut empty_records = EmptyRecords::default();
    for (line, mut draft) in parts {
        let empty = draft.title.is_none() && draft.body.is_empty();
        if empty && !whole {
            empty_records.count("line", line as u64);
            continue;
        }
        // The front matter gives the byline more completely than the line under the title.
        if whole && !front.authors.is_empty() {
            draft.authors.clear();
        }
        let shared = if whole { front.clone() } else { shared(&front) };
        record::complete(&mut draft, shared);
        if (draft.title.is_some() || !draft.body.is_empty()) && !drafts.article(draft) {
            break;
        }
    }
    drafts.empty_records(empty_records);
    Ok(())
}

/// The fields that the front matter of a file of several articles gives for each of them.
fn shared(front: &Draft) -> Draft {
    let shown = |date: &Candidate| Candidate { rank: date.rank.max(Rank::Shown), ..date.clone() };
    Draft {
        source: front.source.clone(),
        lang: front.lang.clone(),
        dates: front.dates.iter().map(shown).collect(),
        ..Draft::default()
    }
}

/// The sections of a document; the first holds what stands above all headings.
fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections = vec![Section { line: 0, level: 0, title: "", lines: vec![] }];
    let mut fenced = false;
    for (number, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        let heading = heading(line).filter(|_| !fenced && sections.len() < MOST_SECTIONS);
        match (heading, sections.last_mut()) {
            (Some((level, title)), _) => {
                sections.push(Section { line: number + 1, level, title, lines: vec![] });
            }
            (None, Some(section)) => take_line(section, line),
            (None, None) => {}
        }
    }
    sections
}

/// A line under a heading; a line of `=` makes a heading of a single line before it.
fn take_line<'a>(section: &mut Section<'a>, line: &'a str) {
    let ruled = line.len() >= 3 && line.trim_end().bytes().all(|b| b == b'=');
    let before: Vec<&str> =
        section.lines.iter().copied().filter(|l| !l.trim().is_empty()).collect();
    if let (true, true, [title]) = (ruled, section.level == 0, before.as_slice()) {
        *section = Section { line: 1, level: 1, title: title.trim(), lines: vec![] };
    } else {
        section.lines.push(line);
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    let marked = (1..=6).contains(&level) && title.starts_with([' ', '\t']);
    marked.then(|| (level, title.trim().trim_end_matches('#').trim_end()))
}

/// The articles of a file that holds several, each under a heading of the highest level with a date
/// or an address under it; with the line of that heading.
fn articles(sections: &[Section<'_>]) -> Option<Vec<(usize, Draft)>> {
    let top = sections.iter().skip(1).map(|section| section.level).min()?;
    let starts: Vec<usize> =
        (1..sections.len()).filter(|&place| sections[place].level == top).collect();
    let headed = |&place: &usize| is_headed(&sections[place]);
    let count = starts.iter().copied().filter(headed).count();
    if count < 2 || count * 10 < starts.len() * 8 {
        return None;
    }
    // A heading of that level without a head of its own belongs to the article before it.
    let starts: Vec<usize> = starts.into_iter().filter(headed).collect();
    let ends = starts.iter().skip(1).copied().chain([sections.len()]);
    let part =
        |(&start, end): (&usize, usize)| (sections[start].line, article(&sections[start..end]));
    Some(starts.iter().zip(ends).map(part).collect())
}

fn is_headed(section: &Section<'_>) -> bool {
    let head: Vec<String> = section.lines.iter().take(12).map(|line| plain::line(line)).collect();
    head::is_headed(&head.join("\n"))
}

/// The items of a day: the sections of a document whose title is a date or holds one.
fn items(sections: &[Section<'_>]) -> Option<Vec<(usize, Draft)>> {
    let filled = |section: &&Section<'_>| section.lines.iter().any(|line| !line.trim().is_empty());
    let (first, rest) = sections.split_first()?;
    let (title, rest) = rest.split_first().filter(|(title, _)| title.level == 1)?;
    let (_, place) = dates::find(title.title, DayOrder::Unknown)?;
    let leaves: Vec<&Section<'_>> = rest.iter().filter(filled).collect();
    let leaves = without_contents(leaves);
    let level = |level| leaves.iter().filter(|section| section.level == level).count();
    if (2..=6).all(|l| level(l) < 2) || filled(&first) {
        return None;
    }
    let evidence = Evidence::new("title of the file", &title.title[place]);
    let day = Candidate::new(Rank::Shown, 85, evidence);
    let introduction = filled(&title).then_some(title);
    let drafts = introduction.into_iter().chain(leaves).map(|section| {
        let mut draft = article(std::slice::from_ref(section));
        draft.dates.push(day.clone());
        (section.line, draft)
    });
    Some(drafts.collect())
}

/// The sections without the list of contents that may stand first: one in which the titles of most
/// of the sections after it are repeated.
fn without_contents<'s, 'a>(mut leaves: Vec<&'s Section<'a>>) -> Vec<&'s Section<'a>> {
    let Some((first, rest)) = leaves.split_first() else { return leaves };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let listed = letters(&first.lines.concat());
    let titles = rest.iter().map(|section| letters(section.title));
    let titles: Vec<String> = titles.filter(|title| !title.is_empty()).collect();
    let named = titles.iter().filter(|title| listed.contains(&***title)).count();
    if titles.len() >= 2 && named * 3 >= titles.len() * 2 {
        leaves.remove(0);
    }
    leaves
}

/// The article that a document as a whole is.
fn whole_article(front: &Draft, sections: &[Section<'_>]) -> Draft {
    let empty = sections[0].lines.iter().all(|line| line.trim().is_empty());
    let titled = sections.get(1).filter(|section| empty && !section.title.is_empty());
    let repeats =
        titled.is_some_and(|s| front.title.as_deref() == Some(plain::line(s.title).as_str()));
    match titled {
        Some(_) if front.title.is_none() || repeats => article(&sections[1..]),
        _ => article(sections),
    }
}

/// The article whose title is the heading of the first section.
fn article(sections: &[Section<'_>]) -> Draft {
    let mut draft = Draft::default();
    let Some((first, rest)) = sections.split_first() else { return draft };
    draft.title = Some(plain::line(first.title)).filter(|title| !record::says_nothing(title));
    draft.url = own_address(sections);
    let mut lines: Vec<String> = first.lines.iter().map(|line| plain::line(line)).collect();
    for section in rest {
        lines.extend([String::new(), plain::line(section.title), String::new()]);
        lines.extend(section.lines.iter().map(|line| plain::line(line)));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let start = head::subhead(&lines, &mut draft);
    draft.body = paragraphs::join(&lines[start..]);
    // Below a heading, an address alone is where the text was to come from.
    let written = sections.iter().flat_map(|section| &section.lines);
    let mut written =
        written.filter(|line| lone_link(line).is_none()).map(|line| plain::line(line));
    let first = written.find(|line| !line.trim().is_empty()).unwrap_or_default();
    if draft.title.is_none() && record::says_nothing(&first) {
        draft.body.clear();
    }
    draft.key = draft.url.clone().unwrap_or_default();
    draft
}

/// The address of an article: that of its linked title, or of the link at its end that says that it leads to
/// the source. Any other link leads elsewhere.
fn own_address(sections: &[Section<'_>]) -> Option<String> {
    let titled = sections.first().and_then(|section| lone_link(section.title));
    let lines = sections.iter().flat_map(|section| &section.lines);
    // Behind the text there are only links, rules and notes.
    let mut end: Vec<(&str, String)> = vec![];
    for line in lines.filter(|line| !line.trim().is_empty()) {
        match lone_link(line) {
            Some(link) => end.push(link),
            None if is_rule(line) || is_note(line) => {}
            None => end.clear(),
        }
    }
    let source = || end.into_iter().find(|(label, _)| leads_to_source(label));
    titled.or_else(source).map(|(_, target)| target)
}

/// How labels of links to the source of an article begin.
const SOURCES: [&str; 20] = [
    "source",
    "original",
    "read more",
    "read the",
    "read full",
    "full article",
    "full story",
    "continue reading",
    "permalink",
    "link",
    "watch",
    "view original",
    "quelle",
    "weiterlesen",
    "lire la suite",
    "fuente",
    "leer más",
    "查看原文",
    "原文",
    "阅读",
];

fn leads_to_source(label: &str) -> bool {
    let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    SOURCES.iter().any(|source| label.starts_with(source))
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '))
}

/// Whether a line is a short note in brackets, as `(Updated: 7 May)`.
fn is_note(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['(', '（']) && line.ends_with([')', '）']) && line.chars().count() <= 80
}

/// The label and the target of a line that is nothing but a link.
fn lone_link(line: &str) -> Option<(&str, String)> {
    let (label, target) = line.trim().strip_prefix('[')?.split_once("](")?;
    let target = target.strip_suffix(')')?.split_whitespace().next()?;
    // An image in a link has a bracket in its label.
    let usable = !label.contains(['[', '!']) && !target.contains([')', ']']);
    (usable && record::is_url(target)).then(|| (label, target.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{extract, is_markdown};
    use crate::ingest::testing::{collect, document};

    const DAY: &str = "# The Evening Round (20221024)\n\n## In this programme\n\n\
        1. Storm closes the harbour;\n\n2. In brief: ferries stay in port. Pilots strike\n\n## Items\n\n\
        ### Storm closes the harbour\n\nNo ship left.\n\n### Pilots strike\n\nFor a week.\n";

    fn titles(text: &str) -> Vec<Option<String>> {
        assert!(is_markdown(document("---\na: b\n---\n# T\n")));
        collect(extract, text).articles.into_iter().map(|draft| draft.title).collect()
    }

    #[test]
    fn the_address_is_that_of_the_linked_title_or_of_the_link_to_the_source_at_the_end() {
        let address = |text: &str| collect(extract, text).articles[0].url.clone();
        let text = "What a week on the quay it was, with two ships and one fire.";
        let own = Some("https://quay.example/2020/pump".to_string());
        for page in [
            format!("# [Second pump](https://quay.example/2020/pump)\n\n{text}\n"),
            format!(
                "# Second pump\n\n{text}\n\n[Read more](https://quay.example/2020/pump)\n\n(Updated: 7 May)\n"
            ),
            format!(
                "# Second pump\n\n{text}\n\n---\n\n[Original/Source](https://quay.example/2020/pump)\n\n\
                 [Forum](https://forum.example/r/1)\n"
            ),
        ] {
            assert_eq!(address(&page), own, "{page}");
        }
        for page in [
            format!(
                "# News\n\n{text}\n\n[Do not guess](https://oars.example/2025/05/17/)\n\nShe is right.\n"
            ),
            format!("# News\n\n[Read more](https://oars.example/2025/05/17/)\n\n{text}\n"),
            format!("# News\n\n{text}\n\n[Give us money](https://money.example/radio)\n"),
            format!(
                "# News\n\n[![A pump](https://img.example/p.jpg)](https://photos.example/pump)\n\n{text}\n"
            ),
        ] {
            assert_eq!(address(&page), None, "{page}");
        }
    }

    #[test]
    fn a_list_of_contents_is_no_item_of_the_day() {
        let items = ["Storm closes the harbour", "Pilots strike"].map(|t| Some(t.to_string()));
        assert_eq!(titles(DAY), items);
        // What repeats no titles is an item as any other.
        let other = DAY.replace("1. Storm closes the harbour", "1. Tides").replace(". Pilots", "");
        assert_eq!(titles(&other)[0].as_deref(), Some("In this programme"));
    }

    #[test]
    fn the_authors_of_the_front_matter_go_before_a_byline_under_the_title() {
        let text =
            "---\nauthor: [Ann Field, Bo Lake]\n---\n\n# Storm\n\n*By Ann Field*\n\nIt rained.\n";
        let found = collect(extract, text);
        assert_eq!(found.articles[0].authors, ["Ann Field", "Bo Lake"]);
    }

    #[test]
    fn an_item_that_a_scraper_left_undefined_is_no_article() {
        let text = format!(
            "{DAY}\n### undefined\n\nundefined\n\n[Watch](https://quay.example/v/7)\n\n---\n\n(Updated: 7)\n"
        );
        assert_eq!(titles(&text).len(), 2);
        assert_eq!(collect(extract, &text).problems, ["1 record holds no article: line 19"]);
    }
}
