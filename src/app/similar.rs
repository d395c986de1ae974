//! Finds articles similar to another: those that hold its most characteristic words. Copies of its
//! text are recognised by the word n-grams they share.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use crate::analysis::{Kind, TermTest, Word, plain_form, query_word, words};
use crate::article::Article;
use crate::engine::{self, EngineError, FileOutcome, Hit, SearchRequest, Sort};
use crate::ingest;
use crate::ingest::source::walk::SourceFile;
use crate::query::ast::{Query, Scope, Span, Term};
use crate::query::display;

use super::AppError;
use super::ask::{Asked, ask, blame, both};
use super::index::ingest_options;
use super::open::Open;
use super::outcome::{Keyword, SimilarOutcome};
use super::outlets;
use super::search::shown;
use super::settings::{ArchiveOptions, Clock, Model, SearchSettings, SimilarSettings};
use super::show::{named, show};

/// How many keywords of an article are compared.
const KEYWORDS: usize = 25;

/// How many distinct words are considered as keywords; a longer text repeats its subject.
const MOST_WORDS: usize = 1_000;

/// A word is not characteristic if more articles than this, and more than a tenth of all, hold it.
const FEW_ARTICLES: u64 = 5;

/// How many candidates are fetched at a time, and in total.
const CANDIDATES: (usize, usize) = (50, 1_000);

/// The length of the word n-grams that identify a copy, and the share of the shorter text's n-grams
/// that both texts must contain. Replacing one word in ten leaves 0.73 of the trigrams.
const RUN: usize = 3;
const SHARED: f64 = 0.5;

/// Finds the articles most similar to one of the index, or to one in a file.
///
/// # Errors
/// If there is no such article, the filters cannot be understood, or the index cannot be read.
pub fn similar(open: &Open, settings: &SimilarSettings) -> Result<SimilarOutcome, AppError> {
    let asked = outlets::named(open, &settings.ask, ask(&settings.ask)?)?;
    let Asked { query: among, problems } = asked;
    let model = match &settings.model {
        Model::Id(id) => show(open, id)?,
        Model::File(path) => read(path, &settings.ask.clock)?,
    };
    let keywords = keywords(open, &model)?;
    let query = both(like(&keywords), among);
    let (hits, copies) = nearest(open, &query, &model, settings)
        .map_err(|error| blame(&settings.ask.text, error.into()))?;
    let usual = SearchSettings::new(settings.ask.clone());
    let settings = SearchSettings { passage: settings.passage, ..usual };
    let hits = shown(open, &settings, &query, hits, false)?;
    Ok(SimilarOutcome {
        model: named(&model),
        query: display(&query),
        keywords,
        hits,
        copies,
        problems,
    })
}

/// Reads the only article of a file, which need not be in the index.
fn read(path: &Path, clock: &Clock) -> Result<Article, AppError> {
    let wrong = |why: &str| AppError::Usage(format!("{}: {why}", path.display()));
    let file = SourceFile::at(path).map_err(|why| wrong(&why))?;
    let options = ingest_options(&ArchiveOptions::default(), &file.root, clock)?;
    let mut articles = vec![];
    let report = ingest::articles(&file, &options, None, &mut |article| {
        articles.push(article);
        if articles.len() < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    match (articles.pop(), articles.is_empty(), report.outcome) {
        (Some(article), true, _) => Ok(article),
        (Some(_), false, _) => {
            Err(wrong("it holds several articles; index it, and name one of them by its id"))
        }
        (None, _, FileOutcome::Skipped(why) | FileOutcome::Refused(why)) => Err(wrong(&why)),
        (None, _, FileOutcome::Indexed) => Err(wrong("no article in it")),
    }
}

/// The words that distinguish an article from the rest of the index, strongest first.
///
/// The keyness of a word is the part of BM25 that does not depend on the other article: its idf
/// times its saturated term frequency (k1 = 1.2).
pub(super) fn keywords(open: &Open, article: &Article) -> Result<Vec<Keyword>, EngineError> {
    let articles = open.engine.count(&Query::All)?;
    let mut keywords = vec![];
    for (word, times) in occurrences(open, article) {
        let holding = open.engine.count(&text(&word))?;
        // A word of this article alone finds no others, and a word of very many finds all of them.
        let most = (articles / 2).min(FEW_ARTICLES.max(articles / 10));
        if !(2..=most).contains(&holding) {
            continue;
        }
        let idf = ((articles - holding) as f64 + 0.5) / (holding as f64 + 0.5);
        let often = f64::from(times) * 2.2 / (f64::from(times) + 1.2);
        let weight = ((idf.ln_1p() * often * 100.0).round() / 100.0) as f32;
        keywords.push(Keyword { word, articles: holding, weight });
    }
    keywords.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.word.cmp(&b.word)));
    keywords.truncate(KEYWORDS);
    Ok(keywords)
}

