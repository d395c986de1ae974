//! The lexer: splits a text into tokens in linear time, and decides what is syntax and what is
//! text. It does not check whether an operator has operands; [`super::settle`] does.

mod borrowed;
mod dates;
mod suffix;

use std::ops::Range;

use crate::query::ast::Term;
use crate::query::limits::Problems;
use crate::query::origin::{Origin, Signs};
use crate::query::remarks;
use crate::query::term::{self, Piece, Remark};
use crate::query::token::{Field, Kind, Token};
use crate::query::{fields, operators};

/// The tokens of a text, and whether its notation comes from elsewhere.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub tokens: Vec<Token>,
    /// What its spelling says about where it comes from.
    pub signs: Signs,
}

/// What directly precedes the next chunk.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Nothing,
    Minus,
    Field(Field),
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    after: After,
    /// Whether the next quotation matches words as written (`="..."`).
    exact: bool,
    /// The capitals of the words in a group of Nexis, where one is open.
    capitals: Option<borrowed::Capitals>,
    prose: Prose,
    lexed: Lexed,
    problems: &'a mut Problems,
}

/// How far a text is treated as prose rather than as query syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Prose {
    /// The text is a query.
    None,
    /// The text may be a question in prose: `?` before a word is punctuation.
    Some,
    /// The text is entirely in capitals: names before a colon are words, too.
    Shouted,
}

/// Splits a text into tokens.
pub(super) fn lex(text: &str, prose: Prose, problems: &mut Problems) -> Lexed {
    let after = After::Nothing;
    let lexed = Lexed::default();
    let mut lexer =
        Lexer { text, at: 0, after, exact: false, capitals: None, prose, lexed, problems };
    while let Some(c) = lexer.peek() {
        lexer.step(c);
    }
    lexer.lexed
}

