//! What the searches of other archives hold: functions, codes before parentheses, dates in words,
//! ranges in brackets, and `/F10/` behind an operand.

use std::ops::Range;

use super::dates::Words;
use super::{Lexer, is_close, is_open, is_quote, is_space};
use crate::query::ast::Term;
use crate::query::origin::Origin;
use crate::query::remarks;
use crate::query::token::{Bound, Field, Function, Kind, Token};
use crate::query::{fields, operators};

/// How many bytes a range in brackets has at most.
const BRACKETS: usize = 80;

/// Which capitals the words of a group have: `caps(...)`, `allcaps(...)`, `nocaps(...)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Some,
    All,
    None,
}

/// The capitals of the words up to the end of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Capitals {
    case: Case,
    depth: usize,
}

impl Lexer<'_> {
    /// `atleast3(...)`, `first50(...)`, `headline(...)`, `TI(...)`, `date(...)`; Factiva's
    /// `atleast3 word` too.
    pub(super) fn function(&mut self, place: &Range<usize>) -> bool {
        let name = &self.text[place.clone()];
        let opens = self.text[place.end..].starts_with(is_open);
        if name == "=" && self.text[place.end..].starts_with(is_quote) {
            (self.exact, self.at) = (true, place.end);
            return true;
        }
        let function = operators::function(name).filter(|_| opens || !name.contains("first"));
        if let Some(function) = function {
            let counts = matches!(function, Function::AtLeast(_));
            self.lexed.signs.see(match (counts, opens) {
                (false, _) => Origin::Own,
                (true, true) => Origin::Unclear,
                (true, false) => Origin::Factiva,
            });
            self.push(Kind::Function(function), place.clone());
            self.at = place.end;
            return true;
        }
        opens
            && self.has_fields()
            && self.plural(place.end).is_none()
            && (self.called(name, place) || self.capitals(name, place) || self.not_held(place))
    }

    /// A field before a parenthesis.
    fn called(&mut self, name: &str, place: &Range<usize>) -> bool {
        let (field, origin) = match (fields::named(name), fields::coded_before_parenthesis(name)) {
            (Some(field), _) => (field, Origin::Nexis),
            (None, Some(field)) if name.eq_ignore_ascii_case("subject") => (field, Origin::Nexis),
            (None, Some(field)) => (field, Origin::ProQuest),
            (None, None) => return false,
        };
        let inner = self.text[place.end..].trim_start_matches(|c| is_open(c) || is_space(c));
        let number = inner.starts_with(|c: char| c.is_ascii_digit() || "<>=".contains(c))
            || inner.starts_with("geq")
            || inner.starts_with("leq");
        let raw = match field {
            Field::Text(_) | Field::Meta(_) => false,
            Field::Date(Bound::On) if !name.eq_ignore_ascii_case("on") => true,
            Field::Words if number => true,
            Field::Date(_) | Field::Words | Field::Id | Field::Archive => return false,
        };
        self.call(field, place, origin);
        if raw {
            self.raw(Kind::Raw);
        }
        true
    }

    fn capitals(&mut self, name: &str, place: &Range<usize>) -> bool {
        let case = match name.to_ascii_lowercase().as_str() {
            "caps" => Case::Some,
            "allcaps" => Case::All,
            "nocaps" => Case::None,
            _ => return false,
        };
        self.lexed.signs.see(Origin::Nexis);
        self.capitals = Some(Capitals { case, depth: 0 });
        self.at = place.end;
        true
    }

    /// Takes note of a parenthesis; the last one ends `caps(...)`.
    pub(super) fn count_group(&mut self, opens: bool) {
        if let Some(capitals) = &mut self.capitals {
            capitals.depth =
                if opens { capitals.depth + 1 } else { capitals.depth.saturating_sub(1) };
            if capitals.depth == 0 {
                self.capitals = None;
            }
        }
    }

    /// Pushes words that stand for themselves; within `caps(...)` as written in its capitals.
    pub(super) fn push_terms(&mut self, terms: Vec<Term>, slop: u32, place: Range<usize>) {
        let Some(capitals) = self.capitals else {
            return self.push(Kind::Terms { terms, slop }, place);
        };
        let joins = match self.text[place.clone()].to_ascii_lowercase().as_str() {
            "and" => Some(Kind::And),
            "or" => Some(Kind::Or),
            "not" => Some(Kind::Not),
            _ => None,
        };
        if let Some(kind) = joins {
            return self.push(kind, place);
        }
        let forms = capitals.case.forms(&terms);
        let several = forms.len() > 1;
        if several {
            self.push(Kind::Open, place.clone());
        }
        for (at, terms) in forms.into_iter().enumerate() {
            if at > 0 {
                self.push(Kind::Or, place.clone());
            }
            self.push(Kind::Terms { terms, slop }, place.clone());
        }
        if several {
            self.push(Kind::Close, place);
        }
    }

    /// A segment of Nexis for what no index here holds, with its group.
    fn not_held(&mut self, place: &Range<usize>) -> bool {
        let name = &self.text[place.clone()];
        let inner = &self.text[place.end..];
        let ending = inner.strip_prefix(is_open).is_some_and(|inner| inner.starts_with("ies)"));
        if !fields::is_segment_not_held(name) || ending {
            return false;
        }
        self.lexed.signs.see(Origin::Nexis);
        self.problems.push(remarks::not_held(name, place.clone()));
        self.at = place.end;
        self.raw(Kind::Ignored);
        true
    }

    /// A code of Factiva for what no index here holds, with its value: `ns=gpol`, `ns=(a or b)`.
    pub(super) fn code_not_held(&mut self, name: Range<usize>, value: usize) -> bool {
        let code = &self.text[name.clone()];
        let rest = &self.text[value..];
        if !fields::is_code_not_held(code) || rest.is_empty() || rest.starts_with(is_space) {
            return false;
        }
        self.lexed.signs.see(Origin::Factiva);
        self.problems.push(remarks::not_held(&format!("{code}="), name.clone()));
        self.at = value;
        if rest.starts_with(is_open) {
            self.raw(Kind::Ignored);
            return true;
        }
        let quoted = rest.starts_with(is_quote);
        let closing = rest.char_indices().skip(1).find(|&(_, c)| is_quote(c));
        self.at = match closing.filter(|_| quoted) {
            Some((at, quote)) => value + at + quote.len_utf8(),
            None if quoted => self.text.len(),
            None => self.chunk_end(),
        };
        self.push(Kind::Ignored, name.start..self.at);
        true
    }

    fn call(&mut self, field: Field, place: &Range<usize>, origin: Origin) {
        self.lexed.signs.see(origin);
        self.push(Kind::Field(field), place.clone());
        self.at = place.end;
    }

    /// Takes what stands in parentheses as it is.
    fn raw(&mut self, kind: Kind) {
        let start = self.at;
        let mut depth = 0_usize;
        for (at, c) in self.text[start..].char_indices() {
            depth += usize::from(is_open(c));
            depth = depth.saturating_sub(usize::from(is_close(c)));
            self.at = start + at + c.len_utf8();
            if depth == 0 {
                break;
            }
        }
        self.push(kind, start..self.at);
    }

    /// `date from 1/11/2023 to 30/11/2023`, `date aft 2021 and bef 2023`, `date -30`.
    pub(super) fn date_phrase(&mut self, place: &Range<usize>) -> bool {
        let name = self.text[place.clone()].eq_ignore_ascii_case("date");
        if !name || !self.text[place.end..].starts_with(is_space) || !self.has_fields() {
            return false;
        }
        let mut words = Words { text: self.text, at: place.end };
        let Some(origin) = words.phrase() else { return false };
        let end = words.at;
        self.call(Field::Date(Bound::On), place, origin);
        self.push(Kind::Raw, place.end..end);
        self.at = end;
        true
    }

    /// The place of `[a TO b]` that begins here.
    pub(super) fn brackets(&self, start: usize) -> Option<Range<usize>> {
        let rest = &self.text[start..];
        let opens = rest.starts_with(['[', '{']);
        let close = opens.then(|| rest.find([']', '}']))?.filter(|at| *at < BRACKETS)?;
        let spaced = |text: &str| text.to_ascii_lowercase().contains(" to ");
        spaced(&rest[..close]).then_some(start..start + close + 1)
    }

    /// Takes a range in brackets: of days and numbers what it says, of words nothing.
    pub(super) fn bracketed(&mut self, field: Option<Field>, place: Range<usize>) {
        self.at = place.end;
        if let Some(Field::Date(_) | Field::Words) = field {
            return self.push(Kind::Raw, place);
        }
        self.problems.push(remarks::text_range(&self.text[place.clone()], place.clone()));
        self.push(Kind::Ignored, place);
    }

    /// The place of the `/F10/` of Factiva at the end of a chunk.
    pub(super) fn first_suffix(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let (start, _) = first_words(&self.text[place.clone()])?;
        Some(place.start + start..place.end)
    }

    /// Limits the operand before it to the first words, as `/F10/` says; nothing if there is none.
    pub(super) fn limit_to_first(&mut self, suffix: Range<usize>) {
        self.at = suffix.end;
        let words = first_words(&self.text[suffix.clone()]).map(|(_, words)| words);
        let (Some(words), Some(operand)) = (words, self.last_operand()) else {
            let text = &self.text[suffix.clone()];
            return self.problems.push(remarks::punctuation(text, suffix));
        };
        self.lexed.signs.see(Origin::Factiva);
        let function = Token::new(Kind::Function(Function::First(words)), suffix);
        self.lexed.tokens.insert(operand, function);
    }

    /// Where the last operand begins among the tokens.
    fn last_operand(&self) -> Option<usize> {
        let tokens = &self.lexed.tokens;
        let mut depth = 0_usize;
        for (at, token) in tokens.iter().enumerate().rev() {
            match token.kind {
                Kind::Close => depth += 1,
                Kind::Open if depth <= 1 => return (depth == 1).then_some(at),
                Kind::Open => depth -= 1,
                Kind::Terms { .. } if depth == 0 => return Some(at),
                _ if depth == 0 => return None,
                _ => {}
            }
        }
        None
    }
}

