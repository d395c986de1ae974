//! Compares a value of a field with the one that a query names. Sources and languages are compared
//! case-insensitively, since spellings of a source that differ only in case are displayed as one.
//! Double quotation marks of every shape and the ASCII apostrophe are equal, because a query cannot
//! tell them apart.

use std::borrow::Cow;

use super::spellings::folded;
use crate::query::ast::MetaField;

/// The form of a value that comparisons use.
pub fn known_by(field: MetaField, value: &str) -> Cow<'_, str> {
    let mark = |letter: char| matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '\'');
    let plain = match value.contains(mark) {
        true => Cow::Owned(value.replace(mark, "'")),
        false => Cow::Borrowed(value),
    };
    match field {
        MetaField::Source | MetaField::Lang => Cow::Owned(folded(&plain)),
        MetaField::Author
        | MetaField::Section
        | MetaField::Tag
        | MetaField::Url
        | MetaField::Path => plain,
    }
}

/// Whether a value equals the one asked for.
pub fn is_value(field: MetaField, asked: &str, value: &str) -> bool {
    known_by(field, asked) == known_by(field, value)
}

#[cfg(test)]
mod tests {
    use super::is_value;
    use crate::query::ast::MetaField::{Section, Source};

    #[test]
    fn a_source_is_known_by_any_case_and_a_section_by_its_own() {
        assert!(is_value(Source, "The Quay", "THE QUAY"));
        assert!(!is_value(Source, "Quay", "The Quay"));
        assert!(!is_value(Section, "sport", "Sport"));
        assert!(is_value(Section, "The 'Best'", "The \"Best\""));
    }
}
