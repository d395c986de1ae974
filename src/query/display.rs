//! Writes a query as its canonical text, which parses to the same query again.

use std::fmt::Write;

use crate::query::ast::{DateTest, Nearness, NumberRange, Query, Scope, Span, Term};
use crate::query::fields;
use crate::query::lexer::{self, Prose};
use crate::query::limits::Problems;
use crate::query::origin::Origin;
use crate::query::token::Kind;

/// The precedence of a node, from loosest to tightest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Or,
    And,
    Not,
    Near,
    Operand,
}

/// The canonical text of a query in normal form.
pub fn display(query: &Query) -> String {
    let mut out = String::new();
    write_query(query, Hold::Or, &mut out);
    out
}

fn grouped(needs: bool, out: &mut String, write: impl FnOnce(&mut String)) {
    if needs {
        out.push('(');
    }
    write(out);
    if needs {
        out.push(')');
    }
}

fn hold(query: &Query) -> Hold {
    match query {
        Query::Or(_) => Hold::Or,
        Query::And(_) => Hold::And,
        Query::Not(_) | Query::Nothing => Hold::Not,
        Query::Text { scope: Scope::Anywhere, span } => hold_of_span(span),
        Query::All
        | Query::Text { .. }
        | Query::AtLeast { .. }
        | Query::First { .. }
        | Query::Meta { .. }
        | Query::Value { .. }
        | Query::Id(_)
        | Query::Archive(_)
        | Query::Words(_)
        | Query::Date(_)
        | Query::Boost { .. } => Hold::Operand,
    }
}

fn hold_of_span(span: &Span) -> Hold {
    match span {
        Span::Any(_) => Hold::Or,
        Span::Near { .. } | Span::NotNear { .. } => Hold::Near,
        Span::Term(_) | Span::Phrase { .. } => Hold::Operand,
    }
}

/// Writes a query, in parentheses if its precedence is lower than needed.
fn write_query(query: &Query, needed: Hold, out: &mut String) {
    grouped(hold(query) < needed, out, |out| match query {
        Query::All => out.push('*'),
        Query::Nothing => out.push_str("NOT *"),
        Query::Text { scope, span } => write_text(*scope, span, out),
        Query::AtLeast { times, scope, span } => {
            write_scope(*scope, out);
            write_function(&format!("atleast{times}"), span, out);
        }
        Query::First { words, span } => write_function(&format!("first{words}"), span, out),
        Query::Meta { field, terms } => {
            out.push_str(fields::name_of_meta(*field));
            out.push(':');
            write_terms(terms, out);
        }
        Query::Value { field, value } => {
            let value = value.replace(['"', '“', '”', '„', '«', '»'], "'");
            append(out, format_args!("{}:=\"{value}\"", fields::name_of_meta(*field)));
        }
        Query::Id(prefix) => append(out, format_args!("id:{prefix}")),
        Query::Archive(name) => append(out, format_args!("archive:\"{name}\"")),
        Query::Words(range) => write_words(*range, out),
        Query::Date(test) => write_date(*test, out),
        Query::And(parts) => write_joined(parts, " AND ", Hold::Not, out),
        Query::Or(parts) => write_joined(parts, " OR ", Hold::Not, out),
        Query::Not(part) => {
            out.push_str("NOT ");
            // `NOT NOT x` would be read as `x`.
            write_query(part, Hold::Near, out);
        }
        Query::Boost { query: part, weight } => {
            let inner =
                if matches!(**part, Query::Boost { .. }) { None } else { Some(Hold::Operand) };
            grouped(inner.is_none(), out, |out| write_query(part, inner.unwrap_or(Hold::Or), out));
            append(out, format_args!("^{weight}"));
        }
    });
}

fn append(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes all that is written to it");
}

fn write_joined(parts: &[Query], joint: &str, needed: Hold, out: &mut String) {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(joint);
        }
        write_query(part, needed, out);
    }
}

fn write_scope(scope: Scope, out: &mut String) {
    if let Some(name) = fields::name_of_scope(scope) {
        append(out, format_args!("{name}:"));
    }
}

