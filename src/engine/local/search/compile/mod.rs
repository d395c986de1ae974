//! Compiles a [`Query`] to tantivy queries over one state of the index. It runs none of them.

pub(crate) mod plan;
mod run;

use std::path::Path;
use std::sync::Arc;

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query as TantivyQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::filters::Filter;
use super::resolve::{FoundWords, Resolver, Slot, Unresolved};
use super::span_query::{SpanQuery, Test};
use super::statistics::Statistics;
use super::term_set::TermSet;
use super::word_query::{MANY, WordQuery};
use crate::analysis::{Language, fuzzy_word, pattern_word};
use crate::engine::archive::Places;
use crate::engine::local::store::errors::engine_error;
use crate::engine::local::write::document::primary;
use crate::engine::local::write::schema::{ARTICLE, Fields};
use crate::engine::{EngineError, Stop};
use crate::query::ast::{self, MetaField, Query, Scope, Span};
use plan::{Plan, Planner};

/// The context in which queries are compiled.
pub(crate) struct Compiler<'i> {
    /// The fields of the index.
    pub fields: Fields,
    /// The state of the index.
    pub searcher: &'i Searcher,
    /// The languages of the articles.
    pub languages: &'i [Option<Language>],
    /// The statistics for scores; `None` for queries without scores.
    pub statistics: Option<&'i Statistics>,
    /// The maximum number of words, not counting case and accents, that a pattern may expand to.
    pub most_words: usize,
    /// The cache of expansions of earlier queries.
    pub found: &'i FoundWords,
    /// The names of archives.
    pub places: &'i Places,
    /// The index folder, named in errors.
    pub folder: &'i Path,
    /// Stops long iterations over documents.
    pub stop: &'i Stop,
}

type Compiled = Box<dyn TantivyQuery>;

