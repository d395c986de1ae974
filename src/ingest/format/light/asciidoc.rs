//! AsciiDoc: a title, a head of authors, a revision and attributes, and text without its marks. No
//! file is included, and nothing is drawn.
//! <https://docs.asciidoctor.org/asciidoc/latest/document/header/>

use std::collections::HashMap;

use super::{Reading, first_lines, is_named};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::Drafts;
use crate::ingest::parse::{front, plain};

/// Delimiters of blocks whose lines are shown verbatim.
const VERBATIM: [&str; 3] = ["----", "....", "```"];
/// Delimiters of blocks that contain paragraphs.
const HOLDERS: [&str; 5] = ["====", "****", "____", "--", "|==="];
/// Prefixes of attributes of site generators.
const GENERATORS: [&str; 4] = ["awestruct-", "page-", "jbake-", "article-"];
/// Macros whose text in brackets is shown.
const SHOWN: [&str; 12] = [
    "link", "xref", "mailto", "image", "kbd", "btn", "menu", "pass", "footnote", "icon", "term",
    "q",
];

/// Whether a document is AsciiDoc: by its name, or by a title with attributes below it.
pub fn recognise(document: Document<'_>) -> bool {
    if is_named(document.path, &[".adoc", ".asciidoc", ".asciidoctor", ".asc"]) {
        return true;
    }
    let lines = first_lines(document.text);
    let titled = lines.first().is_some_and(|line| line.starts_with("= "));
    titled && lines.iter().take_while(|line| !line.is_empty()).any(|line| attribute(line).is_some())
}

/// Hands over the document as one article.
///
/// # Errors
/// Refuses a document without title and text.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let text = crate::ingest::format::text::unix_lines(document.text);
    let (matter, rest) = match front::split(&text) {
        Some((matter, rest)) => (Some(matter), rest),
        None => (None, text.trim_start_matches('\u{FEFF}').trim_start()),
    };
    let mut reader = Reader::default();
    let lines: Vec<&str> = rest.lines().collect();
    let body = reader.head(&lines);
    lines[body..].iter().for_each(|line| reader.line(line.trim_end()));
    let draft = reader.reading.draft("asciidoc", matter, options);
    if draft.title.is_none() && draft.body.is_empty() {
        return Err(Refusal::NotArticles("it holds no text".into()));
    }
    drafts.article(draft);
    Ok(())
}

/// `:name: value`, or `:name:` alone.
fn attribute(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let name = name.trim_matches('!');
    let named =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (named && (value.is_empty() || value.starts_with(' '))).then_some((name, value.trim()))
}

/// Whether the line below a title names authors: `Ida Lund <ida@quay.example>; Bo Lake`.
fn are_names(line: &str) -> bool {
    let name = |name: &str| {
        let words: Vec<&str> = name.split('<').next().unwrap_or(name).split_whitespace().collect();
        (1..=4).contains(&words.len())
            && words
                .iter()
                .all(|word| !word.ends_with(['.', ',', ':', '!', '?']) || word.len() <= 3)
            && words[0].starts_with(char::is_uppercase)
    };
    line.split(';').all(name)
}

/// Whether the line below the authors is a revision: `v1.0, 2018-03-20: first`, `2018-03-20`.
fn is_revision(line: &str) -> bool {
    line.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()) && line.len() <= 80
}

#[derive(Default)]
struct Reader {
    reading: Reading,
    attributes: HashMap<String, String>,
    /// What ends the block that is being read, if its lines are not text.
    until: Option<&'static str>,
    /// Whether that block is shown.
    shown: bool,
}

impl Reader {
    /// Parses the head; returns its number of lines.
    fn head(&mut self, lines: &[&str]) -> usize {
        let filled = |line: &&&str| line.trim().is_empty() || line.starts_with("//");
        let mut at = lines.iter().take_while(filled).count();
        if let Some(title) = lines.get(at).and_then(|line| line.strip_prefix("= ")) {
            self.reading.title = Some(title.trim().trim_matches('"').to_string());
            at += 1;
        }
        let titled = self.reading.title.is_some();
        let mut unnamed = 0;
        while let Some(line) = lines.get(at).map(|line| line.trim_end()) {
            match attribute(line) {
                Some((name, value)) => self.attribute(name, value),
                None if line.starts_with("//") => {}
                None if titled && unnamed == 0 && are_names(line) => {
                    let names = line.split(';').map(|name| name.split('<').next().unwrap_or(name));
                    let names: Vec<&str> = names.map(str::trim).collect();
                    self.reading.field("author", &format!("[{}]", names.join(",")));
                    unnamed = 1;
                }
                None if titled && unnamed == 1 && is_revision(line) => {
                    let day = line.split_once(',').map_or(line, |(_, day)| day);
                    self.reading.field("date", day.split(": ").next().unwrap_or(day));
                    unnamed = 2;
                }
                None => break,
            }
            at += 1;
        }
        at
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let plain = GENERATORS.iter().find_map(|start| name.strip_prefix(start)).unwrap_or(name);
        let plain = if plain == "revdate" { "date" } else { plain };
        self.reading.field(plain, value);
        self.attributes.insert(name.to_string(), value.to_string());
    }

