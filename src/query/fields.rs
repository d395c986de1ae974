//! The names of the fields, including those of commercial archives, and suggestions for misspelled
//! names.

use crate::query::ast::{MetaField, Scope};
use crate::query::token::{Bound, Field};

/// The fields by name. The first name of each field is the canonical one.
const NAMES: &[(&str, Field)] = &[
    ("title", Field::Text(Scope::Title)),
    ("headline", Field::Text(Scope::Title)),
    ("lead", Field::Text(Scope::Lead)),
    ("hlead", Field::Text(Scope::HeadlineLead)),
    ("body", Field::Text(Scope::Body)),
    ("source", Field::Meta(MetaField::Source)),
    ("publication", Field::Meta(MetaField::Source)),
    ("author", Field::Meta(MetaField::Author)),
    ("byline", Field::Meta(MetaField::Author)),
    ("section", Field::Meta(MetaField::Section)),
    ("tag", Field::Meta(MetaField::Tag)),
    ("lang", Field::Meta(MetaField::Lang)),
    ("language", Field::Meta(MetaField::Lang)),
    ("path", Field::Meta(MetaField::Path)),
    ("url", Field::Meta(MetaField::Url)),
    ("id", Field::Id),
    ("archive", Field::Archive),
    ("words", Field::Words),
    ("length", Field::Words),
    ("date", Field::Date(Bound::On)),
    ("on", Field::Date(Bound::On)),
    ("from", Field::Date(Bound::From)),
    ("since", Field::Date(Bound::From)),
    ("to", Field::Date(Bound::To)),
    ("until", Field::Date(Bound::To)),
    ("before", Field::Date(Bound::Before)),
    ("after", Field::Date(Bound::After)),
];

/// Factiva's field codes, which precede `=`. `wc`, which precedes `>` and `<`, is handled by the
/// lexer.
const CODES: &[(&str, Field)] = &[
    ("hd", Field::Text(Scope::Title)),
    ("hl", Field::Text(Scope::Title)),
    ("lp", Field::Text(Scope::Lead)),
    ("hlp", Field::Text(Scope::HeadlineLead)),
    ("by", Field::Meta(MetaField::Author)),
    ("rst", Field::Meta(MetaField::Source)),
    ("sn", Field::Meta(MetaField::Source)),
    ("la", Field::Meta(MetaField::Lang)),
    ("se", Field::Meta(MetaField::Section)),
    ("td", Field::Text(Scope::Body)),
    ("pd", Field::Date(Bound::On)),
    ("date", Field::Date(Bound::On)),
];

/// ProQuest's codes, which stand before a parenthesis.
const PROQUEST: &[(&str, Field)] = &[
    ("ti", Field::Text(Scope::Title)),
    ("ab", Field::Text(Scope::Lead)),
    ("ft", Field::Text(Scope::Body)),
    ("noft", Field::Text(Scope::HeadlineLead)),
    ("au", Field::Meta(MetaField::Author)),
    ("pub", Field::Meta(MetaField::Source)),
    ("sec", Field::Meta(MetaField::Section)),
    ("su", Field::Meta(MetaField::Tag)),
    ("subject", Field::Meta(MetaField::Tag)),
    ("la", Field::Meta(MetaField::Lang)),
    ("pd", Field::Date(Bound::On)),
    ("yr", Field::Date(Bound::On)),
];

/// Codes of Factiva for what no index here holds: its subjects, regions, companies and the like.
const NOT_HELD: &[&str] = &[
    "ns", "re", "in", "co", "fds", "pg", "cr", "ct", "clm", "cx", "an", "art", "vol", "ed", "de",
    "ipd", "ipc", "cy", "rf", "dln",
];

/// Segments and functions of Nexis for what no index here holds.
const NOT_HELD_THERE: &[&str] = &[
    "geographic",
    "company",
    "person",
    "industry",
    "ticker",
    "organization",
    "country",
    "graphic",
    "cite",
    "highlight",
    "terms",
    "term",
    "publication-type",
    "load-date",
    "singular",
    "plural",
];

/// The languages that archives name by a word.
const LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("norwegian", "no"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("urdu", "ur"),
];

/// The field with one of ProQuest's codes, in any case.
pub(super) fn coded_before_parenthesis(code: &str) -> Option<Field> {
    let code = code.to_ascii_lowercase();
    find(PROQUEST, code.strip_suffix(".exact").unwrap_or(&code))
}

/// Whether it is a code of Factiva for what no index here holds.
pub(super) fn is_code_not_held(code: &str) -> bool {
    NOT_HELD.iter().any(|known| known.eq_ignore_ascii_case(code))
}

/// Whether it is a segment of Nexis for what no index here holds.
pub(super) fn is_segment_not_held(name: &str) -> bool {
    NOT_HELD_THERE.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The code of a language that is named by its English name.
pub(super) fn language(name: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, code)| code)
}

/// The field with a name, in any case.
pub(super) fn named(name: &str) -> Option<Field> {
    find(NAMES, name)
}

/// The field with one of Factiva's codes, case-insensitive.
pub(super) fn coded(code: &str) -> Option<Field> {
    find(CODES, code)
}

fn find(table: &[(&str, Field)], name: &str) -> Option<Field> {
    table.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|&(_, field)| field)
}

/// The canonical field name of a part of the text; `None` for the whole text.
pub(super) fn name_of_scope(scope: Scope) -> Option<&'static str> {
    match scope {
        Scope::Anywhere => None,
        Scope::Title | Scope::Lead | Scope::HeadlineLead | Scope::Body => {
            name_of(Field::Text(scope))
        }
    }
}

/// The canonical name of a field.
pub(super) fn name_of_meta(field: MetaField) -> &'static str {
    name_of(Field::Meta(field)).unwrap_or_default()
}

fn name_of(field: Field) -> Option<&'static str> {
    NAMES.iter().find(|(_, known)| *known == field).map(|&(name, _)| name)
}

/// The field name that a misspelled name probably stands for.
pub(super) fn nearest_field(name: &str) -> Option<&'static str> {
    nearest(name, NAMES.iter().map(|&(known, _)| known))
}

/// The known word with the same first letter that is nearest to the text: at most one edit away, or
/// two if the text is longer than 5 bytes.
pub fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_lowercase();
    let slips = if text.len() > 5 { 2 } else { 1 };
    let alike = |name: &&str| name.len() > 2 && name.as_bytes()[0] == text.as_bytes()[0];
    if text.is_empty() || text.len() > 20 {
        return None;
    }
    let near = known.into_iter().filter(alike).map(|name| (distance(&text, name), name));
    near.filter(|&(slip, _)| slip <= slips).min().map(|(_, name)| name)
}

/// The edit distance of two short texts; a swap of neighbours counts as one edit (optimal string
/// alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let swapped = if swap { rows[i - 2][j - 2] + 1 } else { usize::MAX };
                change.min(swapped).min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1)
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest_field};

    #[test]
    fn a_slip_is_one_edit() {
        assert_eq!(distance("auhtor", "author"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("title", "title"), 0);
    }

    #[test]
    fn the_field_meant_is_found_and_no_other() {
        assert_eq!(nearest_field("titel"), Some("title"));
        assert_eq!(nearest_field("Sorce"), Some("source"));
        assert_eq!(nearest_field("rate"), None);
        assert_eq!(nearest_field("http"), None);
        assert_eq!(nearest_field("é"), None);
    }
}
