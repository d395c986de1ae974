//! Choices that stand beside a query and join its tree: values that an article must have, and
//! values that it must not have. What they say is exact, as what is counted by [`super::sources`]
//! is: a choice finds as many articles as were counted.

use crate::query::ast::{DateTest, MetaField, Query, Term};
use crate::when::{Day, DayRange, Period};

use super::settings::Facet;

/// A choice among the values of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What is chosen by.
    pub facet: Facet,
    /// The values, any of which will do; `None` for articles without one.
    pub values: Vec<Option<String>>,
    /// Whether articles with one of them are left out, instead of those without.
    pub out: bool,
}

impl Filter {
    /// Articles with any of the values.
    pub fn only(facet: Facet, values: Vec<Option<String>>) -> Filter {
        Filter { facet, values, out: false }
    }

    /// Articles with none of the values.
    pub fn without(facet: Facet, values: Vec<Option<String>>) -> Filter {
        Filter { facet, values, out: true }
    }

    /// What it asks of an article; nothing where no value was chosen.
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

/// What one value asks of an article.
fn one(facet: Facet, value: Option<&str>) -> Query {
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

/// The articles of a year, as they are counted by year: by the first of the days that a date stands for.
fn of_year(value: Option<&str>) -> Query {
    let Some(value) = value else { return Query::Date(DateTest::Missing) };
    let first = value.parse().ok().and_then(|year| Day::new(year, 1, 1));
    let year = |first: Day| DayRange::between(first, first.end_of(Period::Year));
    first.map_or(Query::Nothing, |first| Query::Date(DateTest::In(year(first))))
}
