//! BibTeX: each entry is an article whose body is its abstract. TeX markup is removed as far as
//! names and abstracts use it.

use std::collections::HashMap;

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts};

/// The maximum nesting depth of braces in a value.
const DEPTH: usize = 64;
/// Fields of which an entry must have at least one.
const FIELDS: [&str; 6] = ["title", "author", "year", "date", "abstract", "journal"];

/// An entry: its key, and its fields with names in lower case.
struct Entry {
    key: String,
    fields: HashMap<String, String>,
}

/// Whether a document is BibTeX: its first entry has a field that is known, and nothing but comment
/// lines stands before it where the name does not say what it is.
pub fn recognise(document: Document<'_>) -> bool {
    let named = document.path.to_ascii_lowercase().ends_with(".bib");
    let text = document.text.trim_start_matches('\u{feff}');
    let lines = text.lines().map(str::trim).take(200);
    let mut filled = lines.filter(|line| !line.is_empty() && !line.starts_with('%'));
    if !named && !filled.next().is_some_and(|line| line.starts_with('@')) {
        return false;
    }
    let entry = Reader { rest: text, strings: HashMap::new() }.next_entry();
    entry.is_some_and(|entry| FIELDS.iter().any(|field| entry.fields.contains_key(*field)))
}

/// Hands over a draft of each entry.
///
/// # Errors
/// Refuses a file without entries.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let mut reader = Reader { rest: document.text, strings: HashMap::new() };
    let mut found = 0;
    while let Some(entry) = reader.next_entry() {
        found += 1;
        let draft = draft(entry);
        if draft.title.is_none() && draft.body.is_empty() {
            drafts.passed_over(format!("entry {found}: neither title nor abstract"));
        } else if !drafts.article(draft) {
            break;
        }
    }
    match found {
        0 => Err(Refusal::NotArticles("it holds no entries".into())),
        _ => Ok(()),
    }
}

struct Reader<'a> {
    rest: &'a str,
    /// What `@string` defines.
    strings: HashMap<String, String>,
}

impl<'a> Reader<'a> {
    /// The next entry; text between entries is comment.
    fn next_entry(&mut self) -> Option<Entry> {
        loop {
            self.rest = &self.rest[self.rest.find('@')? + 1..];
            let kind = self.word().to_ascii_lowercase();
            if !(self.take('{') || self.take('(')) || kind.is_empty() || kind == "comment" {
                continue;
            }
            if kind == "preamble" {
                continue;
            }
            if kind == "string" {
                let fields = self.fields();
                self.strings.extend(fields);
                continue;
            }
            let end = self.rest.find([',', '}', ')', '\n']).unwrap_or(self.rest.len());
            let key = self.rest[..end].trim().to_string();
            self.rest = &self.rest[end..];
            self.take(',');
            return Some(Entry { key, fields: self.fields() });
        }
    }

    /// Parses `name = value,` as long as it occurs.
    fn fields(&mut self) -> HashMap<String, String> {
        let mut fields = HashMap::new();
        loop {
            let name = self.word().to_ascii_lowercase();
            if name.is_empty() || !self.take('=') {
                return fields;
            }
            let mut value = self.value();
            while self.take('#') {
                value.push_str(&self.value());
            }
            fields.entry(name).or_insert(value);
            if !self.take(',') {
                return fields;
            }
        }
    }

    fn value(&mut self) -> String {
        self.rest = self.rest.trim_start();
        if let Some(inside) = self.rest.strip_prefix('{') {
            return self.until(inside, '}');
        }
        if let Some(inside) = self.rest.strip_prefix('"') {
            return self.until(inside, '"');
        }
        let word = self.word();
        self.strings.get(&word.to_ascii_lowercase()).cloned().unwrap_or_else(|| word.to_string())
    }

