//! The copies of an article: who printed its text, when, and how much of it.

use crate::engine::EngineError;
use crate::engine::stories::RunningText;

use super::AppError;
use super::open::Open;
use super::outcome::{Article, Day, Named};
use super::show::{named, show};

/// The most copies of a hit whose outlets and days are named.
const NAMED: usize = 50;

/// The other copies of an article, in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopySummary {
    /// How many there are.
    pub number: usize,
    /// Their outlets, each once, in order of time; none are named of very many copies.
    pub sources: Vec<String>,
    /// The first and the last of their days, as far as they are named and dated.
    pub days: Option<(Day, Day)>,
}

/// The copies of an article.
#[derive(Clone, Debug)]
pub struct CopiesOutcome {
    /// The article.
    pub model: Named,
    /// All copies, the article among them, in order of time.
    pub copies: Vec<Copy>,
}

/// A copy of an article.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The copy, without its body.
    pub article: Article,
    /// The share of the article's runs of words that stand in the copy, from 0 to 1.
    pub common: f64,
    /// The share of the copy's runs of words that do not stand in the article, from 0 to 1.
    pub added: f64,
}

/// All copies of an article, itself among them, in order of time.
///
/// # Errors
/// If there is no such article, or the index cannot be read.
pub fn copies(open: &Open, id: &str) -> Result<CopiesOutcome, AppError> {
    let model = show(open, id)?;
    let text = RunningText::of(&model.body);
    let copy = |mut article: Article| {
        let other = RunningText::of(&article.body);
        let (common, added) = (text.share_in(&other), 1.0 - other.share_in(&text));
        let (common, added) = if article.id == model.id { (1.0, 0.0) } else { (common, added) };
        article.body = String::new();
        Copy { article, common, added }
    };
    let copies = open.engine.copies(&model)?.into_iter().map(copy).collect();
    Ok(CopiesOutcome { model: named(&model), copies })
}

/// What is said of the copies beside a hit, if it has any.
pub(super) fn summary(
    open: &Open,
    article: &Article,
    number: usize,
) -> Result<Option<CopySummary>, EngineError> {
    let mut summary = CopySummary { number, ..CopySummary::default() };
    match number {
        0 => return Ok(None),
        1..=NAMED => {}
        _ => return Ok(Some(summary)),
    }
    let copies = open.engine.copies(article)?;
    let others = || copies.iter().filter(|copy| copy.id != article.id);
    for source in others().filter_map(Article::source_name) {
        if !summary.sources.iter().any(|known| known == source) {
            summary.sources.push(source.into());
        }
    }
    let days = || others().filter_map(|copy| copy.date.as_ref()).map(|date| date.day);
    summary.days = days().min().zip(days().max());
    Ok(Some(summary))
}
