//! The API calls: parameters in, an operation, its outcome as a document.

use std::io::{self, Write};

use super::parameters::Parameters;
use super::{Answer, Body};
use crate::app::AppError;
use crate::app::ask::ask;
use crate::app::explain::explain_over;
use crate::app::outcome::{SearchOutcome, TimelineOutcome};
use crate::app::settings::{
    Facet, Model, SearchSettings, SimilarSettings, SourcesSettings, TimelineSettings,
};
use crate::app::{
    search as searching, show, similar as alike, sources, status as holding, suggest as spelling,
    timeline as time,
};
use crate::render::table::Separator;
use crate::render::{json, svg, table};
use crate::web::address::{self, PERIODS, name_of_period};
use crate::web::failure::Failure;
use crate::web::site::Asking;

/// The maximum number of hits of one answer; [`super::export`] has no limit.
const HITS: usize = 1_000;
/// Default and maximum length of a passage, in characters.
const PASSAGE: (usize, usize) = (240, 4_000);

const JSON: &str = "application/json";
const LINES: &str = "application/jsonl";
const CSV: &str = "text/csv; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// The form of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Document,
    Lines,
    Csv,
    Svg,
}

fn form(given: &mut Parameters, forms: &[&str]) -> Result<Form, Failure> {
    let read = |name: &str| {
        let form = match name {
            "json" => Form::Document,
            "jsonl" => Form::Lines,
            "csv" => Form::Csv,
            "svg" => Form::Svg,
            _ => return None,
        };
        forms.contains(&name).then_some(form)
    };
    Ok(given.choice("format", forms, read)?.unwrap_or(Form::Document))
}