    /// The text up to a closing character outside braces.
    fn until(&mut self, inside: &'a str, close: char) -> String {
        let (mut depth, mut escaped) = (0usize, false);
        for (at, character) in inside.char_indices() {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                _ if character == close && depth == 0 => {
                    self.rest = &inside[at + character.len_utf8()..];
                    return inside[..at].to_string();
                }
                '{' if depth < DEPTH => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        self.rest = "";
        inside.to_string()
    }

    fn word(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+' | '/');
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn take(&mut self, sign: char) -> bool {
        let trimmed = self.rest.trim_start();
        let found = trimmed.strip_prefix(sign);
        self.rest = found.unwrap_or(trimmed);
        found.is_some()
    }
}

fn draft(entry: Entry) -> Draft {
    let field = |name: &str| {
        let text = plain(entry.fields.get(name)?);
        (!text.is_empty()).then_some(text)
    };
    let first = |names: &[&str]| names.iter().find_map(|name| field(name));
    let authors = entry.fields.get("author").map(String::as_str).unwrap_or("");
    let authors = authors.split(" and ").map(plain).filter(|author| !author.is_empty());
    let keywords = first(&["keywords"]).unwrap_or_default();
    let source = first(&["journal", "journaltitle", "newspaper", "publisher", "organization"]);
    Draft {
        key: entry.key.clone(),
        guid: Some(entry.key.clone()).filter(|key| !key.is_empty()),
        title: field("title"),
        body: first(&["abstract", "note"]).unwrap_or_default(),
        dates: dates(&entry),
        source: source.map(|name| Evidence::new("BibTeX source", name)),
        authors: authors.collect(),
        tags: keywords
            .split([',', ';'])
            .map(|word| word.trim().to_string())
            .filter(|w| !w.is_empty())
            .collect(),
        lang: first(&["language", "langid"]),
        url: field("url"),
        ..Draft::default()
    }
}

/// `date = {2023-11-05}`, or `year`, `month` and `day` combined.
fn dates(entry: &Entry) -> Vec<Candidate> {
    let field = |name: &str| entry.fields.get(name).map(|text| plain(text));
    if let Some(date) = field("date") {
        return vec![Candidate::published("BibTeX date", date)];
    }
    let Some(year) = field("year") else { return vec![] };
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let text = match (field("month"), field("day")) {
        (Some(month), day) if number(&month).is_some() => {
            let parts = [number(&month), day.as_deref().and_then(number)];
            let text = |whole: String, part| format!("{whole}-{part:02}");
            parts.into_iter().flatten().fold(year.trim().to_string(), text)
        }
        (month, day) => {
            [day, month, Some(year)].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    };
    vec![Candidate::published("BibTeX year", text)]
}

/// Removes TeX markup: braces are dropped, accents combined with their letters.
fn plain(tex: &str) -> String {
    let mut text = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '{' | '}' => {}
            '~' => text.push(' '),
            '\\' => rest = command(rest, &mut text),
            '-' if rest.starts_with("--") => {
                text.push('—');
                rest = &rest[2..];
            }
            character => text.push(character),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes the text of a command and returns the rest.
fn command<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let Some(sign) = rest.chars().next() else { return rest };
    let behind = &rest[sign.len_utf8()..];
    let mark = accent(sign);
    let argument = behind.trim_start_matches([' ', '{']);
    // A letter is an accent command only if its argument is delimited: `\c{c}`, not `\cite`.
    let set_off = !sign.is_ascii_alphabetic() || behind.starts_with([' ', '{']);
    if let (Some(mark), true, Some(letter)) =
        (mark, set_off, argument.trim_start_matches('\\').chars().next())
    {
        let composed: [char; 2] = [letter, mark];
        text.extend(unicode_normalization::UnicodeNormalization::nfc(composed.into_iter()));
        return &argument.trim_start_matches('\\')[letter.len_utf8()..];
    }
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    if length == 0 {
        text.push(if sign == '\\' { ' ' } else { sign });
        return behind;
    }
    text.push_str(letter(&rest[..length]));
    rest[length..].trim_start_matches(' ')
}

/// The combining character of an accent command.
fn accent(sign: char) -> Option<char> {
    Some(match sign {
        '`' => '\u{300}',
        '\'' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '=' => '\u{304}',
        'u' => '\u{306}',
        '.' => '\u{307}',
        '"' => '\u{308}',
        'r' => '\u{30a}',
        'H' => '\u{30b}',
        'v' => '\u{30c}',
        'c' => '\u{327}',
        'k' => '\u{328}',
        _ => return None,
    })
}

/// The letter of a command; empty for commands that only affect typesetting.
fn letter(command: &str) -> &'static str {
    match command {
        "ss" => "ß",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "aa" => "å",
        "AA" => "Å",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{extract, plain, recognise};
    use crate::ingest::document::{Document, Options};
    use crate::ingest::testing::Collected;

    fn document(text: &str) -> Document<'_> {
        Document { path: "a.bib", bytes: text.as_bytes(), text, sidecar: None }
    }

    #[test]
    fn months_and_days_in_figures_are_put_together_as_a_day() {
        for (written, day) in [
            ("year = {1912}, month = {3}, day = {20}", "1912-03-20"),
            ("day = 20, month = \"03\", year = 1912", "1912-03-20"),
            ("year = 1912, month = 3", "1912-03"),
            ("year = 1912, month = mar, day = 20", "20 mar 1912"),
            ("year = 1912", "1912"),
        ] {
            let text = format!("@article{{a, title = {{Ferry}}, annote = {{mine}}, {written}}}");
            let mut seen = Collected::default();
            extract(document(&text), &Options::default(), &mut seen).unwrap();
            assert_eq!(seen.articles[0].dates[0].evidence.text, day, "{written}");
            assert_eq!(seen.articles[0].body, "");
        }
    }

    #[test]
    fn an_entry_is_an_article_whose_body_is_its_abstract() {
        let text = r#"% harbour
@string{hn = "Harbour News"}
@comment{none}
@article{ada2023,
  author = {Example, Ad{\'a} and M{\"u}ller, Bo},
  title = "The {FERRY} returns, \emph{again}",
  journal = hn, year = 2023, month = nov, day = 5,
  abstract = {It was away {all} winter --- and is back.},
  url = {http://a.example/1},
}
@misc{b, title={Second}, date={2022-01}}"#;
        assert!(recognise(document(text)));
        let mut seen = Collected::default();
        extract(document(text), &Options::default(), &mut seen).unwrap();
        let first = &seen.articles[0];
        assert_eq!(first.title.as_deref(), Some("The FERRY returns, again"));
        assert_eq!(first.authors, ["Example, Adá", "Müller, Bo"]);
        assert_eq!(first.body, "It was away all winter — and is back.");
        assert_eq!(first.source.as_ref().unwrap().text, "Harbour News");
        assert_eq!(first.dates[0].evidence.text, "5 nov 2023");
        assert_eq!(first.key, "ada2023");
        assert_eq!(seen.articles[1].dates[0].evidence.text, "2022-01");
    }

    #[test]
    fn accents_are_put_on_their_letters() {
        assert_eq!(plain(r"\c{c}a va \'{\i} na\\ \cite{x} \& \o re \ss"), "ça va í na x & øre ß");
    }

    #[test]
    fn a_story_that_names_an_account_is_no_entry() {
        let story = Document { path: "a.md", ..document("See\n@article{x, title={y}}") };
        assert!(!recognise(story));
        assert!(!recognise(document("@media {title=1}")));
    }

    proptest::proptest! {
        #[test]
        fn no_entry_makes_it_panic(text in "[@a-c{}\"=,#\\\\'é \n]{0,80}") {
            recognise(document(&text));
            let _ = extract(document(&text), &Options::default(), &mut Collected::default());
        }
    }
}
