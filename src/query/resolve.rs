//! Resolves the value of a field to a query: dates, numbers, ids and words.

use crate::diagnostic::Diagnostic;
use crate::query::Context;
use crate::query::ast::{DateTest, MetaField, NumberRange, Query, Scope, Span, Term};
use crate::query::dates::{self, Reading};
use crate::query::fields;
use crate::query::limits::Problems;
use crate::query::remarks::excerpt;
use crate::query::token::{Bound, Field, Kind, Token};
use crate::when::DayRange;

/// Resolves a token as the value of a field; `None`, with a diagnostic, if it has no meaning there.
pub(super) fn value(
    token: &Token,
    shown: &str,
    field: Field,
    context: &Context,
    problems: &mut Problems,
) -> Option<Query> {
    let result = match (field, &token.kind) {
        (Field::Text(scope), Kind::Terms { terms, slop }) => text(scope, terms, *slop),
        (Field::Text(Scope::Anywhere), _) => Ok(Query::All),
        (Field::Text(_), _) => Err(no_word(shown)),
        (Field::Meta(field), Kind::Terms { terms, .. }) => meta(field, terms, shown),
        (Field::Meta(field), _) => {
            Ok(Query::Meta { field, terms: vec![Term::Pattern("*".into())] })
        }
        (Field::Id, _) => id(shown),
        (Field::Archive, _) => archive(shown),
        (Field::Words, _) => number(shown),
        (Field::Date(bound), kind) => {
            let reading = match kind {
                Kind::Raw => dates::read_phrase(unquoted(shown), &context.clock),
                _ => dates::read(unquoted(shown), &context.clock),
            };
            reading.and_then(|reading| date(reading, bound, token, context, problems))
        }
    };
    result
        .map_err(|problem| problems.push(Diagnostic { place: token.place.clone(), ..problem }))
        .ok()
}

fn unquoted(shown: &str) -> &str {
    let syntax = |c: char| matches!(c, '(' | ')' | '（' | '）' | '"' | '“' | '”' | '„' | '«' | '»');
    shown.trim_matches(|c: char| syntax(c) || c.is_whitespace() || c.is_control())
}

fn no_word(shown: &str) -> Diagnostic {
    let message = format!("`{}` holds no word to search for; it is ignored", excerpt(shown));
    Diagnostic::warning("no-words", 0..0, message)
}

fn text(scope: Scope, terms: &[Term], slop: u32) -> Result<Query, Diagnostic> {
    match terms {
        [] => Err(no_word("the value")),
        [term] => Ok(Query::Text { scope, span: Span::Term(term.clone()) }),
        _ => Ok(Query::Text { scope, span: Span::Phrase { terms: terms.to_vec(), slop } }),
    }
}

fn meta(field: MetaField, terms: &[Term], shown: &str) -> Result<Query, Diagnostic> {
    match terms {
        [] => Err(no_word(shown)),
        [Term::Word(word)] if field == MetaField::Lang => {
            let code = fields::language(word).unwrap_or(word);
            Ok(Query::Meta { field, terms: vec![Term::Word(code.into())] })
        }
        _ => Ok(Query::Meta { field, terms: terms.to_vec() }),
    }
}

/// Resolves a quotation after `:=` to a comparison with the whole value; `None` for anything else.
pub(super) fn whole(field: Field, before: &str, shown: &str) -> Option<Query> {
    let Field::Meta(field) = field else { return None };
    let quoted = before.ends_with(":=") && shown.starts_with(['"', '“', '”', '„', '«', '»']);
    let mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let value = shown.trim_matches(mark).trim().replace(mark, "'");
    (quoted && field.is_compared() && !value.is_empty()).then_some(Query::Value { field, value })
}

fn id(shown: &str) -> Result<Query, Diagnostic> {
    let id = unquoted(shown).to_ascii_lowercase();
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
    let message = format!("`{}` is not the id of an article", excerpt(shown));
    match plain {
        true => Ok(Query::Id(id)),
        false => Err(Diagnostic::error("id", 0..0, message)
            .hint("write the first characters of an id, as search shows it: `id:3f9k2m`")),
    }
}

fn archive(shown: &str) -> Result<Query, Diagnostic> {
    match unquoted(shown) {
        "" => Err(no_word(shown)),
        name => Ok(Query::Archive(name.into())),
    }
}

/// `500`, `=500`, `>500`, `<=500`, `500..1000`, `..500`, `*`.
fn number(shown: &str) -> Result<Query, Diagnostic> {
    let plain = unquoted(shown).replace("geq", ">=").replace("leq", "<=").replace(' ', "");
    let written = dates::bracketed(unquoted(shown)).unwrap_or(plain);
    let text = written.as_str();
    let range = number_range(text).ok_or_else(|| {
        let message = format!("`{}` is not a number of words", excerpt(text));
        Diagnostic::error("number", 0..0, message).hint("write `words:>500` or `words:500..1000`")
    })?;
    Ok(Query::Words(range))
}

fn number_range(text: &str) -> Option<NumberRange> {
    let read = |text: &str| text.replace(',', "").parse::<u64>().ok();
    let end = |text: &str| if matches!(text, "" | "*") { Some(None) } else { read(text).map(Some) };
    if text == "*" {
        return Some(NumberRange::default());
    }
    if let Some((least, most)) = text.split_once("..") {
        return Some(NumberRange { least: end(least)?, most: end(most)? });
    }
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let number = read(&text[digits..])?;
    let range = |least, most| Some(NumberRange { least, most });
    match &text[..digits] {
        "" | "=" => range(Some(number), Some(number)),
        ">" => range(Some(number.checked_add(1)?), None),
        ">=" => range(Some(number), None),
        "<" => range(None, Some(number.checked_sub(1)?)),
        "<=" => range(None, Some(number)),
        _ => None,
    }
}

fn date(
    reading: Reading,
    bound: Bound,
    token: &Token,
    context: &Context,
    problems: &mut Problems,
) -> Result<Query, Diagnostic> {
    for remark in reading.remarks {
        problems.push(Diagnostic { place: token.place.clone(), ..remark });
    }
    let test = match (bound, reading.test) {
        (Bound::On, test) => test,
        (bound, DateTest::In(range)) => DateTest::In(bounded(bound, range)?),
        (bound, DateTest::Touches(range)) => DateTest::Touches(bounded(bound, range)?),
        (_, DateTest::Pattern { .. } | DateTest::Missing | DateTest::Sure) => {
            return Err(Diagnostic::error("date", 0..0, "a range needs a day, a month or a year")
                .hint("write `date:` before this, or a date such as `2023-11`"));
        }
    };
    Ok(Query::Date(match test {
        DateTest::In(range) if context.loose_dates => DateTest::Touches(range),
        test => test,
    }))
}

fn bounded(bound: Bound, range: DayRange) -> Result<DayRange, Diagnostic> {
    let open = || {
        Diagnostic::error("date", 0..0, "the date has no end on this side")
            .hint("write a day, a month or a year, such as `2023-11`")
    };
    let (first, last) = match bound {
        Bound::On => (range.first, range.last),
        Bound::From => (Some(range.first.ok_or_else(open)?), None),
        Bound::To => (None, Some(range.last.ok_or_else(open)?)),
        Bound::Before => (None, Some(range.first.ok_or_else(open)?.plus(-1))),
        Bound::After => (Some(range.last.ok_or_else(open)?.plus(1)), None),
    };
    Ok(DayRange { first, last })
}