impl Case {
    /// The words as they may be written.
    fn forms(self, terms: &[Term]) -> Vec<Vec<Term>> {
        let written = |change: fn(&str) -> String| -> Vec<Term> {
            let change = |term: &Term| match term {
                Term::Word(word) | Term::Exact(word) => Term::Exact(change(word)),
                Term::Pattern(_) | Term::Fuzzy { .. } => term.clone(),
            };
            terms.iter().map(change).collect()
        };
        let upper = written(str::to_uppercase);
        match self {
            Case::All => vec![upper],
            Case::None => vec![written(str::to_lowercase)],
            Case::Some => {
                let titled = written(titled);
                if titled == upper { vec![upper] } else { vec![titled, upper] }
            }
        }
    }
}

/// A word with its first letter as a capital.
fn titled(word: &str) -> String {
    let mut rest = word.chars();
    let first = rest.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    first + &rest.as_str().to_lowercase()
}

/// Where `/F10/` begins at the end of a chunk, and its number.
fn first_words(chunk: &str) -> Option<(usize, u32)> {
    let inner = chunk.strip_suffix('/')?;
    let slash = inner.rfind('/')?;
    let number = inner[slash + 1..].strip_prefix(['F', 'f'])?;
    number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok())?.map(|n| (slash, n))
}
