//! reStructuredText: a title, fields, and text without its marks. No directive is carried out and no
//! file included.
//! <https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html>

use super::{Reading, first_lines, is_named};
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::Drafts;
use crate::ingest::parse::{front, plain};

/// Characters that underline headings.
const RULES: &str = "=-~#*^\"'`+:._";
/// Directives whose content is not text.
const UNREAD: [&str; 19] = [
    "image",
    "figure-md",
    "raw",
    "toctree",
    "include",
    "contents",
    "meta",
    "youtube",
    "vimeo",
    "audio",
    "video",
    "highlight",
    "default-role",
    "role",
    "sectnum",
    "math",
    "target-notes",
    "gallery",
    "media",
];
/// Directives whose content is shown line by line.
const VERBATIM: [&str; 6] =
    ["code-block", "code", "sourcecode", "literalinclude", "parsed-literal", "console"];

/// Whether a document is reStructuredText: by its name, or by fields or directives near its first
/// heading.
pub fn recognise(document: Document<'_>) -> bool {
    if is_named(document.path, &[".rst", ".rest", ".restx"]) {
        return true;
    }
    let lines = first_lines(document.text);
    let ruled = lines.windows(2).take(8).any(|pair| is_ruled(pair[0], pair[1]));
    let marked = |line: &&str| directive(line).is_some() || comment_field(line).is_some();
    let fields = lines.iter().filter(|line| field(line).is_some()).count();
    let begins =
        lines.first().is_some_and(marked) && lines.iter().filter(|line| marked(line)).count() >= 2;
    begins || ruled && (fields >= 2 || lines.iter().any(|line| directive(line).is_some()))
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
        None => (None, text.trim_start_matches('\u{FEFF}')),
    };
    let lines: Vec<&str> = rest.lines().map(str::trim_end).collect();
    let mut reader = Reader { lines, ..Reader::default() };
    while reader.at < reader.lines.len() {
        reader.step();
    }
    let draft = reader.reading.draft("rst", matter, options);
    if draft.title.is_none() && draft.body.is_empty() {
        return Err(Refusal::NotArticles("it holds no text".into()));
    }
    drafts.article(draft);
    Ok(())
}

/// Whether a line is ruled: the next is of one sign and no shorter.
fn is_ruled(line: &str, rule: &str) -> bool {
    let length = line.trim().chars().count();
    is_rule(rule) && length > 0 && rule.trim().chars().count() >= length.min(4) && !is_rule(line)
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let first = line.chars().next().filter(|sign| RULES.contains(*sign));
    first.is_some_and(|first| line.len() >= 3 && line.chars().all(|c| c == first))
}

/// `:name: value`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim_start().strip_prefix(':')?.split_once(':')?;
    let named = !name.is_empty() && name.len() <= 40 && !name.contains(['`', '<']);
    (named && (value.is_empty() || value.starts_with(' '))).then_some((name, value.trim()))
}

/// `.. name:: argument`.
fn directive(line: &str) -> Option<(&str, &str)> {
    let (name, argument) = line.trim_start().strip_prefix(".. ")?.split_once("::")?;
    let name = name.rsplit("| ").next().unwrap_or(name).trim();
    let word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_:".contains(c));
    word.then(|| (name, argument.trim()))
}

/// `.. name: value`, a comment in which generators keep a field.
fn comment_field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(".. ")?.split_once(':')?;
    let word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    (word && value.starts_with(' ')).then(|| (name, value.trim()))
}

#[derive(Default)]
struct Reader<'a> {
    reading: Reading,
    lines: Vec<&'a str>,
    at: usize,
    /// How far the lines of a directive that is shown are indented.
    inside: usize,
}