    fn line(&mut self, line: &str) {
        if let Some(end) = self.until {
            return self.within(line, end);
        }
        if let Some((start, shown)) = opening(line) {
            (self.until, self.shown) = (Some(start), shown);
            return self.reading.blank();
        }
        let ruled = HOLDERS.iter().any(|ruler| is_ruler(line, ruler));
        if ruled || matches!(line, "" | "+" | "'''" | "<<<" | "---") {
            return self.reading.blank();
        }
        if let Some((name, value)) = attribute(line) {
            self.attributes.insert(name.to_string(), value.to_string());
        } else if !is_unread(line) {
            self.text(line);
        }
    }

    fn within(&mut self, line: &str, end: &'static str) {
        if is_ruler(line, end) {
            self.until = None;
            self.reading.blank();
        } else if self.shown {
            self.reading.alone(line.trim());
        }
    }

    fn text(&mut self, line: &str) {
        if let Some(heading) = heading(line) {
            return self.reading.alone(self.inline(heading));
        }
        if let Some(shown) = block_macro(line) {
            return self.reading.alone(self.inline(shown));
        }
        // The title of a block.
        if let Some(title) = line.strip_prefix('.').filter(|title| is_title(title)) {
            return self.reading.alone(self.inline(title));
        }
        let bare = line.trim_start();
        let item = bare.trim_start_matches(['*', '.', '-']);
        let is_item = item.len() < bare.len() && item.starts_with(' ');
        let cell = bare.strip_prefix('|').map(|cells| cells.replace(" |", " ").replace("|", " "));
        match (is_item, cell) {
            (_, Some(cells)) => self.reading.alone(self.inline(&cells)),
            (true, None) => {
                self.reading.blank();
                self.reading.lines.push(self.inline(item.trim_start()));
            }
            (false, None) => {
                let text = self.inline(bare.strip_suffix(" +").unwrap_or(bare));
                self.reading.lines.push(text);
            }
        }
    }

    /// Removes the inline marks of a line.
    fn inline(&self, line: &str) -> String {
        let valued = self.with_attributes(line);
        let plain = plain::line(&without_macros(&valued));
        plain.trim().to_string()
    }

    /// Substitutes the attributes in a line.
    fn with_attributes(&self, line: &str) -> String {
        let mut valued = String::with_capacity(line.len());
        let mut rest = line;
        while let Some(open) = rest.find('{') {
            valued.push_str(&rest[..open]);
            let known = rest[open + 1..]
                .split_once('}')
                .and_then(|(name, after)| Some((self.attributes.get(name)?, after)));
            match known {
                Some((value, after)) if value.len() <= 200 => {
                    valued.push_str(value);
                    rest = after;
                }
                _ => {
                    valued.push('{');
                    rest = &rest[open + 1..];
                }
            }
        }
        valued + rest
    }
}

/// The ruler that opens a block whose lines are no paragraphs, and whether they are shown.
fn opening(line: &str) -> Option<(&'static str, bool)> {
    let verbatim = VERBATIM
        .into_iter()
        .find(|ruler| is_ruler(line, ruler) || *ruler == "```" && line.starts_with("```"));
    let hidden = ["////", "++++"].into_iter().find(|ruler| is_ruler(line, ruler));
    verbatim.map(|ruler| (ruler, true)).or(hidden.map(|ruler| (ruler, false)))
}

/// Whether a line is a ruler of this kind, perhaps longer.
fn is_ruler(line: &str, ruler: &str) -> bool {
    let sign = ruler.chars().last().unwrap_or('-');
    line.starts_with(ruler)
        && line[ruler.len()..].chars().all(|c| c == sign)
        && (ruler.len() > 2 || line == ruler)
}

fn heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('=');
    let level = line.len() - title.len();
    ((1..=6).contains(&level) && title.starts_with(' ')).then(|| title.trim())
}

/// Whether a line says how something is shown, and is not shown itself.
fn is_unread(line: &str) -> bool {
    let list = line.starts_with('[') && line.ends_with(']') && !line.contains("](");
    let directive =
        ["include::", "toc::", "ifdef::", "ifndef::", "ifeval::", "endif::", "video::", "audio::"]
            .iter()
            .any(|start| line.starts_with(start));
    list || directive || line.starts_with("//") && !line.starts_with("///")
}

/// What is shown of `image::lock.jpg[The lock]` and the like.
fn block_macro(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once("::")?;
    let word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    let (target, shown) = rest.strip_suffix(']')?.split_once('[')?;
    (word && !target.contains(' ')).then(|| shown.split(',').next().unwrap_or("").trim_matches('"'))
}

fn is_title(title: &str) -> bool {
    title.starts_with(|c: char| c.is_alphanumeric() || c == '"') && !title.is_empty()
}

