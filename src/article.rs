//! The article: one news item, as every module sees it. How an article is stored, and how it is
//! extracted from a file, is defined elsewhere.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::when::{Day, Precision};

/// The id of an article: 16 characters of base32, stable across re-indexing.
///
/// It encodes the first 80 bits of a hash of the identity of the archive, the path (relative to the
/// root) under which the file was first seen, and the key of the article in the file. Any unique
/// prefix is accepted where an id is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(String);

/// Where a value came from: the rule that found it and the text that the rule read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule, such as `json published_at`, `meta article:published_time`, `file name`.
    pub rule: String,
    /// The text that was read, as written.
    pub text: String,
}

/// The date of publication of an article, as precise as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The civil day of publication, or the first day of the month or year.
    pub day: Day,
    /// The precision of the date.
    #[serde(default)]
    pub precision: Precision,
    /// The instant as written, with its time zone, if the file gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instant: Option<String>,
    /// The evidence for it.
    pub evidence: Evidence,
    /// Whether the evidence is weak, used only because nothing better was found.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub weak: bool,
}

/// The outlet an article came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name, as first seen.
    pub name: String,
    /// The evidence for it.
    pub evidence: Evidence,
}

/// One news item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The stable id.
    pub id: ArticleId,
    /// The publisher's own id, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guid: Option<String>,
    /// The headline: one line of at most 4 KiB.
    pub title: String,
    /// Whether the title was derived from the first sentence because the file has none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub title_derived: bool,
    /// The text. A blank line (`\n\n`) separates paragraphs; `\n` separates lines within a
    /// paragraph.
    pub body: String,
    /// The date of publication; `None` if there is no evidence of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Dated>,
    /// Dates that were found and rejected (impossible or in the future), with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused_dates: Vec<Evidence>,
    /// The outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The names of the authors, without "By".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The section of the outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Keywords given by the publisher.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The language as a lower-case ISO 639-1 code (ISO 639-3 if there is none).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The address at which it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The archive it belongs to: the identity of the archive when articles are written, its name
    /// when they are read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub archive: String,
    /// The path of the file it was read from, relative to the root of the archive; the member of a
    /// container follows `!/`.
    #[serde(default, rename = "path")]
    pub relative_path: String,
    /// The same as an absolute path; not stored, because archives move.
    #[serde(skip)]
    pub path: String,
    /// The number of words of the body, as [`crate::analysis::word_count`] counts them.
    pub words: u32,
    /// What was truncated or given up while the article was read, one phrase each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl ArticleId {
    /// Makes an id from the upper 80 bits of a hash.
    pub fn from_hash(hash: u128) -> ArticleId {
        let letter = |place: u32| BASE32[(hash >> (123 - 5 * place)) as usize & 31] as char;
        ArticleId((0..16).map(letter).collect())
    }

    /// The id as text: 16 characters of Crockford's base32 in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The short form for display: the first 8 characters of the id.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }

    /// The first 12 characters of the ids with this [`ArticleId::order`].
    pub fn prefix_of(order: u64) -> String {
        let letter = |place: u32| BASE32[(order >> (55 - 5 * place)) as usize & 31] as char;
        (0..12).map(letter).collect()
    }

    /// The first 12 characters of the id as a number, which sorts as the text does.
    pub fn order(&self) -> u64 {
        let value = |letter: u8| BASE32.iter().position(|&b| b == letter).unwrap_or(0) as u64;
        self.0.bytes().take(12).fold(0, |number, letter| number << 5 | value(letter))
    }
}

impl From<String> for ArticleId {
    fn from(text: String) -> ArticleId {
        ArticleId(text)
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Evidence {
    /// Evidence from a rule and the text it read.
    pub fn new(rule: impl Into<String>, text: impl Into<String>) -> Evidence {
        Evidence { rule: rule.into(), text: text.into() }
    }
}

impl Dated {
    /// The first and the last day that the date stands for: one day, or its whole month or year.
    pub fn interval(&self) -> (Day, Day) {
        self.precision.interval(self.day)
    }

    /// The date as text at its precision: `2023-11-05`, `2023-11` or `2023`.
    pub fn show(&self) -> String {
        self.precision.show(self.day)
    }
}

impl Article {
    /// The first paragraph of the body.
    pub fn lead(&self) -> &str {
        self.body.split("\n\n").next().unwrap_or("")
    }

    /// The text that `path:` searches: the archive and the path in it.
    pub fn place(&self) -> String {
        format!("{}/{}", self.archive, self.relative_path)
    }

    /// The name of the outlet, if it is known.
    pub fn source_name(&self) -> Option<&str> {
        self.source.as_ref().map(|source| source.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::ArticleId;

    #[test]
    fn ids_sort_as_their_numbers_do() {
        let low = ArticleId::from_hash(1 << 100);
        let high = ArticleId::from_hash(1 << 120);
        assert_eq!(low < high, low.order() < high.order());
        assert_eq!(low.as_str().len(), 16);
        assert_eq!(ArticleId::from_hash(0).as_str(), "0000000000000000");
        assert_eq!(ArticleId::from_hash(u128::MAX).as_str(), "zzzzzzzzzzzzzzzz");
    }
}
