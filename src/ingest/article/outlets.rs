//! Names of outlets: the user's aliases, the cleaning of names of feeds and hosts, and the
//! comparison of names. [`super::normalise`] decides which name of an article is that of its
//! outlet.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::location;

/// The name of the alias file in the root of an archive.
pub const FILE: &str = "sources.toml";

/// Aliases of outlets, each with the name to show instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases(BTreeMap<String, String>);

/// The aliases of all archives. Those of the command line apply everywhere and take precedence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlets {
    /// The aliases of the command line.
    pub given: Aliases,
    /// The aliases of the file in each root.
    pub of_root: BTreeMap<PathBuf, Aliases>,
}

/// An error in an alias file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line number, from 1.
    pub line: usize,
    /// What is wrong or how to write it correctly, as a phrase.
    pub message: String,
}

/// Words that a feed adds to the name of its outlet, in lower case.
const FEEDS: &[&str] = &[
    "rss",
    "rss feed",
    "rss feeds",
    "rss 2.0",
    "rss-feed",
    "rssfeed",
    "atom",
    "atom feed",
    "feed",
    "feeds",
    "newsfeed",
    "news feed",
    "json feed",
    "xml",
    "flux rss",
    "rss-flux",
    "canal rss",
];
/// Separators between a name and what is added to it.
const SIGNS: &[char] = &['-', '–', '—', '|', '»', '›', '>', ':', '·', '•', '/', '(', '[', ')', ']'];

impl Aliases {
    /// Adds an alias: shows the outlet `alias` as `name`, and also unifies the case of `name`.
    pub fn add(&mut self, alias: &str, name: &str) {
        let name = super::clean::line(name);
        self.0.insert(fold(alias), name.clone());
        self.0.entry(fold(&name)).or_insert(name);
    }

    /// The name to show for a written name; `None` if it has no alias.
    pub fn name(&self, written: &str) -> Option<&str> {
        self.0.get(&fold(written)).map(String::as_str)
    }

    /// Reads the text of a `sources.toml`: `"alias" = "Name"` or `"Name" = ["alias", ...]`, at the
    /// top or in the table `[aliases]`.
    ///
    /// # Errors
    /// When the text is not TOML or has entries of another form.
    pub fn read(text: &str) -> Result<Aliases, Fault> {
        let table = DeTable::parse(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            Fault { line: line_of(text, start), message: error.message().to_string() }
        })?;
        let mut aliases = Aliases::default();
        for (key, value) in table.get_ref() {
            match value.get_ref() {
                DeValue::Table(inner) if key.get_ref() == "aliases" => {
                    inner.iter().try_for_each(|(key, value)| aliases.entry(text, key, value))?;
                }
                _ => aliases.entry(text, key, value)?,
            }
        }
        Ok(aliases)
    }

    fn entry(
        &mut self,
        text: &str,
        key: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), Fault> {
        let line = line_of(text, value.span().start);
        let fault = || {
            let bare = matches!(value.get_ref(), DeValue::Table(_));
            let quotes = if bare { ", an alias with a dot in quotation marks" } else { "" };
            let form = "write \"alias\" = \"Name\" or \"Name\" = [\"alias\", \"other alias\"]";
            Fault { line, message: format!("{form}{quotes}") }
        };
        match value.get_ref() {
            DeValue::String(name) if !name.trim().is_empty() => self.add(key.get_ref(), name),
            DeValue::Array(list) => {
                for alias in list.iter() {
                    let DeValue::String(alias) = alias.get_ref() else { return Err(fault()) };
                    self.add(alias, key.get_ref());
                }
            }
            _ => return Err(fault()),
        }
        Ok(())
    }
}

impl Outlets {
    /// The name to show for a written name, in the archive with this root.
    pub fn name(&self, root: &Path, written: &str) -> Option<&str> {
        let of_root = || self.of_root.get(root)?.name(written);
        self.given.name(written).or_else(of_root)
    }

    /// All aliases that the names of one archive depend on.
    pub fn fingerprint(&self, root: &Path) -> (&Aliases, Option<&Aliases>) {
        (&self.given, self.of_root.get(root))
    }
}

fn line_of(text: &str, place: usize) -> usize {
    text.get(..place).map_or(1, |before| before.matches('\n').count() + 1)
}

/// Folds a name so that its spellings compare equal: no case, no `www.`, no repeated spaces.
pub fn fold(name: &str) -> String {
    let line = super::clean::line(name).to_lowercase();
    let host = location::host(&line);
    host.unwrap_or_else(|| line.strip_prefix("www.").unwrap_or(&line).to_string())
}

/// The name and the host of an outlet written with both: `The Quay (quay.example)`.
pub fn with_host(written: &str) -> Option<(&str, String)> {
    let (name, host) = written.strip_suffix(')')?.rsplit_once(" (")?;
    let plain = host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '/'));
    let host = location::host(host).or_else(|| location::host(&format!("//{host}")));
    host.filter(|_| plain && !name.trim().is_empty()).map(|host| (name.trim(), host))
}

