//! Plans a span of a query: the groups of terms to read, and how to compute the occurrences of the
//! span in a document from the positions of the groups. The algebra of occurrences is in
//! [`crate::engine::spans`].

use std::sync::Arc;

use tantivy::schema::Field;

use super::run::Run;
use crate::analysis::{PARAGRAPH, SENTENCE};
use crate::engine::local::search::postings::Needs;
use crate::engine::local::search::resolve::{Resolver, Slot, Unresolved};
use crate::engine::local::search::statistics::Statistics;
use crate::engine::local::search::term_set::TermSet;
use crate::engine::spans::{self, Boundaries, Interval};
use crate::query::ast::{Nearness, Scope, Span, Term};

/// The terms to read for a span, and how to match and score them.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The field to search.
    pub field: Field,
    /// The groups of terms to read.
    pub groups: Vec<Group>,
    /// The condition on documents that can contain the span; `None` if none can.
    pub needs: Option<Needs>,
    /// The group of the paragraph markers; `None` if paragraphs do not matter.
    pub paragraphs: Option<usize>,
    /// The group of the sentence markers; `None` if sentences do not matter.
    pub sentences: Option<usize>,
    /// The parts whose sum is the score of a document.
    pub weighings: Vec<Weighing>,
    tree: Tree,
}

/// Equivalent terms, which are read as one.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The terms.
    pub terms: Arc<TermSet>,
    /// The idf that all of them share.
    pub idf: f32,
}

/// A part of the score of a document, as [`crate::engine::reference::score`] describes it.
#[derive(Clone, Debug)]
pub(crate) enum Weighing {
    /// Every occurrence of the whole span, with an idf.
    Whole(f32),
    /// Every occurrence of a part of the span, with an idf.
    Places(Tree, f32),
    /// Every entry of any term of the group.
    Entries(usize),
}

/// The span with its terms replaced by groups.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    /// Any of the runs; the idf of the term.
    Term(Vec<Run>, f32),
    /// All of them, adjacent and in order.
    Adjacent(Vec<Tree>),
    /// All of them, with at most this many positions between them (the slop).
    Loose(Vec<Tree>, u32),
    /// Any of them.
    Any(Vec<Tree>),
    /// Both, near each other.
    Near(Box<Tree>, Box<Tree>, Nearness),
    /// The first, without the second near it.
    NotNear(Box<Tree>, Box<Tree>, Nearness),
}

/// The positions of the groups in one document, and the boundaries of the document.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// The positions of each group, in order; empty if the document does not contain the group.
    pub positions: Vec<Vec<u32>>,
    /// Where the paragraphs and sentences begin.
    pub boundaries: Boundaries,
}

/// Builds a plan for one field.
pub(crate) struct Planner<'p> {
    /// Expands the terms of the query.
    pub resolver: &'p Resolver<'p>,
    /// The statistics for idfs; `None` for queries without scores.
    pub statistics: Option<&'p Statistics>,
    /// The field.
    pub field: Field,
    groups: Vec<Group>,
}

impl Plan {
    /// The number of occurrences of the span in a document, if it can be counted without listing
    /// them: for a word, a phrase, and two words near each other.
    pub(crate) fn quick_count(&self, places: &Places, spare: &mut Vec<u32>) -> Option<u32> {
        match &self.tree {
            Tree::Term(runs, _) => {
                let [run] = runs.as_slice() else { return None };
                run.starts(places, spare);
                Some(spare.len() as u32)
            }
            Tree::Near(a, b, nearness) => {
                let positions = |tree: &Tree| Some(&*places.positions[tree.single()?]);
                spans::near_count(positions(a)?, positions(b)?, *nearness, &places.boundaries)
            }
            Tree::Adjacent(_) | Tree::Loose(..) | Tree::Any(_) | Tree::NotNear(..) => None,
        }
    }

    /// The occurrences of the span, in order.
    pub(crate) fn places(&self, places: &Places) -> Vec<Interval> {
        self.tree.places(places)
    }
}

