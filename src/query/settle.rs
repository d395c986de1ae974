//! Decides which operator tokens are operators: those that have operands. The others become words,
//! with a warning, so that prose never fails to parse. Each pass is linear.

use crate::query::ast::{Nearness, Term};
use crate::query::lexer::is_space;
use crate::query::limits::Problems;
use crate::query::origin::Origin;
use crate::query::remarks;
use crate::query::term;
use crate::query::token::{Kind, Token};

/// The most words of a text in which a lower-case `or` is worth a note.
const SHORT: usize = 6;

/// What the caller knows about the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The text is entirely in capitals and any of its words may match, so it has no operators.
    pub shouted: bool,
    /// Where the text comes from.
    pub origin: Origin,
}

/// Turns operators without operands into words.
pub(super) fn settle(
    text: &str,
    mut tokens: Vec<Token>,
    manner: Manner,
    problems: &mut Problems,
) -> Vec<Token> {
    if manner.shouted {
        demote(text, &mut tokens, problems);
    }
    read_lower_case(text, &mut tokens, manner, problems);
    let mut tokens = join(text, tokens);
    if manner.origin == Origin::Factiva {
        put_in_order(text, &mut tokens);
    }
    if manner.origin.has_bare_phrases() {
        tokens = bare_phrases(text, tokens, problems);
    }
    check_right(text, &mut tokens, problems);
    check_left(text, &mut tokens, problems);
    tokens
}

fn word(text: &str, token: &Token) -> Kind {
    let pieces = text[token.place.clone()].split(is_space).flat_map(term::pieces);
    Kind::Terms { terms: pieces.flat_map(|piece| piece.terms).collect(), slop: 0 }
}

fn is_logical(text: &str, token: &Token) -> bool {
    matches!(&text[token.place.clone()], "AND" | "OR" | "NOT" | "NEAR" | "SAME")
}

fn demote(text: &str, tokens: &mut [Token], problems: &mut Problems) {
    for token in tokens.iter_mut().filter(|token| is_logical(text, token)) {
        problems.push(remarks::shouted(&text[token.place.clone()], token.place.clone()));
        token.kind = word(text, token);
    }
}

/// Reads lower-case `and`, `or`, `not` and `same` as operators in a search pasted from a commercial
/// archive, otherwise as words.
fn read_lower_case(text: &str, tokens: &mut [Token], manner: Manner, problems: &mut Problems) {
    let own = tokens.iter().any(|token| is_logical(text, token));
    let words = tokens.iter().filter(|token| matches!(token.kind, Kind::Terms { .. })).count();
    let told = manner.origin.is_told();
    let read = told || (manner.origin == Origin::Unclear && !own);
    for at in 0..tokens.len() {
        let shown = &text[tokens[at].place.clone()];
        if !matches!(tokens[at].kind, Kind::Terms { .. }) {
            continue;
        }
        let lower = if told { shown.to_ascii_lowercase() } else { shown.to_string() };
        let kind = match lower.as_str() {
            "and" => Kind::And,
            "or" => Kind::Or,
            "not" => Kind::Not,
            "same" if read => Kind::Near(Nearness::Paragraph),
            _ => continue,
        };
        let value =
            at > 0 && matches!(tokens[at - 1].kind, Kind::Field(_) | Kind::Function(_) | Kind::Not);
        let between = at > 0 && at + 1 < tokens.len() && !value;
        if read && !value {
            tokens[at].kind = kind;
        }
        if between && (read || words <= SHORT) {
            problems.push(remarks::lower_case(shown, tokens[at].place.clone(), read));
        }
    }
}

/// `w/5` of Factiva asks for the words in order.
fn put_in_order(text: &str, tokens: &mut [Token]) {
    for token in tokens {
        if let Kind::Near(Nearness::Words(words)) = token.kind
            && text[token.place.clone()].to_ascii_lowercase().starts_with("w/")
        {
            token.kind = Kind::Near(Nearness::WordsInOrder(words));
        }
    }
}