impl<'a> Reader<'a> {
    fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).copied().unwrap_or("")
    }

    /// Parses the next line, or the group of lines that it begins.
    fn step(&mut self) {
        let line = self.line(self.at);
        if self.heading() {
            return;
        }
        self.at += 1;
        if line.trim().is_empty() || is_rule(line) || is_table_rule(line) {
            self.reading.blank();
        } else if let Some((name, argument)) = directive(line) {
            self.directive(name, argument, indent(line));
        } else if line.trim_start().starts_with("..") && !line.trim_start().starts_with("...") {
            self.comment(line);
        } else if let Some((name, value)) = field(line).filter(|_| self.is_head()) {
            self.field(name, value, indent(line));
        } else {
            self.text(line);
        }
    }

    /// Reads a heading, if one begins here; the first is the title.
    fn heading(&mut self) -> bool {
        let overlined = is_rule(self.line(self.at))
            && is_rule(self.line(self.at + 2))
            && !self.line(self.at + 1).trim().is_empty();
        let (title, length) = match overlined {
            true => (self.line(self.at + 1), 3),
            false if is_ruled(self.line(self.at), self.line(self.at + 1)) => {
                (self.line(self.at), 2)
            }
            false => return false,
        };
        self.at += length;
        let title = inline(title);
        match self.reading.title.is_none() && self.is_head() {
            true => self.reading.title = Some(title),
            false => self.reading.alone(title),
        }
        true
    }

    /// Whether no text was read yet.
    fn is_head(&self) -> bool {
        self.reading.lines.iter().all(String::is_empty)
    }

    fn field(&mut self, name: &str, value: &str, indent: usize) {
        let more = self.block(indent).join(" ");
        self.reading.field(name, &format!("{value} {more}"));
    }

    /// The lines that are indented further than that, without their indent.
    fn block(&mut self, indent: usize) -> Vec<&'a str> {
        let mut block = vec![];
        while self.at < self.lines.len() {
            let line = self.line(self.at);
            if !line.is_empty() && self::indent(line) <= indent {
                break;
            }
            block.push(line.trim());
            self.at += 1;
        }
        while block.pop_if(|line| line.is_empty()).is_some() {}
        block
    }

    fn directive(&mut self, name: &str, argument: &str, indent: usize) {
        if name == "post" {
            self.reading.field("date", argument);
            let block = self.block(indent);
            block.iter().filter_map(|line| field(line)).for_each(|(n, v)| self.reading.field(n, v));
        } else if UNREAD.contains(&name) {
            self.block(indent);
        } else if VERBATIM.contains(&name) {
            let block = self.block(indent);
            let shown = block.iter().filter(|line| !line.is_empty() && field(line).is_none());
            shown.for_each(|line| self.reading.alone(*line));
        } else {
            // Its options are no text, and its content is.
            let titled = !argument.is_empty() && name != "figure";
            if titled {
                self.reading.alone(inline(argument));
            }
            while field(self.line(self.at)).is_some() && self::indent(self.line(self.at)) > indent {
                self.at += 1;
            }
            self.reading.blank();
            self.inside = self.inside.max(indent + 1);
        }
    }

    /// A comment, a target or a footnote; only the last is text.
    fn comment(&mut self, line: &str) {
        if let Some((name, value)) = comment_field(line).filter(|_| self.is_head()) {
            self.reading.field(name, value);
            self.block(indent(line));
            return;
        }
        let note = line.trim_start().strip_prefix(".. [").and_then(|note| note.split_once("] "));
        match note {
            Some((_, text)) => self.reading.alone(inline(text)),
            None => drop(self.block(indent(line))),
        }
    }

    fn text(&mut self, line: &str) {
        let bare = line.trim().trim_matches('|').trim();
        let item = ["- ", "* ", "+ ", "#. ", "• "].iter().find_map(|mark| bare.strip_prefix(mark));
        if item.is_some() || line.trim_start().starts_with('|') {
            self.reading.blank();
        }
        let literal = bare.ends_with("::");
        let shown = item.unwrap_or(bare);
        let shown = shown
            .strip_suffix(" ::")
            .or(shown.strip_suffix(':').filter(|_| literal))
            .unwrap_or(shown);
        self.reading.lines.push(inline(shown));
        let indented = self.lines[self.at..].iter().find(|line| !line.is_empty());
        if literal && indented.is_some_and(|next| indent(next) > indent(line)) {
            let block = self.block(indent(line));
            block
                .into_iter()
                .filter(|line| !line.is_empty())
                .for_each(|line| self.reading.alone(line));
        }
    }
}

/// `====  ====`, `+---+---+`: the rules of tables.
fn is_table_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3
        && line.contains(['=', '-'])
        && line.chars().all(|c| matches!(c, '=' | '-' | '+' | ' ' | '|'))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Removes the inline marks of a line.
fn inline(line: &str) -> String {
    let bare = without_roles(line);
    plain::line(&bare).trim().to_string()
}

/// A line with the text of what stands in backquotes, and without marks of footnotes and references.
fn without_roles(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('`') {
        if let Some((code, behind)) =
            after.strip_prefix('`').and_then(|after| after.split_once("``"))
        {
            plain.push_str(&without_references(before));
            plain.push_str(code);
            rest = behind;
            continue;
        }
        let Some((inside, behind)) = after.split_once('`') else { break };
        plain.push_str(&without_references(without_role(before)));
        plain.push_str(shown(inside));
        rest = behind.strip_prefix("__").or(behind.strip_prefix('_')).unwrap_or(behind);
        rest = role(rest).unwrap_or(rest);
    }
    plain.push_str(&without_references(rest));
    plain
}