impl<'p> Planner<'p> {
    /// A planner without groups.
    pub(crate) fn new(
        resolver: &'p Resolver<'p>,
        statistics: Option<&'p Statistics>,
        field: Field,
    ) -> Planner<'p> {
        Planner { resolver, statistics, field, groups: Vec::new() }
    }

    /// The plan for a span; `bordered` if the boundaries of the body matter.
    ///
    /// # Errors
    /// As [`Resolver::resolve`], or when the index cannot be read.
    pub(crate) fn span(mut self, span: &Span, bordered: bool) -> Result<Plan, Unresolved> {
        let tree = self.tree(span)?;
        self.plan(tree, bordered)
    }

    /// The plan for one run of a term.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn run(mut self, slots: Vec<Slot>) -> Result<Plan, Unresolved> {
        let tree = self.alternatives(vec![slots])?;
        self.plan(tree, false)
    }

    fn plan(mut self, tree: Tree, bordered: bool) -> Result<Plan, Unresolved> {
        let needs = tree.needs();
        let paragraphs = bordered || tree.any_node(&Tree::is_bordered);
        let sentences = tree.any_node(&Tree::is_in_sentence);
        let mut marker = |wanted: bool, marker: &str| match wanted {
            true => self.marker(marker).map(Some),
            false => Ok(None),
        };
        let (paragraphs, sentences) =
            (marker(paragraphs, PARAGRAPH)?, marker(sentences, SENTENCE)?);
        let weighings = match tree.weighings().as_slice() {
            [Weighing::Places(_, idf)] => vec![Weighing::Whole(*idf)],
            many => many.to_vec(),
        };
        let (field, groups) = (self.field, self.groups);
        Ok(Plan { field, groups, needs, paragraphs, sentences, weighings, tree })
    }

    /// Adds a group. Every use of a term in the span gets its own group, because alternatives
    /// advance through the documents independently.
    fn group(&mut self, terms: Arc<TermSet>) -> Result<usize, Unresolved> {
        let idf = self.statistics.map(|statistics| statistics.idf_of_any(self.field, &terms));
        self.groups.push(Group { terms, idf: idf.transpose()?.unwrap_or(0.0) });
        Ok(self.groups.len() - 1)
    }

    fn marker(&mut self, marker: &str) -> Result<usize, Unresolved> {
        let terms = Arc::new(TermSet::of(self.resolver.searcher, self.field, marker)?);
        self.groups.push(Group { terms, idf: 0.0 });
        Ok(self.groups.len() - 1)
    }

    fn term(&mut self, term: &Term) -> Result<Tree, Unresolved> {
        let alternatives = self.resolver.resolve(self.field, term)?;
        self.alternatives(alternatives)
    }

    fn alternatives(&mut self, alternatives: Vec<Vec<Slot>>) -> Result<Tree, Unresolved> {
        let mut runs = Vec::with_capacity(alternatives.len());
        let mut least: Option<f32> = None;
        for slots in alternatives {
            let (run, possible) = self.slots(slots)?;
            least = Some(least.map_or(run.idf, |least| least.min(run.idf)));
            if possible {
                runs.push(run);
            }
        }
        Ok(Tree::Term(runs, least.unwrap_or(0.0)))
    }

    /// Builds a run, and tells whether it can occur at all.
    fn slots(&mut self, slots: Vec<Slot>) -> Result<(Run, bool), Unresolved> {
        let mut run = Run { groups: Vec::with_capacity(slots.len()), idf: 0.0 };
        let mut possible = true;
        for slot in slots {
            let Slot::Terms(terms) = slot else {
                run.groups.push(None);
                continue;
            };
            possible &= !terms.is_empty();
            let group = self.group(terms)?;
            run.idf += self.groups[group].idf;
            run.groups.push(Some(group));
        }
        Ok((run, possible))
    }

    fn trees(&mut self, spans: &[Span]) -> Result<Vec<Tree>, Unresolved> {
        spans.iter().map(|span| self.tree(span)).collect()
    }

    fn tree(&mut self, span: &Span) -> Result<Tree, Unresolved> {
        let mut both = |a: &Span, b: &Span| -> Result<(Box<Tree>, Box<Tree>), Unresolved> {
            Ok((Box::new(self.tree(a)?), Box::new(self.tree(b)?)))
        };
        Ok(match span {
            Span::Term(term) => self.term(term)?,
            Span::Phrase { terms, slop } => {
                let terms: Result<Vec<Tree>, Unresolved> =
                    terms.iter().map(|term| self.term(term)).collect();
                if *slop == 0 { adjacent(terms?) } else { Tree::Loose(terms?, *slop) }
            }
            Span::Any(parts) => Tree::Any(self.trees(parts)?),
            Span::Near { left: a, right: b, nearness } => {
                let (a, b) = both(a, b)?;
                Tree::Near(a, b, *nearness)
            }
            Span::NotNear { left: a, right: b, nearness } => {
                let (a, b) = both(a, b)?;
                Tree::NotNear(a, b, *nearness)
            }
        })
    }
}

impl Tree {
    fn weighings(&self) -> Vec<Weighing> {
        match self {
            Tree::Term(runs, _) => runs.iter().map(Run::weighing).collect(),
            Tree::Any(parts) => parts.iter().flat_map(Tree::weighings).collect(),
            Tree::Adjacent(_) | Tree::Loose(..) | Tree::Near(..) | Tree::NotNear(..) => {
                vec![Weighing::Places(self.clone(), self.idf())]
            }
        }
    }

