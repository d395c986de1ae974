//! Turns a request into one query: parses the text, reads the filters beside it, and joins them
//! with AND. Opens no index.

use crate::diagnostic::{Diagnostic, Hint, Limit};
use crate::engine::EngineError;
use crate::query::ast::{DateTest, MetaField, Query, Scope, Span, Term};
use crate::query::{self, Context, Joiner, Parsed};
use crate::when::DayRange;

use super::AppError;
use super::outcome::Problem;
use super::settings::{Ask, Filter};

/// A request as one query, with its diagnostics.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The query.
    pub query: Query,
    /// Warnings and notes.
    pub problems: Vec<Problem>,
}

/// Reads a request and simplifies its query.
///
/// # Errors
/// [`AppError::Query`] with every problem, if one of them is an error.
pub fn ask(ask: &Ask) -> Result<Asked, AppError> {
    let asked = read(ask);
    let wrong = asked.problems.iter().any(|problem| problem.diagnostic.is_error());
    if wrong {
        return Err(AppError::Query(asked.problems));
    }
    Ok(Asked { query: query::simplify(asked.query), ..asked })
}

/// Reads a request without simplifying it. The query cannot be run if one of the problems is an
/// error.
pub fn read(ask: &Ask) -> Asked {
    let mut reader = Reader { ask, parts: vec![], problems: vec![] };
    reader.text("query", &ask.text);
    reader.dates(ask);
    reader.meta(MetaField::Source, &ask.sources);
    reader.meta(MetaField::Section, &ask.sections);
    reader.meta(MetaField::Author, &ask.authors);
    reader.meta(MetaField::Lang, &ask.langs);
    reader.archives(&ask.archives);
    if let Some(title) = &ask.title {
        reader.title(title);
    }
    reader.parts.extend(ask.filters.iter().filter_map(Filter::query));
    Asked { query: all(reader.parts), problems: reader.problems }
}

/// The range of days between the first and the last date of a request, as far as they can be read.
pub fn window(ask: &Ask) -> DayRange {
    Reader { ask, parts: vec![], problems: vec![] }.between(ask)
}

/// Turns an engine error into a query error if part of the query text caused it.
pub fn blame(text: &str, error: AppError) -> AppError {
    match &error {
        AppError::Engine(cause) => {
            too_many(text, cause).map_or(error, |problem| AppError::Query(vec![problem]))
        }
        _ => error,
    }
}

/// The diagnostic for a pattern that expands to too many words, with its place in the text.
pub fn too_many(text: &str, error: &EngineError) -> Option<Problem> {
    let EngineError::TooManyWords { pattern, most } = error else { return None };
    let start = text.find(pattern.as_str())?;
    let message = format!("`{pattern}` stands for more than {most} words of the index");
    let diagnostic =
        Diagnostic::error("too-many-expansions", start..start + pattern.len(), message)
            .hint("write more of the word")
            .hint(Hint::Raise(Limit::Expansions));
    Some(Problem { subject: "query".into(), text: text.into(), diagnostic })
}

/// The conjunction of two queries.
pub fn both(one: Query, other: Query) -> Query {
    all(vec![one, other])
}

struct Reader<'a> {
    ask: &'a Ask,
    parts: Vec<Query>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn text(&mut self, subject: &str, text: &str) {
        let joiner = if self.ask.any { Joiner::Any } else { Joiner::All };
        let context = Context {
            clock: self.ask.clock.clone(),
            limits: self.ask.limits,
            joiner,
            loose_dates: self.ask.loose_dates,
        };
        let Parsed { query, diagnostics } = query::parse(text, &context);
        self.parts.push(query);
        for diagnostic in diagnostics {
            self.problem(subject, text, diagnostic);
        }
    }

    fn dates(&mut self, ask: &Ask) {
        let between = self.between(ask);
        let on = self.range("--on", ask.on.as_deref());
        for range in [between, on] {
            if !range.is_open() {
                self.parts.push(Query::Date(match ask.loose_dates {
                    true => DateTest::Touches(range),
                    false => DateTest::In(range),
                }));
            }
        }
    }

    fn between(&mut self, ask: &Ask) -> DayRange {
        let first = self.range("--from", ask.from.as_deref()).first;
        let last = self.range("--to", ask.to.as_deref()).last;
        let between = DayRange { first, last };
        if let (true, Some(from), Some(to)) = (between.is_empty(), &ask.from, &ask.to) {
            self.problem("--to", to, query::swapped_ends(from, to));
        }
        between
    }

    fn range(&mut self, flag: &str, text: Option<&str>) -> DayRange {
        let Some(text) = text else { return DayRange::default() };
        match query::date_range(text, &self.ask.clock) {
            Ok((range, remarks)) => {
                remarks.into_iter().for_each(|remark| self.problem(flag, text, remark));
                range
            }
            Err(diagnostic) => {
                self.problem(flag, text, diagnostic);
                DayRange::default()
            }
        }
    }

    fn meta(&mut self, field: MetaField, values: &[String]) {
        let value = |text: &String| Query::Meta { field, terms: words(text) };
        let any: Vec<Query> = values.iter().map(value).collect();
        match any.len() {
            0 => {}
            1 => self.parts.extend(any),
            _ => self.parts.push(Query::Or(any)),
        }
    }

    fn archives(&mut self, names: &[String]) {
        let mut any: Vec<Query> = names.iter().cloned().map(Query::Archive).collect();
        match any.len() {
            0 => {}
            1 => self.parts.append(&mut any),
            _ => self.parts.push(Query::Or(any)),
        }
    }

    fn title(&mut self, text: &str) {
        let word = |term| Query::Text { scope: Scope::Title, span: Span::Term(term) };
        self.parts.extend(words(text).into_iter().map(word));
    }

    fn problem(&mut self, subject: &str, text: &str, diagnostic: Diagnostic) {
        self.problems.push(Problem { subject: subject.into(), text: text.into(), diagnostic });
    }
}

fn words(text: &str) -> Vec<Term> {
    text.split_whitespace().map(|word| Term::Word(word.into())).collect()
}

fn all(parts: Vec<Query>) -> Query {
    let mut flat = vec![];
    for part in parts {
        match part {
            Query::All => {}
            Query::And(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    match flat.len() {
        0 => Query::All,
        1 => flat.remove(0),
        _ => Query::And(flat),
    }
}
