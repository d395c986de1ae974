//! A [`Query`] as tantivy queries over one state of the index. It runs none of them.

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery,
    Query as TantivyQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::filters::Filter;
use super::schema::{ARTICLE, Fields};
use crate::analysis::{Language, TermTest, query_word};
use crate::engine::EngineError;
use crate::query::ast;
use crate::query::ast::{Query, Scope, Span};

/// What a query is compiled against.
pub struct Compiler<'i> {
    /// The fields of the index.
    pub fields: Fields,
    /// The state of the index.
    pub searcher: &'i Searcher,
    /// The languages of its articles.
    pub languages: &'i [Option<Language>],
}

type Compiled = Box<dyn TantivyQuery>;

impl Compiler<'_> {
    /// The query that finds the same articles and gives them their scores.
    ///
    /// # Errors
    /// When a pattern stands for too many words, or the index cannot be read.
    pub fn compile(&self, query: &Query) -> Result<Compiled, EngineError> {
        Ok(match query {
            Query::All => self.all(),
            Query::Nothing => Box::new(EmptyQuery),
            Query::Text(scope, span) => self.text(*scope, span)?,
            Query::AtLeast(..) | Query::First(..) | Query::Meta(..) => {
                return Err(EngineError::Unsupported("this yet".into()));
            }
            Query::Id(prefix) => Box::new(Filter::Id(self.fields.id, prefix.clone())),
            Query::Words(range) => Box::new(Filter::Words(*range)),
            Query::Date(test) => Box::new(Filter::Date(*test)),
            Query::And(parts) => self.and(parts)?,
            Query::Or(parts) => self.or(parts)?,
            Query::Not(part) => self.and(&[Query::Not(part.clone())])?,
            Query::Boost(part, weight) => {
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
        let clauses: Result<Vec<_>, EngineError> =
            parts.iter().map(|part| Ok((Occur::Should, self.compile(part)?))).collect();
        Ok(Box::new(BooleanQuery::new(clauses?)))
    }

    fn text(&self, scope: Scope, span: &Span) -> Result<Compiled, EngineError> {
        let field = match scope {
            Scope::Anywhere => self.fields.text,
            Scope::Title => self.fields.title,
            Scope::Lead | Scope::HeadlineLead | Scope::Body => {
                return Err(EngineError::Unsupported("this yet".into()));
            }
        };
        match span {
            Span::Term(ast::Term::Word(word)) => Ok(self.word(field, word)),
            Span::Phrase(terms, 0) => Ok(self.phrase(field, terms)),
            _ => Err(EngineError::Unsupported("this yet".into())),
        }
    }

    fn word(&self, field: Field, word: &str) -> Compiled {
        let lookup = query_word(word, self.languages);
        let runs = lookup.alternatives.into_iter().map(|run| (Occur::Should, self.run(field, run)));
        Box::new(BooleanQuery::new(runs.collect()))
    }

    fn run(&self, field: Field, run: Vec<Vec<TermTest>>) -> Compiled {
        let terms = |tests: Vec<TermTest>| -> Vec<Term> {
            let texts = tests.into_iter().map(|test| match test {
                TermTest::Is(term) | TermTest::StartsWith(term) => {
                    Term::from_field_text(field, &term)
                }
            });
            texts.filter(|term| self.searcher.doc_freq(term).is_ok_and(|df| df > 0)).collect()
        };
        let mut positions: Vec<Vec<Term>> = run.into_iter().map(terms).collect();
        if positions.len() > 1 && positions.iter().all(|terms| terms.len() == 1) {
            return Box::new(PhraseQuery::new(positions.into_iter().flatten().collect()));
        }
        let first = positions.drain(..1).flatten();
        let term = |term| -> (Occur, Compiled) {
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        Box::new(BooleanQuery::new(first.map(term).collect()))
    }

    fn phrase(&self, field: Field, terms: &[ast::Term]) -> Compiled {
        let mut run = Vec::new();
        for term in terms {
            if let ast::Term::Word(word) = term {
                let lookup = query_word(word, self.languages);
                run.extend(lookup.alternatives.into_iter().next().unwrap_or_default());
            }
        }
        self.run(field, run)
    }
}

fn unscored(query: Compiled) -> Compiled {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