/// Whether the character separates words: white space or a control character.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』')
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn has_fields(&self) -> bool {
        self.prose < Prose::Shouted
    }

    fn push(&mut self, kind: Kind, place: Range<usize>) {
        self.lexed.tokens.push(Token::new(kind, place));
    }

    fn step(&mut self, c: char) {
        let next = self.at + c.len_utf8();
        if is_space(c) {
            self.at = next;
            if self.after == After::Minus {
                self.after = After::Nothing;
            }
        } else if is_quote(c) {
            self.quotation(c);
        } else if is_open(c) || is_close(c) {
            self.push(if is_open(c) { Kind::Open } else { Kind::Close }, self.at..next);
            (self.at, self.after) = (next, After::Nothing);
            self.count_group(is_open(c));
            self.weight();
        } else if c == '|' {
            let end = self.at + self.rest().len() - self.rest().trim_start_matches('|').len();
            self.push(Kind::Or, self.at..end);
            (self.at, self.after) = (end, After::Nothing);
        } else if self.is_negation(c) {
            self.push(Kind::Not, self.at..next);
            (self.at, self.after) = (next, After::Minus);
        } else {
            self.chunk();
        }
    }

    fn is_negation(&self, c: char) -> bool {
        let after = self.text[self.at + c.len_utf8()..].chars().next();
        let operand = |c| term::is_letter(c) || is_quote(c) || is_open(c) || matches!(c, '=' | '*');
        (term::is_minus(c) || c == '!')
            && self.after == After::Nothing
            && after.is_some_and(operand)
    }

    /// The byte offset where the chunk ends: at white space, a quotation mark, a parenthesis or the
    /// end of the text.
    fn chunk_end(&self) -> usize {
        let ends = |c| is_space(c) || is_quote(c) || is_open(c) || is_close(c) || c == '|';
        self.rest().find(ends).map_or(self.text.len(), |length| self.at + length)
    }

    fn chunk(&mut self) {
        let whole = self.at..self.chunk_end();
        let suffix = self.first_suffix(&whole);
        let end = suffix.as_ref().map_or(whole.end, |suffix| suffix.start);
        if end > whole.start {
            self.read_chunk(whole.start..end);
        }
        if let Some(suffix) = suffix.filter(|_| self.at == end) {
            self.limit_to_first(suffix);
        }
    }

    fn read_chunk(&mut self, place: Range<usize>) {
        match std::mem::replace(&mut self.after, After::Nothing) {
            After::Field(field) => {
                let words = matches!(field, Field::Text(_) | Field::Meta(_));
                if !(words && self.function(&place)) {
                    self.value(field, place);
                }
            }
            After::Minus => {
                if !self.field(&place) {
                    self.words(place);
                }
            }
            After::Nothing => {
                let read = self.operator(&place)
                    || self.function(&place)
                    || self.date_phrase(&place)
                    || self.field(&place);
                if !read {
                    self.words(place);
                }
            }
        }
    }

    fn operator(&mut self, place: &Range<usize>) -> bool {
        let Some(operator) = operators::operator(&self.text[place.clone()]) else { return false };
        self.lexed.signs.see(operator.origin);
        self.push(operator.kind, place.clone());
        self.at = place.end;
        true
    }

    /// The length of `(s)` or `(es)`, if it stands here: a plural, not a group.
    fn plural(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        let starts = |plural: &&&str| {
            rest.get(..plural.len())
                .is_some_and(|text| text.eq_ignore_ascii_case(plural.as_bytes()))
        };
        ["(s)", "(es)"].iter().find(starts).map(|plural| plural.len())
    }

    /// Reads the start of a field: `name:`, `code=`, `wc>`.
    fn field(&mut self, place: &Range<usize>) -> bool {
        let chunk = &self.text[place.clone()];
        let Some(sign) = chunk.find([':', '=', '>', '<']).filter(|_| self.has_fields()) else {
            return false;
        };
        let (name, mark) = (&chunk[..sign], chunk.as_bytes()[sign]);
        let (field, value) = match mark {
            b':' => (fields::named(name), sign + 1),
            b'=' => (fields::coded(name), sign + 1),
            _ if name.eq_ignore_ascii_case("wc") => (Some(Field::Words), sign),
            _ => (fields::named(name).filter(|field| *field == Field::Words), sign),
        };
        let (name, value) = (place.start..place.start + sign, place.start + value);
        match field {
            Some(field) if self.has_value(field, name.clone(), value) => {
                self.lexed.signs.see(match mark {
                    b':' => Origin::Own,
                    b'=' => Origin::Factiva,
                    _ if name.len() == 2 => Origin::Factiva,
                    _ => Origin::Unclear,
                });
                self.push(Kind::Field(field), name.start..value);
                (self.at, self.after) = (value, After::Field(field));
                true
            }
            None if mark == b':' => self.unknown_field(name, place),
            None if mark == b'=' => self.code_not_held(name, value),
            _ => false,
        }
    }

    /// Whether a value follows the field's sign. After a space, only what is unlikely to be prose
    /// counts as a value.
    fn has_value(&mut self, field: Field, name: Range<usize>, value: usize) -> bool {
        let rest = &self.text[value..];
        if !rest.is_empty() && !rest.starts_with(|c| is_space(c) || is_close(c)) {
            return true;
        }
        let next = rest.trim_start_matches(is_space).chars().next();
        let lower = !self.text[name.clone()].contains(char::is_uppercase);
        let fits = match field {
            Field::Text(_) | Field::Meta(_) => next.is_some_and(|c| !is_close(c)),
            Field::Id | Field::Archive => false,
            Field::Words | Field::Date(_) => {
                next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '<' | '>'))
            }
        };
        self.problems.push(remarks::space_after_field(
            &self.text[name.clone()],
            name,
            lower && fits,
        ));
        lower && fits
    }

    fn unknown_field(&mut self, name: Range<usize>, place: &Range<usize>) -> bool {
        let (word, rest) = (&self.text[name.clone()], &self.text[name.end + 1..place.end]);
        let plain = word.bytes().all(|b| b.is_ascii_alphabetic()) && !rest.starts_with("//");
        let meant = fields::nearest_field(word).filter(|_| plain && !rest.is_empty());
        let Some(meant) = meant else { return false };
        self.problems.push(remarks::unknown_field(word, meant, name.clone()));
        self.words(name.clone());
        self.words(name.end + 1..place.end);
        true
    }

    /// Reads the value of a field: terms that follow one another, or the raw text of an id, number
    /// or date.
    fn value(&mut self, field: Field, place: Range<usize>) {
        if let Some(range) = self.brackets(place.start) {
            return self.bracketed(Some(field), range);
        }
        let place = self.without_weight(place);
        self.at = place.end;
        let chunk = &self.text[place.clone()];
        if chunk == "*" {
            self.push(Kind::Star, place);
        } else {
            let pieces = match field {
                Field::Text(_) | Field::Meta(_) => term::pieces(chunk),
                Field::Id | Field::Archive | Field::Words | Field::Date(_) => vec![],
            };
            let terms = self.terms_of(pieces, &place);
            self.push(Kind::Terms { terms, slop: 0 }, place);
        }
        self.weight();
    }

    /// Reads the words of a chunk, each as a token.
    fn words(&mut self, place: Range<usize>) {
        if let Some(range) = self.brackets(place.start) {
            return self.bracketed(None, range);
        }
        let place = self.without_question(self.without_weight(place));
        self.at = place.end;
        let chunk = &self.text[place.clone()];
        let pieces = match self.truncated(chunk, &place) {
            Some(pattern) => term::pieces(&pattern),
            None => term::pieces(chunk),
        };
        if chunk == "*" {
            self.push(Kind::Star, place.clone());
        } else if pieces.is_empty() {
            self.problems.push(remarks::punctuation(chunk, place.clone()));
        }
        for piece in pieces {
            let place = place.start + piece.place.start..place.start + piece.place.end;
            let terms = self.terms_of(vec![piece], &place);
            self.push_terms(terms, 0, place);
        }
        self.skip_plural();
        self.weight();
    }

    /// Skips `(s)` or `(es)` directly after a word, with a note.
    fn skip_plural(&mut self) {
        if let Some(length) = self.plural(self.at) {
            let place = self.at..self.at + length;
            let word = self.text[..self.at].ends_with(term::is_letter);
            if word {
                self.at = place.end;
                self.problems.push(remarks::plural(&self.text[place.clone()], place));
            }
        }
    }

    fn terms_of(&mut self, pieces: Vec<Piece>, place: &Range<usize>) -> Vec<Term> {
        for remark in pieces.iter().filter_map(|piece| piece.remark) {
            let text = &self.text[place.clone()];
            self.problems.push(remarks::on_term(remark, text, place.clone()));
        }
        pieces.into_iter().flat_map(|piece| piece.terms).collect()
    }

    /// Converts `elect!`, as in Nexis, to the pattern `elect*`, unless the `!` ends a sentence.
    fn truncated(&mut self, chunk: &str, place: &Range<usize>) -> Option<String> {
        let stem = chunk.strip_suffix('!')?;
        if stem.chars().count() < 2 || !stem.chars().all(term::is_letter) {
            return None;
        }
        let words = |token: &Token| matches!(token.kind, Kind::Terms { .. });
        let last = self.text[place.end..].chars().all(is_space);
        let joins = || {
            self.lexed.tokens.iter().any(|token| {
                let word = &self.text[token.place.clone()];
                matches!(token.kind, Kind::Terms { .. }) && matches!(word, "and" | "or")
            })
        };
        let sentence = last
            && !self.lexed.tokens.is_empty()
            && self.lexed.tokens.iter().all(words)
            && !joins();
        self.problems.push(remarks::exclamation(stem, place.clone(), sentence));
        self.lexed.signs.see(if sentence { Origin::Own } else { Origin::Nexis });
        (!sentence).then(|| format!("{stem}*"))
    }

    /// The range of the chunk without a leading `?`, if the text may be prose and the `?` is
    /// unlikely to be a wildcard.
    fn without_question(&mut self, place: Range<usize>) -> Range<usize> {
        let chunk = &self.text[place.clone()];
        let word = chunk.trim_start_matches('?');
        if self.prose == Prose::None || word.len() == chunk.len() || word.is_empty() {
            return place;
        }
        self.problems.push(remarks::on_term(Remark::QuestionMark, chunk, place.clone()));
        place.end - word.len()..place.end
    }
}