/// A name without a trailing page of the issue: `The Quay, Page 15` and `The Quay, p. 3`.
pub fn without_page(name: &str) -> &str {
    let Some((before, page)) = name.rsplit_once(',') else { return name };
    let page = page.trim().to_lowercase();
    let number =
        ["pages", "page", "pp.", "pg.", "p."].iter().find_map(|word| page.strip_prefix(word));
    let is_number = |text: &str| {
        let text = text.trim();
        text.starts_with(|c: char| c.is_ascii_digit()) && text.len() <= 8
    };
    if number.is_some_and(is_number) && !before.trim().is_empty() {
        before.trim_end()
    } else {
        name
    }
}

/// A name without what its feed has added: `The Quay » Feed` is `The Quay`.
pub fn plain(name: &str) -> String {
    let mut rest = name.trim();
    if let Some(bare) = rest.get(..4).filter(|start| start.eq_ignore_ascii_case("www.")) {
        rest = &rest[bare.len()..];
    }
    while let Some(shorter) = without_feed(rest) {
        rest = shorter;
    }
    rest.to_string()
}

fn without_feed(name: &str) -> Option<&str> {
    let lower = name.to_ascii_lowercase();
    let after = |feed: &str| {
        let rest = name.get(..lower.trim_end_matches([')', ']']).strip_suffix(feed)?.len())?;
        let bare = rest.trim_end().trim_end_matches(SIGNS).trim_end();
        // The last word is part of the name, as in `The Daily Feed`, unless it names a technology.
        let apart = rest.ends_with(|c: char| c.is_whitespace() || "|»›>([".contains(c));
        let signed = apart && bare.len() < rest.trim_end().len();
        let technical = rest.ends_with(' ') && (feed.contains("rss") || feed.starts_with("atom f"));
        (signed || technical).then_some(bare)
    };
    let before = |feed: &str| {
        let rest = name.get(feed.len()..).filter(|_| lower.starts_with(feed))?;
        let bare = rest.trim_start().trim_start_matches(SIGNS).trim_start();
        (rest.trim_start().starts_with(SIGNS) && feed.contains("rss")).then_some(bare)
    };
    let bare = FEEDS.iter().filter_map(|feed| after(feed).or_else(|| before(feed)));
    bare.filter(|bare| !bare.is_empty()).min_by_key(|bare| bare.len())
}

#[cfg(test)]
mod tests {
    use super::{Aliases, fold, plain, with_host};

    #[test]
    fn what_a_feed_adds_to_a_name_goes_and_a_word_of_the_name_stays() {
        for (written, name) in [
            ("The Quay - RSS", "The Quay"),
            ("The Quay » Feed", "The Quay"),
            ("The Quay RSS Feed", "The Quay"),
            ("The Quay | RSS 2.0", "The Quay"),
            ("The Quay (RSS)", "The Quay"),
            ("The Quay - Harbour - RSS feed", "The Quay - Harbour"),
            ("RSS: The Quay", "The Quay"),
            ("The Daily Feed", "The Daily Feed"),
            ("www.quay.example", "quay.example"),
            ("RSS", "RSS"),
            ("Port-Feed", "Port-Feed"),
            ("Fluxfeed", "Fluxfeed"),
        ] {
            assert_eq!(plain(written), name, "{written}");
        }
    }

    #[test]
    fn a_name_with_its_host_is_told_apart_from_one_with_a_place() {
        let expected = Some(("The Quay", "quay.example".to_string()));
        assert_eq!(with_host("The Quay (www.quay.example)"), expected);
        assert_eq!(with_host("The Quay (https://quay.example/)"), expected);
        assert_eq!(with_host("The Quay (Port Reed)"), None);
        assert_eq!(with_host("(quay.example)"), None);
    }

    #[test]
    fn case_and_www_make_no_other_source() {
        assert_eq!(fold("BBC  News"), fold("bbc news"));
        assert_eq!(fold("https://www.Quay.example/a"), fold("quay.example"));
        assert_ne!(fold("Quay"), fold("Quays"));
    }

    #[test]
    fn aliases_are_read_in_both_directions_and_in_a_table() {
        let text =
            "\"quay.example\" = \"The Quay\"\n\n[aliases]\n\"The Mole\" = [\"mole\", \"ml\"]\n";
        let aliases = Aliases::read(text).unwrap();
        assert_eq!(aliases.name("www.QUAY.example"), Some("The Quay"));
        assert_eq!(aliases.name("the quay"), Some("The Quay"));
        assert_eq!(aliases.name("ML"), Some("The Mole"));
        assert_eq!(aliases.name("Quays"), None);
    }

    #[test]
    fn a_fault_in_a_file_of_aliases_names_its_line() {
        let fault = |text: &str| Aliases::read(text).unwrap_err();
        assert_eq!(fault("a = \"A\"\nb = 3\n").line, 2);
        assert!(fault("a = \"A\"\nb = 3\n").message.contains("\"alias\" = \"Name\""));
        assert_eq!(fault("[aliases]\na = [1]\n").line, 2);
        assert_eq!(fault("a = \"A\"\n\n: what\n").line, 3);
        let bare = fault("quay.example = \"The Quay\"\n");
        assert!(bare.line == 1 && bare.message.ends_with("in quotation marks"), "{bare:?}");
        assert_eq!(fault("[other]\na = \"A\"\n").line, 1);
    }
}