/// The objects of an answer as JSON Lines, or as one document with a list for each of these types.
fn objects(
    form: Form,
    lists: &[&str],
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Body, Failure> {
    let mut lines = vec![];
    write(&mut lines).map_err(AppError::Output)?;
    Ok(match form {
        Form::Lines => (LINES, lines),
        Form::Document | Form::Csv | Form::Svg => (JSON, json::document(lists, &lines)),
    })
}

fn written(
    kind: &'static str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Body, Failure> {
    let mut out = vec![];
    write(&mut out).map_err(AppError::Output)?;
    Ok((kind, out))
}

/// Ranked hits.
pub(super) fn search(asking: &Asking, given: &mut Parameters) -> Result<Answer, Failure> {
    let form = form(given, &["json", "jsonl", "csv"])?;
    let orders = ["relevance", "newest", "oldest"];
    let settings = SearchSettings {
        ask: given.ask(asking.clock.clone(), asking.limits)?,
        sort: given.choice("sort", &orders, address::sort)?,
        offset: given.number("offset", 0, usize::MAX)?,
        limit: given.number("limit", 20, HITS)?,
        // Programs get exact answers, unless they ask to relax the query.
        all: !given.flag("relax")?,
        passage: given.number("passage", PASSAGE.0, PASSAGE.1)?,
        copies: true,
        narrow: false,
    };
    given.done()?;
    let outcome = searching::search(&asking.open, &settings)?;
    let body = match form {
        Form::Csv => written(CSV, |out| {
            table::hit_header(out, Separator::Comma, false)?;
            table::hits(out, Separator::Comma, &outcome.hits, None)
        })?,
        form => objects(form, &["hit", "problem"], |out| json::search(out, &outcome))?,
    };
    Ok(Answer { links: links(given, &settings, &outcome), ..Answer::from(body) })
}

/// Link headers to the previous, next, first and last page.
fn links(given: &Parameters, settings: &SearchSettings, outcome: &SearchOutcome) -> Vec<String> {
    let SearchSettings { offset, limit, .. } = *settings;
    let most = usize::try_from(outcome.total.min(10_000)).unwrap_or(usize::MAX);
    if limit == 0 || most == 0 {
        return vec![];
    }
    let last = (most - 1) / limit * limit;
    let pages = [
        ("first", Some(0)),
        ("prev", (offset > 0).then(|| offset.saturating_sub(limit))),
        ("next", Some(offset.saturating_add(limit)).filter(|next| *next < most)),
        ("last", Some(last)),
    ];
    let link = |(rel, offset): (&str, Option<usize>)| {
        offset.map(|offset| format!("<{}>; rel=\"{rel}\"", given.at_offset(offset)))
    };
    pages.into_iter().filter_map(link).collect()
}

/// The number of articles that a query finds.
pub(super) fn count(asking: &Asking, given: &mut Parameters) -> Result<Answer, Failure> {
    let settings = SearchSettings::new(given.ask(asking.clock.clone(), asking.limits)?);
    given.done()?;
    let outcome = searching::count(&asking.open, ask(&settings.ask)?, &settings)?;
    Ok(objects(Form::Document, &["problem"], |out| json::search(out, &outcome))?.into())
}

/// A timeline.
pub(super) fn timeline(asking: &Asking, given: &mut Parameters) -> Result<Answer, Failure> {
    let form = form(given, &["json", "jsonl", "csv", "svg"])?;
    let settings = TimelineSettings {
        ask: given.ask(asking.clock.clone(), asking.limits)?,
        by: given.choice("by", &PERIODS.map(name_of_period), address::period)?,
        compare: given.text("vs").map(String::from),
    };
    let share = given.choice("show", &["articles", "share"], |name| Some(name == "share"))?;
    given.done()?;
    let outcome = time::timeline(&asking.open, &settings)?;
    Ok(over_time(form, &outcome, share.unwrap_or(false))?.into())
}

fn over_time(form: Form, outcome: &TimelineOutcome, share: bool) -> Result<Body, Failure> {
    match form {
        Form::Csv => written(CSV, |out| table::timeline(out, Separator::Comma, outcome)),
        Form::Svg => written(SVG, |out| svg::timeline(out, outcome, share)),
        form => objects(form, &["period", "problem"], |out| json::timeline(out, outcome)),
    }
}

/// Counts by facet value.
pub(super) fn facets(asking: &Asking, given: &mut Parameters) -> Result<Answer, Failure> {
    let form = form(given, &["json", "jsonl", "csv"])?;
    let names = address::FACETS.map(|(_, name)| name);
    let by = given.choice("by", &names, address::facet)?.unwrap_or(Facet::Source);
    let ask = given.ask(asking.clock.clone(), asking.limits)?;
    given.done()?;
    let outcome = sources::sources(&asking.open, &SourcesSettings { ask, by })?;
    Ok(match form {
        Form::Csv => written(CSV, |out| table::sources(out, Separator::Comma, &outcome))?,
        form => objects(form, &["count", "problem"], |out| json::sources(out, &outcome))?,
    }
    .into())
}

/// Spelling suggestions.
pub(super) fn suggest(asking: &Asking, given: &mut Parameters) -> Result<Answer, Failure> {
    let word = given.text("word").unwrap_or_default().to_string();
    let limit = given.number("limit", 5, 50)?;
    given.done()?;
    if word.is_empty() {
        return Err(Failure::Parameter("word".into(), "takes a word".into()));
    }
    let outcome = spelling::suggest(&asking.open, &word, limit)?;
    Ok(objects(Form::Document, &["suggestion"], |out| json::suggested(out, &outcome))?.into())
}

/// How a query is understood.
pub(super) fn explain(asking: &Asking, given: &mut Parameters) -> Result<Answer, Failure> {
    let ask = given.ask(asking.clock.clone(), asking.limits)?;
    given.done()?;
    let outcome = explain_over(Some(&asking.open), &ask)?;
    Ok(objects(Form::Document, &["problem"], |out| json::explain(out, &outcome))?.into())
}

/// What the index holds.
pub(super) fn status(asking: &Asking, given: &mut Parameters) -> Result<Answer, Failure> {
    given.done()?;
    let status = asking.open.engine.status().map_err(AppError::Engine)?;
    let outcome = holding::of(asking.shared.location(), status);
    Ok(objects(Form::Document, &["file", "archive"], |out| json::status(out, &outcome))?.into())
}

/// A whole article.
pub(super) fn article(
    asking: &Asking,
    given: &mut Parameters,
    id: &str,
) -> Result<Answer, Failure> {
    given.done()?;
    let article = show::show(&asking.open, id)?;
    Ok(written(JSON, |out| json::article(out, &article))?.into())
}

/// Similar articles.
pub(super) fn similar(
    asking: &Asking,
    given: &mut Parameters,
    id: &str,
) -> Result<Answer, Failure> {
    let settings = SimilarSettings {
        model: Model::Id(id.into()),
        ask: given.ask(asking.clock.clone(), asking.limits)?,
        limit: given.number("limit", 10, 100)?,
        copies: given.flag("copies")?,
        passage: given.number("passage", PASSAGE.0, PASSAGE.1)?,
    };
    given.done()?;
    let outcome = alike::similar(&asking.open, &settings)?;
    Ok(objects(Form::Document, &["hit", "problem"], |out| json::similar(out, &outcome))?.into())
}