/// The distinct words of title and body in order, each in the form in which it first occurs, with
/// the number of its occurrences in any form.
fn occurrences(open: &Open, article: &Article) -> Vec<(String, u32)> {
    let language = [engine::language(article)];
    let languages = if open.languages.contains(&language[0]) { &language[..] } else { &[None] };
    let mut places: BTreeMap<Vec<Vec<Vec<TermTest>>>, usize> = BTreeMap::new();
    let mut counted: Vec<(String, u32)> = vec![];
    for word in [&article.title, &article.body].into_iter().flat_map(|text| words(text)) {
        let Some(text) = searchable(&word) else { continue };
        let lookup = query_word(text, languages).alternatives;
        let place = *places.entry(lookup).or_insert(counted.len());
        if place == MOST_WORDS {
            break;
        }
        if place == counted.len() {
            counted.push((text.to_string(), 0));
        }
        counted[place].1 += 1;
    }
    counted
}

/// The word as a query would contain it: a character pair in scripts without spaces. A single
/// letter or a number says little about the subject of a text, and is left out.
fn searchable<'t>(word: &Word<'t>) -> Option<&'t str> {
    match word.kind {
        Kind::Gram => word.opens,
        Kind::Plain => {
            let tells = word.text.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
            tells.then_some(word.text)
        }
    }
}

fn text(word: &str) -> Query {
    Query::Text { scope: Scope::Anywhere, span: Span::Term(Term::Word(word.into())) }
}

/// Matches any of the words, each with its weight.
fn like(keywords: &[Keyword]) -> Query {
    let weighed = |keyword: &Keyword| Query::Boost {
        query: Box::new(text(&keyword.word)),
        weight: keyword.weight,
    };
    match keywords {
        [] => Query::Nothing,
        some => Query::Or(some.iter().map(weighed).collect()),
    }
}

/// The best hits without the article itself and, unless requested, its copies; and how many copies
/// were left out.
fn nearest(
    open: &Open,
    query: &Query,
    model: &Article,
    settings: &SimilarSettings,
) -> Result<(Vec<Hit>, u64), EngineError> {
    let (page, most) = CANDIDATES;
    let runs = runs(model);
    let (mut hits, mut copies) = (vec![], 0);
    for offset in (0..most).step_by(page) {
        let request = SearchRequest {
            query: query.clone(),
            sort: Sort::Relevance,
            offset,
            limit: page,
            count: false,
            copies: true,
        };
        let candidates = open.engine.search(&request)?.hits;
        let last = candidates.len() < page;
        for hit in candidates.into_iter().filter(|hit| hit.article.id != model.id) {
            if hits.len() == settings.limit {
                return Ok((hits, copies));
            }
            if !settings.copies && is_copy(&runs, &self::runs(&hit.article)) {
                copies += 1;
            } else {
                hits.push(hit);
            }
        }
        if last {
            break;
        }
    }
    Ok((hits, copies))
}

/// The hash of every word n-gram of a text, or of the whole text if it is shorter than one.
fn runs(article: &Article) -> HashSet<u64> {
    let words: Vec<String> = words(&article.body).map(|word| plain_form(word.text)).collect();
    let size = RUN.min(words.len().max(1));
    words.windows(size).map(|run| xxh3_64(run.join(" ").as_bytes())).collect()
}

/// Whether at least half of the n-grams of the shorter text occur in the other.
fn is_copy(one: &HashSet<u64>, other: &HashSet<u64>) -> bool {
    let shorter = one.len().min(other.len());
    shorter > 0 && one.intersection(other).count() as f64 >= SHARED * shorter as f64
}

#[cfg(test)]
mod tests {
    use super::{is_copy, runs};
    use crate::article::Article;

    fn of(body: &str) -> std::collections::HashSet<u64> {
        runs(&Article { body: body.into(), ..Article::default() })
    }

    #[test]
    fn a_text_with_a_few_words_changed_is_a_copy_and_another_about_the_same_is_not() {
        let text = "The harbour board closed the swing bridge on Sunday after divers found a crack \
                    in its northern pier, and ferries will carry commuters for at least two weeks.";
        let edited = text.replace("Sunday", "Monday").replace("two weeks", "three weeks");
        let other = "Divers looked at the northern pier of the swing bridge on Sunday, and the board \
                     said that the crack had not grown since the ferries began to run.";
        assert!(is_copy(&of(text), &of(&edited)));
        assert!(!is_copy(&of(text), &of(other)));
    }

    #[test]
    fn a_text_that_stands_whole_in_a_longer_one_is_its_copy() {
        let brief = "Ferries stop at noon because of the storm, the harbour master said.";
        let long =
            format!("{brief} The lighthouse was closed. Nobody knows for how long it will be.");
        assert!(is_copy(&of(brief), &of(&long)));
    }

    #[test]
    fn texts_without_words_are_no_copies() {
        assert!(!is_copy(&of(""), &of("")));
    }
}