/// A line with the text of its links, cross references and footnotes.
fn without_macros(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find(['[', '<']) {
        let (before, from) = rest.split_at(open);
        if let Some((shown, after)) = cross_reference(from) {
            plain.push_str(before);
            plain.push_str(shown);
            rest = after;
            continue;
        }
        let shown = macro_before(before)
            .zip(from.strip_prefix('[').and_then(|inside| inside.split_once(']')));
        match shown {
            Some((start, (shown, after))) => {
                plain.push_str(&before[..start]);
                let note = before[start..].starts_with("footnote");
                plain.push_str(if note { " " } else { "" });
                let label = shown.trim_end_matches('^').trim_matches('"');
                plain.push_str(if label.is_empty() { &before[start..] } else { label });
                rest = after;
            }
            None => {
                plain.push_str(before);
                plain.push_str(&from[..1]);
                rest = &from[1..];
            }
        }
    }
    plain + rest
}

/// Where the macro or the address begins that a bracket stands right behind.
fn macro_before(before: &str) -> Option<usize> {
    let start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '>'))
        .map_or(0, |place| place + before[place..].chars().next().map_or(1, char::len_utf8));
    let target = &before[start..];
    let address = target.starts_with("http://") || target.starts_with("https://");
    let named = target.split_once(':').is_some_and(|(name, _)| SHOWN.contains(&name));
    (address || named).then_some(start)
}

/// What is shown of `<<id,text>>`, and what stands behind it.
fn cross_reference(text: &str) -> Option<(&str, &str)> {
    let (inside, after) = text.strip_prefix("<<")?.split_once(">>")?;
    let shown = inside.split_once(',').map_or(inside.trim_start_matches('#'), |(_, shown)| shown);
    Some((shown.trim(), after))
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::draft::Draft;
    use crate::ingest::testing::{collect, document};

    fn read(text: &str) -> Draft {
        collect(extract, text).articles.remove(0)
    }

    #[test]
    fn a_post_of_any_generator_gives_title_day_author_and_text() {
        for head in [
            "= Ferry returns\nIda Lund <ida@quay.example>\nv1.0, 2018-03-20\n:page-tags: [ferry, quay]\n\n",
            "= \"Ferry returns\"\nIda Lund\n:awestruct-tags: [ \"ferry\", \"quay\" ]\n:revdate: 2018-03-20\n---\n\n",
            "= Ferry returns\n:author: Ida Lund\n:jbake-date: 2018-03-20\n:jbake-tags: [ferry, quay]\n\n",
        ] {
            let text = format!("{head}The *ferry* is back.\n");
            assert!(recognise(document(&text)), "{text}");
            let draft = read(&text);
            assert_eq!(draft.title.as_deref(), Some("Ferry returns"), "{text}");
            assert_eq!(draft.authors, ["Ida Lund"], "{text}");
            assert_eq!(draft.dates[0].evidence.text, "2018-03-20", "{text}");
            assert_eq!(draft.tags, ["ferry", "quay"], "{text}");
            assert_eq!(draft.body, "The ferry is back.", "{text}");
        }
        let front = read(
            "---\ntitle: Ferry returns\nauthor: Ida Lund\ndate: 2018-03-20\n---\nIt is back.\n",
        );
        assert_eq!((front.title.as_deref(), &*front.body), (Some("Ferry returns"), "It is back."));
    }

    #[test]
    fn marks_go_and_words_stay() {
        let head = "= T\n:version: 6.4\n\n";
        for (written, read_back) in [
            (
                "See https://quay.example/plan[the plan] and link:a.html[another].",
                "See the plan and another.",
            ),
            (
                "See <<lock,the lock>> at https://quay.example/ now",
                "See the lock at https://quay.example/ now",
            ),
            ("* *Forty* barrels in {version}\n* _One_ boat", "Forty barrels in 6.4\n\nOne boat"),
            ("image::crane.jpg[A crane, 40]\n\ntext", "A crane\n\ntext"),
            (
                "== What it lifts\n\n[quote, Ida]\n____\nIt *lifts*.\n____",
                "What it lifts\n\nIt lifts.",
            ),
            ("a\n\n////\nhidden\n////\n\n// no\ninclude::x.adoc[]\nb", "a\n\nb"),
            (
                "NOTE: The bakers left.\n\n.A list\n. one\n. two",
                "NOTE: The bakers left.\n\nA list\n\none\n\ntwo",
            ),
            ("|===\n|a |b\n|===\n\nend", "a b\n\nend"),
            ("[source,java]\n----\nCrane c = *x*;\n----\nend", "Crane c = *x*;\n\nend"),
        ] {
            let words =
                |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
            assert_eq!(
                words(&read(&format!("{head}{written}\n")).body),
                words(read_back),
                "{written}"
            );
        }
    }

    #[test]
    fn a_title_with_an_equals_sign_alone_is_no_asciidoc() {
        for text in
            ["= Ferry returns\n#set text(lang: \"en\")\nIt is back.\n", "== a\n:b: c\n", ":b: c\n"]
        {
            assert!(!recognise(document(text)), "{text}");
        }
    }
}
