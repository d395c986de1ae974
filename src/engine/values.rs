//! When a value of a field is the one that a query names. A source is known by any spelling of its
//! name that differs in case alone, as it is shown by one of them; a language by its code in any
//! case. Double quotation marks of every shape are one, as a query cannot hold them apart.

use std::borrow::Cow;

use super::spellings::folded;
use crate::query::ast::MetaField;

/// The values by what they are compared by.
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

/// Whether a value is the one that is asked for.
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
