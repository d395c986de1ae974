//! Names of authors out of bylines: without "By", split where several stand together. It knows no
//! names.

use super::{markup, tidy};

/// What a byline begins with, in lower case.
const BY: &[&str] = &[
    "written by ",
    "reported by ",
    "reporting by ",
    "story by ",
    "posted by ",
    "report by ",
    "words by ",
    "author: ",
    "by: ",
    "by ",
    "von ",
    "por ",
    "par ",
    "door ",
    "av ",
    "af ",
    "przez ",
    "scritto da ",
    "di ",
    "de la redacción ",
    "作者：",
    "记者 ",
    "文／",
    "文/",
];
/// What stands between two names.
const BETWEEN: &[&str] = &[
    " and ", " und ", " et ", " y ", " och ", " og ", " en ", " e ", " & ", " with ", ";", " | ",
    "、", "•", "\n",
];
/// Words of a phrase that is no name.
const ROLES: &[&str] = &[
    "editor",
    "correspondent",
    "reporter",
    "writer",
    "staff",
    "journalist",
    "bureau",
    "columnist",
    "chief",
    "updated",
    "published",
    "minutes",
    "photos",
    "photographer",
];
/// How many authors an article has at the most.
const MOST: usize = 64;

/// The names in bylines, in order, each once.
pub fn authors(bylines: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for byline in bylines {
        for name in split(byline) {
            if names.len() < MOST && !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                names.push(name);
            }
        }
    }
    names
}

fn split(byline: &str) -> Vec<String> {
    let plain = if markup::is_markup(byline) { markup::to_text(byline) } else { byline.into() };
    let line = tidy::line(&markup::entities(&plain.replace('\n', ";")));
    let mut parts = vec![without_by(line.trim_matches(['[', ']', '\'', '"'])).to_string()];
    for between in BETWEEN {
        parts = parts.iter().flat_map(|part| part.split(between)).map(str::to_string).collect();
    }
    parts = parts.iter().flat_map(|part| at_commas(part)).collect();
    parts.iter().filter_map(|part| name(part)).collect()
}

fn without_by(line: &str) -> &str {
    let lower = line.to_lowercase();
    let by = BY.iter().find(|by| lower.starts_with(*by) && line.is_char_boundary(by.len()));
    by.map_or(line, |by| line[by.len()..].trim_start())
}

/// Names at commas; `Smith, John` is one, as is a name with what follows it in lower case.
fn at_commas(part: &str) -> Vec<String> {
    let pieces: Vec<&str> =
        part.split([',', '，', '،']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let whole = |piece: &&str| {
        piece.split_whitespace().count() >= 2
            || piece.len() <= 8 && piece.chars().all(char::is_uppercase)
    };
    match pieces.as_slice() {
        [_, "Inc" | "Inc." | "Ltd" | "Ltd." | "LLC" | "GmbH"] => vec![part.to_string()],
        [_, "Jr" | "Jr." | "Sr." | "MD" | "PhD"] => vec![part.to_string()],
        [last, first] if !whole(last) && !first.contains(' ') => vec![format!("{first} {last}")],
        pieces => pieces.iter().map(|piece| piece.to_string()).collect(),
    }
}

/// A name, if a phrase can be one.
fn name(part: &str) -> Option<String> {
    let part = without_by(part.trim().trim_start_matches('@'))
        .trim_matches([' ', '.', '-', '–', '—', '*', '\'', '"']);
    let lower = part.to_lowercase();
    let role = lower.split_whitespace().any(|word| ROLES.contains(&word))
        && part.split_whitespace().count() < 6;
    let named =
        part.chars().any(char::is_alphabetic) && !part.contains("://") && !part.contains('@');
    (named && !role && part.chars().count() <= 80).then(|| part.to_string())
}

#[cfg(test)]
mod tests {
    use super::authors;

    #[test]
    fn names_come_without_by_and_one_by_one() {
        for (byline, expected) in [
            ("By Ann Field and Bo Lake", vec!["Ann Field", "Bo Lake"]),
            ("by ANN FIELD, Political Correspondent", vec!["ANN FIELD"]),
            ("Field, Ann", vec!["Ann Field"]),
            ("Ann Field, Bo Lake & Cy Moor", vec!["Ann Field", "Bo Lake", "Cy Moor"]),
            ("<a href='/ann'>Ann Field</a>", vec!["Ann Field"]),
            ("Von Anna Feld und Bo See", vec!["Anna Feld", "Bo See"]),
            ("The Quay Network, Inc.", vec!["The Quay Network, Inc"]),
            ("https://example.org/ann", vec![]),
            ("ann@example.org", vec![]),
        ] {
            assert_eq!(authors(&[byline.to_string()]), expected, "{byline}");
        }
        let twice = ["Ann Field".to_string(), "ann field".to_string()];
        assert_eq!(authors(&twice), ["Ann Field"]);
    }
}