/// Words side by side are a phrase in a search of the commercial archives, where it has operators.
fn bare_phrases(text: &str, tokens: Vec<Token>, problems: &mut Problems) -> Vec<Token> {
    if !tokens.iter().any(|token| token.is_binary() || token.kind == Kind::Not) {
        return tokens;
    }
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let follows = joined.last().is_some_and(|last| {
            let between = text.get(last.place.end..token.place.start);
            between.is_some_and(|text| !text.is_empty() && text.chars().all(is_space))
        });
        match (joined.last_mut(), &token.kind) {
            (
                Some(Token { kind: Kind::Terms { terms, .. }, place }),
                Kind::Terms { terms: next, .. },
            ) if follows && is_plain(text, place, terms) && is_plain(text, &token.place, next) => {
                terms.extend(next.iter().cloned());
                place.end = token.place.end;
                problems.push(remarks::bare_phrase(&text[place.clone()], place.clone()));
            }
            _ => joined.push(token),
        }
    }
    joined
}

/// Whether the terms are words without quotation marks.
fn is_plain(text: &str, place: &std::ops::Range<usize>, terms: &[Term]) -> bool {
    let word = |term: &Term| matches!(term, Term::Word(_) | Term::Pattern(_));
    !terms.is_empty()
        && terms.iter().all(word)
        && text[place.clone()].starts_with(|c: char| term::is_letter(c) || c == '*')
}

/// `NOT NEAR/5` is one operator; `BUT NOT` is `AND NOT`.
fn join(text: &str, tokens: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let not_before = joined.last().is_some_and(|last| last.kind == Kind::Not);
        match token.kind {
            Kind::Near(nearness) if not_before && ends_operand(joined.iter().nth_back(1)) => {
                let start = joined.pop().map_or(token.place.start, |not| not.place.start);
                joined.push(Token::new(Kind::NotNear(nearness), start..token.place.end));
            }
            Kind::Not => {
                if let Some(but) = joined.last_mut().filter(|last| is_but(text, last)) {
                    but.kind = Kind::And;
                }
                joined.push(token);
            }
            _ => joined.push(token),
        }
    }
    joined
}

fn is_but(text: &str, token: &Token) -> bool {
    &text[token.place.clone()] == "BUT"
}

/// Whether an operator can follow the token.
fn ends_operand(token: Option<&Token>) -> bool {
    token.is_some_and(|token| !token.is_binary() && !token.is_prefix() && token.kind != Kind::Open)
}

/// Turns operators and prefixes with no operand after them into words, from right to left.
fn check_right(text: &str, tokens: &mut [Token], problems: &mut Problems) {
    let mut starts = false;
    let mut value = false;
    for token in tokens.iter_mut().rev() {
        let shown = &text[token.place.clone()];
        let stands = match token.kind {
            Kind::Terms { .. } | Kind::Star | Kind::Raw | Kind::Ignored | Kind::Open => true,
            Kind::Close | Kind::Weight(_) => false,
            Kind::Field(_) | Kind::Function(_) => {
                if !value {
                    problems.push(remarks::dangling_prefix(shown, token.place.clone()));
                    token.kind = word(text, token);
                }
                true
            }
            Kind::Not => {
                if !starts {
                    problems.push(remarks::dangling_prefix(shown, token.place.clone()));
                    token.kind = word(text, token);
                }
                true
            }
            Kind::And | Kind::Or | Kind::Near(_) | Kind::NotNear(_) => {
                if !starts {
                    problems.push(remarks::dangling(shown, token.place.clone()));
                    token.kind = word(text, token);
                }
                !starts
            }
        };
        starts = stands;
        value = stands && token.kind != Kind::Not;
    }
}

/// Turns operators with no operand before them into words, from left to right.
fn check_left(text: &str, tokens: &mut [Token], problems: &mut Problems) {
    let mut ended = false;
    for token in tokens {
        if token.is_binary() && !ended {
            let shown = &text[token.place.clone()];
            problems.push(remarks::dangling(shown, token.place.clone()));
            token.kind = word(text, token);
        }
        ended = ends_operand(Some(token));
    }
}

/// Whether the text has capital letters and no lower-case letter.
pub(super) fn is_shouted(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}