/// What is shown of `text <address>`.
fn shown(inside: &str) -> &str {
    let (text, target) = inside.split_once('<').unwrap_or((inside, ""));
    let text = text.trim().trim_start_matches('~');
    if text.is_empty() { target.trim_end_matches('>') } else { text }
}

/// What stands before `:role:` at the end of a text.
fn without_role(before: &str) -> &str {
    let named = before.strip_suffix(':').and_then(|before| before.rsplit_once(':'));
    match named {
        Some((start, name))
            if !name.is_empty()
                && name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) =>
        {
            start.strip_suffix(":py").or(start.strip_suffix(":ref")).unwrap_or(start)
        }
        _ => before,
    }
}

/// What stands behind `:role:` at the start of a text.
fn role(text: &str) -> Option<&str> {
    let (name, rest) = text.strip_prefix(':')?.split_once(':')?;
    (!name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-')).then_some(rest)
}

/// A text without `[1]_`, and without the underline behind a word that is a reference.
fn without_references(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let bare = word.trim_end();
        let space = &word[bare.len()..];
        let sign = bare.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
        let signs = &bare[sign.len()..];
        let note = sign.strip_suffix("]_").and_then(|word| word.rsplit_once('['));
        let named = sign.strip_suffix("__").or(sign.strip_suffix('_'));
        let named =
            named.filter(|word| word.ends_with(char::is_alphanumeric) && !word.starts_with('_'));
        match (note, named) {
            (Some((before, _)), _) => format!("{before}{signs}{space}"),
            (None, Some(word)) => format!("{word}{signs}{space}"),
            (None, None) => word.to_string(),
        }
    });
    words.collect()
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
            "Ferry returns\n=============\n\n:date: 2018-03-20 10:00\n:tags: ferry, quay\n:author: Ida Lund\n\n",
            "#############\nFerry returns\n#############\n\n:date: 2018-03-20 10:00\n:author: Ida Lund\n:tags: ferry, quay\n\n",
            ".. title: Ferry returns\n.. slug: ferry\n.. date: 2018-03-20 10:00\n.. tags: ferry, quay\n.. author: Ida Lund\n\n",
            ".. post:: 2018-03-20 10:00\n   :tags: ferry, quay\n   :author: Ida Lund\n\nFerry returns\n-------------\n\n",
        ] {
            let text = format!("{head}The *ferry* is back.\n");
            assert!(recognise(document(&text)), "{text}");
            let draft = read(&text);
            assert_eq!(draft.title.as_deref(), Some("Ferry returns"), "{text}");
            assert_eq!(draft.authors, ["Ida Lund"], "{text}");
            assert_eq!(draft.dates[0].evidence.text, "2018-03-20 10:00", "{text}");
            assert_eq!(draft.body, "The ferry is back.", "{text}");
        }
    }

    #[test]
    fn marks_go_and_words_stay() {
        let head = "Title\n=====\n\n:date: 2018-03-20\n\nFirst.\n\n";
        for (written, read_back) in [
            ("See `the plan`_ and ``crane.txt`` [1]_.", "See the plan and crane.txt ."),
            (
                "The `lock <https://quay.example/>`__ of :ref:`Lunden <l>` and wardens_.",
                "The lock of Lunden and wardens.",
            ),
            ("Part\n----\n\n.. image:: a.jpg\n   :alt: A\n\nEnd **now**", "Part\n\nEnd now"),
            (".. note:: Heed\n\n   The mole.\n\nEnd", "Heed\n\nThe mole.\n\nEnd"),
            (".. figure:: a.jpg\n   :alt: A\n\n   The crane.\n\nEnd", "The crane.\n\nEnd"),
            (".. code-block:: python\n\n    lift()\n\nEnd", "lift()\n\nEnd"),
            (".. a comment\n   of two lines\n\n.. _plan: https://quay.example\n\nEnd", "End"),
            (".. [1] By the office.\n\nEnd", "By the office.\n\nEnd"),
            ("So::\n\n    lift()\n\nEnd", "So:\n\nlift()\n\nEnd"),
            ("- one\n- two\n\nsnake_case stays", "one\n\ntwo\n\nsnake_case stays"),
        ] {
            let words =
                |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
            let body = read(&format!("{head}{written}\n")).body;
            assert_eq!(words(&body), words(&format!("First. {read_back}")), "{written}: {body}");
        }
    }

    #[test]
    fn a_ruled_heading_alone_is_no_restructured_text() {
        for text in [
            "Ferry returns\n=============\n\nIt is back.\n",
            "A\n=\n\n:b: c\n\nd",
            ".. and so on\n",
        ] {
            assert!(!recognise(document(text)), "{text}");
        }
    }
}
