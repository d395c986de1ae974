//! Reads quotations, and the suffixes of an operand: a distance (`~5`) and a weight (`^2`).

use std::ops::Range;

use super::{After, Lexer, is_quote, is_space};
use crate::query::ast::Term;
use crate::query::remarks;
use crate::query::term::{self, Remark};
use crate::query::token::Kind;

impl Lexer<'_> {
    /// The range of a chunk without a trailing weight.
    pub(super) fn without_weight(&self, place: Range<usize>) -> Range<usize> {
        match self.text[place.clone()].rfind('^') {
            Some(caret) if caret > 0 && number(&self.text[place.start + caret + 1..]).is_some() => {
                place.start..place.start + caret
            }
            _ => place,
        }
    }

    /// Reads a weight such as `^2` directly after an operand.
    pub(super) fn weight(&mut self) {
        let Some(after) = self.rest().strip_prefix('^') else { return };
        let Some((weight, length)) = number(after) else { return };
        let place = self.at..self.at + 1 + length;
        self.at = place.end;
        if weight > 0.0 && weight.is_finite() {
            self.push(Kind::Weight(weight), place);
        } else {
            self.problems.push(remarks::weight(place));
        }
    }

    pub(super) fn quotation(&mut self, quote: char) {
        let start = self.at;
        let inner = start + quote.len_utf8();
        let closing = self.text[inner..].char_indices().find(|&(_, c)| is_quote(c));
        self.at = closing.map_or(self.text.len(), |(at, c)| inner + at + c.len_utf8());
        if closing.is_none() {
            let after_word = self.text[..start].ends_with(term::is_letter);
            let lone = after_word && self.text[inner..].chars().next().is_none_or(is_space);
            self.problems.push(remarks::unclosed_quote(start..inner, lone));
            if lone {
                self.at = inner;
                return;
            }
        }
        let end = closing.map_or(self.text.len(), |(at, _)| inner + at);
        let terms = self.quoted_terms(inner..end);
        let words = terms.len();
        let written = start..self.at;
        let slop = self.slop(words);
        match std::mem::replace(&mut self.after, After::Nothing) {
            After::Field(_) => self.push(Kind::Terms { terms, slop }, written),
            _ if words == 0 => self.problems.push(remarks::empty_quote(written)),
            _ => self.push_terms(terms, slop, written),
        }
        self.weight();
    }

    fn quoted_terms(&mut self, place: Range<usize>) -> Vec<Term> {
        let exact = std::mem::take(&mut self.exact);
        let inner = &self.text[place.clone()];
        let mut terms = Vec::new();
        for piece in inner.split(is_space).flat_map(term::pieces) {
            if let Some(remark) = piece.remark.filter(|remark| *remark != Remark::QuestionMark) {
                self.problems.push(remarks::on_term(remark, inner, place.clone()));
            }
            terms.extend(piece.terms);
        }
        match exact {
            true => terms.into_iter().map(as_written).collect(),
            false => terms,
        }
    }

    /// Reads a distance such as `~5` directly after a quotation; 0 if there is none or it is
    /// ignored.
    fn slop(&mut self, words: usize) -> u32 {
        let Some(after) = self.rest().strip_prefix('~') else { return 0 };
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let slop = after[..digits].parse().ok();
        let place = self.at..self.at + 1 + digits;
        self.at = place.end;
        if words < 2 || slop.is_none() {
            self.problems.push(remarks::slop(place, words));
            return 0;
        }
        slop.unwrap_or(0)
    }
}

fn as_written(term: Term) -> Term {
    match term {
        Term::Word(word) => Term::Exact(word),
        Term::Exact(_) | Term::Pattern(_) | Term::Fuzzy { .. } => term,
    }
}

/// Parses a number at the start of a text and returns it with its length in bytes; `None` if a
/// letter or `^` follows it directly.
fn number(text: &str) -> Option<(f32, usize)> {
    let length = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let ends = text[length..].chars().next().is_none_or(|c| !term::is_letter(c) && c != '^');
    let value = text[..length].parse().ok().filter(|_| ends)?;
    Some((value, length))
}