    fn idf(&self) -> f32 {
        match self {
            Tree::Term(_, idf) => *idf,
            Tree::Adjacent(parts) | Tree::Loose(parts, _) => parts.iter().map(Tree::idf).sum(),
            Tree::Any(parts) => parts.iter().map(Tree::idf).reduce(f32::min).unwrap_or(0.0),
            Tree::Near(a, b, _) => a.idf() + b.idf(),
            Tree::NotNear(a, _, _) => a.idf(),
        }
    }

    /// The occurrences of the tree in a document, in order.
    pub(crate) fn places(&self, places: &Places) -> Vec<Interval> {
        let all = |parts: &[Tree]| -> Vec<Vec<Interval>> {
            parts.iter().map(|part| part.places(places)).collect()
        };
        let boundaries = &places.boundaries;
        match self {
            Tree::Term(runs, _) => match runs.as_slice() {
                [run] => run.places(places),
                runs => {
                    let runs: Vec<_> = runs.iter().map(|run| run.places(places)).collect();
                    spans::any(&runs)
                }
            },
            Tree::Adjacent(parts) => spans::adjacent(&all(parts)),
            Tree::Loose(parts, slop) => spans::loose(&all(parts), *slop, boundaries),
            Tree::Any(parts) => spans::any(&all(parts)),
            Tree::Near(a, b, nearness) => {
                spans::near(&a.places(places), &b.places(places), *nearness, boundaries)
            }
            Tree::NotNear(a, b, nearness) => {
                spans::not_near(&a.places(places), &b.places(places), *nearness, boundaries)
            }
        }
    }

    fn needs(&self) -> Option<Needs> {
        let all = |parts: &[Tree]| -> Option<Needs> {
            let parts: Option<Vec<Needs>> = parts.iter().map(Tree::needs).collect();
            parts.filter(|parts| !parts.is_empty()).map(Needs::All)
        };
        match self {
            Tree::Term(runs, _) => any_need(runs.iter().filter_map(Run::needs).collect()),
            Tree::Adjacent(parts) | Tree::Loose(parts, _) => all(parts),
            Tree::Any(parts) => any_need(parts.iter().filter_map(Tree::needs).collect()),
            Tree::Near(a, b, _) => Some(Needs::All(vec![a.needs()?, b.needs()?])),
            Tree::NotNear(a, _, _) => a.needs(),
        }
    }

    /// The group of the tree, if it is a single word at one position.
    fn single(&self) -> Option<usize> {
        let Tree::Term(runs, _) = self else { return None };
        match runs.as_slice() {
            [run] if run.groups.len() == 1 => run.groups[0],
            _ => None,
        }
    }

    fn any_node(&self, test: &dyn Fn(&Tree) -> bool) -> bool {
        let below = match self {
            Tree::Term(..) => false,
            Tree::Adjacent(parts) | Tree::Loose(parts, _) | Tree::Any(parts) => {
                parts.iter().any(|part| part.any_node(test))
            }
            Tree::Near(a, b, _) | Tree::NotNear(a, b, _) => a.any_node(test) || b.any_node(test),
        };
        below || test(self)
    }

    fn is_bordered(&self) -> bool {
        match self {
            Tree::Loose(..) | Tree::Near(..) | Tree::NotNear(..) => true,
            Tree::Term(..) | Tree::Adjacent(_) | Tree::Any(_) => false,
        }
    }

    fn is_in_sentence(&self) -> bool {
        matches!(
            self,
            Tree::Near(_, _, Nearness::Sentence) | Tree::NotNear(_, _, Nearness::Sentence)
        )
    }
}

fn any_need(mut needs: Vec<Needs>) -> Option<Needs> {
    match needs.len() {
        0 | 1 => needs.pop(),
        _ => Some(Needs::Any(needs)),
    }
}

/// Adjacent terms. If each has only one run, the runs are joined into a single one, which is faster
/// to read.
fn adjacent(terms: Vec<Tree>) -> Tree {
    let single = |term: &Tree| matches!(term, Tree::Term(runs, _) if runs.len() == 1);
    if terms.len() < 2 || !terms.iter().all(single) {
        return Tree::Adjacent(terms);
    }
    let idf = terms.iter().map(Tree::idf).sum();
    let groups = terms.into_iter().flat_map(|term| match term {
        Tree::Term(runs, _) => runs,
        _ => vec![],
    });
    let groups = groups.flat_map(|run| run.groups).collect();
    Tree::Term(vec![Run { groups, idf }], idf)
}

/// Whether a scope depends on the boundaries of the body.
pub(crate) fn has_boundaries(scope: Scope) -> bool {
    match scope {
        Scope::Anywhere | Scope::Title => false,
        Scope::Lead | Scope::HeadlineLead | Scope::Body => true,
    }
}