impl Compiler<'_> {
    fn archive(&self, name: &str) -> Compiled {
        let term = Term::from_field_text(self.fields.archive, self.places.identity(name));
        let articles = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
        Box::new(ConstScoreQuery::new(articles, 0.0))
    }

    /// Compiles a query to one that finds the same articles and scores them.
    ///
    /// # Errors
    /// When a pattern expands to too many words, or the index cannot be read.
    pub(crate) fn compile(&self, query: &Query) -> Result<Compiled, EngineError> {
        Ok(match query {
            Query::All => self.all(),
            Query::Nothing => Box::new(EmptyQuery),
            Query::Text { scope, span } => self.text(*scope, span, Test::AtLeast(1, *scope))?,
            Query::AtLeast { times: 0, scope, span } => {
                self.or(&[Query::All, Query::Text { scope: *scope, span: span.clone() }])?
            }
            Query::AtLeast { times: least, scope, span } => {
                self.text(*scope, span, Test::AtLeast(*least, *scope))?
            }
            Query::First { words, span } => self.text(Scope::Body, span, Test::First(*words))?,
            Query::Meta { field, terms } => self.meta(*field, terms)?,
            Query::Value { field, value } => Box::new(Filter::Value(*field, value.clone())),
            Query::Id(prefix) => Box::new(Filter::Id(self.fields.id, prefix.clone())),
            Query::Archive(name) => self.archive(name),
            Query::Words(range) => Box::new(Filter::Words(*range)),
            Query::Date(test) => Box::new(Filter::Date(*test)),
            Query::And(parts) => self.and(parts)?,
            Query::Or(parts) => self.or(parts)?,
            Query::Not(part) => self.and(&[Query::Not(part.clone())])?,
            Query::Boost { query: part, weight } => {
                Box::new(BoostQuery::new(self.compile(part)?, weight.max(0.0)))
            }
        })
    }

    fn all(&self) -> Compiled {
        let term = Term::from_field_text(self.fields.kind, ARTICLE);
        unscored(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
    }

    fn and(&self, parts: &[Query]) -> Result<Compiled, EngineError> {
        let mut clauses = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            clauses.push(match part {
                Query::Not(part) => (Occur::MustNot, self.compile(part)?),
                part => (Occur::Must, self.compile(part)?),
            });
        }
        if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
            clauses.push((Occur::Must, self.all()));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn or(&self, parts: &[Query]) -> Result<Compiled, EngineError> {
        self.any(parts, |part| self.compile(part))
    }

    /// A span in the title is searched in the title field, so that scores use the length of the
    /// title.
    fn text(&self, scope: Scope, span: &Span, test: Test) -> Result<Compiled, EngineError> {
        let field = if scope == Scope::Title { self.fields.title } else { self.fields.text };
        let bordered = plan::has_boundaries(scope) || matches!(test, Test::First(_));
        if !bordered && test == Test::AtLeast(1, scope) {
            match span {
                Span::Term(term) => return self.term(field, term),
                Span::Any(parts) => return self.any(parts, |part| self.text(scope, part, test)),
                Span::Phrase { .. } | Span::Near { .. } | Span::NotNear { .. } => {}
            }
        }
        let resolver = self.resolver();
        let plan = self.planner(&resolver, field).span(span, bordered);
        self.planned(plan, test)
    }

    /// The sum of the alternatives of a term.
    fn term(&self, field: Field, term: &ast::Term) -> Result<Compiled, EngineError> {
        let resolver = self.resolver();
        let alternatives = resolver.resolve(field, term);
        let alternatives = alternatives.map_err(|error| self.unresolved(error))?;
        self.any(&alternatives, |run| match run.as_slice() {
            [Slot::Terms(terms)] => self.weighed(field, terms),
            _ => {
                let plan = self.planner(&resolver, field).run(run.clone());
                self.planned(plan, Test::AtLeast(1, Scope::Anywhere))
            }
        })
    }

    /// Any of the terms, scored as a single term with one idf.
    fn weighed(&self, field: Field, terms: &Arc<TermSet>) -> Result<Compiled, EngineError> {
        let unreadable = |error| self.unresolved(Unresolved::Unreadable(error));
        let Some(statistics) = self.statistics else {
            return Ok(Box::new(WordQuery { field, terms: terms.clone(), idf: 0.0, apart: None }));
        };
        let names: Vec<String> = terms.names().cloned().collect();
        if names.len() == 1 {
            return Ok(any_term(field, &names));
        }
        let idf = statistics.idf_of_any(field, terms).map_err(unreadable)?;
        let each = |term: &String| -> Result<Compiled, EngineError> {
            let own = statistics.idf(field, term).map_err(unreadable)?;
            let query = any_term(field, std::slice::from_ref(term));
            Ok(Box::new(BoostQuery::new(query, idf / own)))
        };
        let few = names.len() <= MANY;
        let apart = few.then(|| self.any(&names, each)).transpose()?.map(Into::into);
        Ok(Box::new(WordQuery { field, terms: terms.clone(), idf, apart }))
    }

    fn any<Part>(
        &self,
        parts: &[Part],
        compile: impl Fn(&Part) -> Result<Compiled, EngineError>,
    ) -> Result<Compiled, EngineError> {
        if let [part] = parts {
            return compile(part);
        }
        let clauses: Result<Vec<_>, EngineError> =
            parts.iter().map(|part| Ok((Occur::Should, compile(part)?))).collect();
        Ok(Box::new(BooleanQuery::new(clauses?)))
    }

    fn planned(&self, plan: Result<Plan, Unresolved>, test: Test) -> Result<Compiled, EngineError> {
        let plan = plan.map_err(|error| self.unresolved(error))?;
        Ok(match plan.needs {
            None => Box::new(EmptyQuery),
            Some(_) => {
                let stop = self.stop.clone();
                Box::new(SpanQuery { plan: Arc::new(plan), test, stop })
            }
        })
    }

    fn meta(&self, field: MetaField, terms: &[ast::Term]) -> Result<Compiled, EngineError> {
        if field == MetaField::Lang {
            return self.lang(terms);
        }
        let resolver = self.resolver();
        let planner = Planner::new(&resolver, None, self.fields.meta(field));
        let plan = planner.span(&Span::Phrase { terms: terms.to_vec(), slop: 0 }, false);
        Ok(unscored(self.planned(plan, Test::AtLeast(1, Scope::Anywhere))?))
    }

    /// There are few language codes, so each is tested.
    fn lang(&self, terms: &[ast::Term]) -> Result<Compiled, EngineError> {
        let codes = self.resolver().all(self.fields.lang);
        let mut codes = codes.map_err(|error| self.unresolved(error))?;
        codes.retain(|code| terms.iter().all(|term| is_code(term, code)));
        Ok(unscored(any_term(self.fields.lang, &codes)))
    }

    fn planner<'p>(&'p self, resolver: &'p Resolver<'p>, field: Field) -> Planner<'p> {
        Planner::new(resolver, self.statistics, field)
    }

    /// Looks terms up in the index.
    pub(crate) fn resolver(&self) -> Resolver<'_> {
        Resolver {
            fields: self.fields,
            searcher: self.searcher,
            languages: self.languages,
            most_words: self.most_words,
            found: self.found,
        }
    }

    /// The error for a term that could not be resolved.
    pub(crate) fn unresolved(&self, error: Unresolved) -> EngineError {
        match error {
            Unresolved::TooMany(pattern, most) => EngineError::TooManyWords { pattern, most },
            Unresolved::Unreadable(error) => engine_error(self.folder, error),
        }
    }
}

fn is_code(term: &ast::Term, code: &str) -> bool {
    let tests = match term {
        ast::Term::Word(asked) | ast::Term::Exact(asked) => return primary(asked) == code,
        ast::Term::Pattern(pattern) => pattern_word(pattern),
        ast::Term::Fuzzy { word, edits } => fuzzy_word(word, *edits),
    };
    matches!(tests.as_slice(), [test] if test.accepts(code))
}

fn any_term(field: Field, terms: &[String]) -> Compiled {
    let term = |term: &String| -> Compiled {
        let term = Term::from_field_text(field, term);
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
    };
    match terms {
        [one] => term(one),
        many => {
            let clauses = many.iter().map(|one| (Occur::Should, term(one)));
            Box::new(BooleanQuery::new(clauses.collect()))
        }
    }
}

fn unscored(query: Compiled) -> Compiled {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
