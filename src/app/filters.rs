//! Filters that are joined to a query: facet values that an article must have, or must not have.
//! They match exactly, as the counts of [`super::sources`] do: a filter finds as many articles as
//! were counted.

use crate::query::ast::{DateTest, MetaField, Query, Term};
use crate::when::{Day, DayRange, Period};

use super::settings::Facet;

/// A filter by the values of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The facet.
    pub facet: Facet,
    /// The values, any of which matches; `None` stands for articles without a value.
    pub values: Vec<Option<String>>,
    /// Whether matching articles are excluded instead of kept.
    pub out: bool,
}

impl Filter {
    /// Keeps articles with any of the values.
    pub fn only(facet: Facet, values: Vec<Option<String>>) -> Filter {
        Filter { facet, values, out: false }
    }

    /// Excludes articles with any of the values.
    pub fn without(facet: Facet, values: Vec<Option<String>>) -> Filter {
        Filter { facet, values, out: true }
    }

    /// The filter as a query; `None` if it has no values.
    pub(super) fn query(&self) -> Option<Query> {
        let mut any: Vec<Query> =
            self.values.iter().map(|value| one(self.facet, value.as_deref())).collect();
        let query = match any.len() {
            0 => return None,
            1 => any.remove(0),
            _ => Query::Or(any),
        };
        Some(if self.out { Query::Not(Box::new(query)) } else { query })
    }
}

/// One value as a query.
pub(super) fn one(facet: Facet, value: Option<&str>) -> Query {
    let field = match facet {
        Facet::Source => MetaField::Source,
        Facet::Section => MetaField::Section,
        Facet::Author => MetaField::Author,
        Facet::Lang => MetaField::Lang,
        Facet::Year => return of_year(value),
    };
    match value {
        Some(value) => Query::Value { field, value: value.into() },
        None => {
            let any = Query::Meta { field, terms: vec![Term::Pattern("*".into())] };
            Query::Not(Box::new(any))
        }
    }
}

/// The articles of a year, as the year facet counts them: by the first day that a date stands for.
fn of_year(value: Option<&str>) -> Query {
    let Some(value) = value else { return Query::Date(DateTest::Missing) };
    let first = value.parse().ok().and_then(|year| Day::new(year, 1, 1));
    let year = |first: Day| DayRange::between(first, first.end_of(Period::Year));
    first.map_or(Query::Nothing, |first| Query::Date(DateTest::In(year(first))))
}
