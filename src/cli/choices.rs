//! The values that some flags choose from, and what each means below the command line.

use clap::ValueEnum;

use super::args::{Export, Search, Similar, Sources, Timeline};
use crate::app::settings::{Facet, Period, Sort};

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// The best first.
    Relevance,
    /// The newest first, undated articles last.
    Newest,
    /// The oldest first, undated articles last.
    Oldest,
}

/// The form of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum HitFormat {
    /// For a person.
    Text,
    /// JSON Lines, as docs/output-schema.md describes them.
    Json,
    /// Comma-separated, with a header.
    Csv,
    /// Tab-separated, with a header.
    Tsv,
    /// The path of each article.
    Paths,
    /// The id of each article.
    Ids,
}

/// The form of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CountFormat {
    /// For a person.
    Text,
    /// JSON Lines, as docs/output-schema.md describes them.
    Json,
    /// Comma-separated, with a header.
    Csv,
    /// Tab-separated, with a header.
    Tsv,
}

/// The form of whole articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// JSON Lines, as docs/output-schema.md describes them.
    Json,
    /// Comma-separated, with a header.
    Csv,
    /// Tab-separated, with a header.
    Tsv,
}

/// The form of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ChartFormat {
    /// A bar chart for a person.
    Text,
    /// JSON Lines, as docs/output-schema.md describes them.
    Json,
    /// Comma-separated, with a header.
    Csv,
    /// Tab-separated, with a header.
    Tsv,
    /// A picture.
    Svg,
}

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// Whichever makes a chart of readable length.
    Auto,
    /// A day.
    Day,
    /// Seven days from a Monday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

/// A value that articles are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Value {
    /// The outlet.
    Source,
    /// The section.
    Section,
    /// Each author.
    Author,
    /// The language.
    Lang,
    /// The year of publication.
    Year,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Sort {
        match order {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        }
    }
}

impl From<Value> for Facet {
    fn from(value: Value) -> Facet {
        match value {
            Value::Source => Facet::Source,
            Value::Section => Facet::Section,
            Value::Author => Facet::Author,
            Value::Lang => Facet::Lang,
            Value::Year => Facet::Year,
        }
    }
}

impl By {
    /// The period, or none where it is to be chosen.
    pub(super) fn period(self) -> Option<Period> {
        match self {
            By::Auto => None,
            By::Day => Some(Period::Day),
            By::Week => Some(Period::Week),
            By::Month => Some(Period::Month),
            By::Quarter => Some(Period::Quarter),
            By::Year => Some(Period::Year),
        }
    }
}

impl Search {
    /// The form of the answer.
    pub(super) fn format(&self) -> HitFormat {
        if self.json { HitFormat::Json } else { self.format }
    }

    /// Whether the answer is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.format() == HitFormat::Json
    }
}

impl Similar {
    /// The form of the answer.
    pub(super) fn format(&self) -> HitFormat {
        if self.json { HitFormat::Json } else { self.format }
    }

    /// Whether the answer is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.format() == HitFormat::Json
    }
}

impl Export {
    /// The form of the answer.
    pub(super) fn format(&self) -> ExportFormat {
        if self.json { ExportFormat::Json } else { self.format }
    }

    /// Whether the answer is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.format() == ExportFormat::Json
    }
}

impl Timeline {
    /// The form of the answer.
    pub(super) fn format(&self) -> ChartFormat {
        if self.json { ChartFormat::Json } else { self.format }
    }

    /// Whether the answer is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.format() == ChartFormat::Json
    }
}

impl Sources {
    /// The form of the answer.
    pub(super) fn format(&self) -> CountFormat {
        if self.json { CountFormat::Json } else { self.format }
    }

    /// Whether the answer is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.format() == CountFormat::Json
    }
}