fn write_text(scope: Scope, span: &Span, out: &mut String) {
    write_scope(scope, out);
    let needed = if scope == Scope::Anywhere { Hold::Or } else { Hold::Operand };
    write_span(span, needed, out);
}

fn write_function(name: &str, span: &Span, out: &mut String) {
    out.push_str(name);
    grouped(true, out, |out| write_span(span, Hold::Or, out));
}

fn write_span(span: &Span, needed: Hold, out: &mut String) {
    grouped(hold_of_span(span) < needed, out, |out| match span {
        Span::Term(term) => write_terms(std::slice::from_ref(term), out),
        Span::Phrase { terms, slop } => {
            write_terms(terms, out);
            if *slop > 0 {
                append(out, format_args!("~{slop}"));
            }
        }
        Span::Any(spans) => {
            for (at, span) in spans.iter().enumerate() {
                out.push_str(if at > 0 { " OR " } else { "" });
                write_span(span, Hold::Near, out);
            }
        }
        Span::Near { left: a, right: b, nearness } => write_near(a, b, *nearness, "", out),
        Span::NotNear { left: a, right: b, nearness } => write_near(a, b, *nearness, "NOT ", out),
    });
}

fn write_near(a: &Span, b: &Span, nearness: Nearness, not: &str, out: &mut String) {
    write_span(a, Hold::Near, out);
    append(out, format_args!(" {not}"));
    match nearness {
        Nearness::Words(distance) => append(out, format_args!("NEAR/{distance}")),
        Nearness::WordsInOrder(distance) => append(out, format_args!("PRE/{distance}")),
        Nearness::Sentence => out.push_str("/s"),
        Nearness::Paragraph => out.push_str("/p"),
    }
    out.push(' ');
    write_span(b, Hold::Operand, out);
}

/// Writes terms in quotation marks, unless a single term is read back as that term without them.
fn write_terms(terms: &[Term], out: &mut String) {
    let written: Vec<String> = terms.iter().map(write_term).collect();
    let bare = matches!(terms, [term] if is_bare(term, &written[0]));
    let quote = if bare { "" } else { "\"" };
    append(out, format_args!("{quote}{}{quote}", written.join(" ")));
}

fn write_term(term: &Term) -> String {
    match term {
        Term::Word(word) => word.clone(),
        Term::Exact(word) => format!("={word}"),
        Term::Pattern(pattern) if pattern.ends_with('?') => format!("{pattern}~0"),
        Term::Pattern(pattern) => pattern.clone(),
        Term::Fuzzy { word, edits } => format!("{word}~{edits}"),
    }
}

/// Whether the lexer reads the text as exactly this one term.
fn is_bare(term: &Term, written: &str) -> bool {
    if let "and" | "or" | "not" | "BUT" | "*" = written {
        return written == "*" && matches!(term, Term::Pattern(_));
    }
    let mut problems = Problems::default();
    let lexed = lexer::lex(written, Prose::None, &mut problems);
    let clean = problems.finish().is_empty() && lexed.signs.origin() == Origin::Own;
    match lexed.tokens.as_slice() {
        [token] if clean => match &token.kind {
            Kind::Terms { terms, .. } => terms.as_slice() == std::slice::from_ref(term),
            _ => false,
        },
        _ => false,
    }
}

fn write_words(range: NumberRange, out: &mut String) {
    let end = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    match (range.least, range.most) {
        (Some(least), Some(most)) if least == most => append(out, format_args!("words:{least}")),
        (least, most) => append(out, format_args!("words:{}..{}", end(least), end(most))),
    }
}

fn write_date(test: DateTest, out: &mut String) {
    let part = |number: Option<u32>| number.map_or("*".into(), |number| format!("{number:02}"));
    match test {
        DateTest::In(range) => append(out, format_args!("date:{range}")),
        DateTest::Touches(range) => append(out, format_args!("date:~{range}")),
        DateTest::Missing => out.push_str("date:missing"),
        DateTest::Sure => out.push_str("date:sure"),
        DateTest::Pattern { year, month, day } => {
            let year = year.map_or("*".into(), |year| {
                format!("{}{:04}", if year < 0 { "-" } else { "" }, year.unsigned_abs())
            });
            append(out, format_args!("date:{year}-{}-{}", part(month), part(day)));
        }
    }
}
