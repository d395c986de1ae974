//! A text cut into numbers, words that mean something in a date, and signs.
//! It knows no order of them; [`super::form`] does.

use super::calendar::Calendar;
use super::fold::{digit, fold, numeral};
use super::words::meaning;

/// A piece of a text, spaces left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// The bytes it takes in the text.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a piece means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A number, and how many digits it is written with.
    Number { value: u64, digits: u8 },
    /// A month by name.
    Month(Calendar, u32),
    /// A name that years are counted from; the number to add to them.
    Era(i32),
    /// What the number before it counts.
    Unit(Unit),
    /// Forenoon (`false`) or afternoon.
    Half(bool),
    /// A zone, in minutes east of Greenwich.
    Zone(i32),
    /// The `T` between day and time.
    T,
    /// The Vietnamese word before the number of a month.
    Thang,
    /// A small word, a label or a weekday that may stand with a date.
    Filler,
    /// Any other word.
    Other,
    /// Punctuation.
    Sign(char),
}

/// What a number counts in the languages that write it after the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// Era names and the number to add to their years.
const ERAS: [(&str, i32); 9] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("民國", 1911),
    ("民国", 1911),
    ("พ.ศ.", -543),
    ("พุทธศักราช", -543),
];

const NUMERALS: &str = "〇零○元一二三四五六七八九十廿卅";

/// How much of a text is looked at: no date that matters stands further in.
const LIMIT: usize = 64 * 1024;

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer =
        Lexer { text: &text[..text.floor_char_boundary(LIMIT)], at: 0, found: vec![], last: None };
    while lexer.step() {}
    lexer.found
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    found: Vec<Token>,
    /// The word before, folded, for names of two words.
    last: Option<String>,
}

impl Lexer<'_> {
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else { return false };
        if first.is_whitespace() || is_joiner(first) {
            self.at += first.len_utf8();
        } else if digit(first).is_some() {
            self.number(rest);
        } else if let Some((name, base)) = ERAS.iter().find(|(name, _)| rest.starts_with(name)) {
            self.push(Kind::Era(*base), name.len());
        } else if is_ideograph(first) {
            self.ideograph(rest, first);
        } else if is_letter(first) {
            self.word(rest);
        } else {
            self.push(Kind::Sign(sign(first)), first.len_utf8());
        }
        true
    }

    fn push(&mut self, kind: Kind, length: usize) {
        self.found.push(Token { kind, start: self.at, end: self.at + length });
        self.at += length;
        self.last = None;
    }

    fn number(&mut self, rest: &str) {
        let (mut value, mut digits, mut length) = (0u64, 0u8, 0);
        for (c, one) in rest.chars().map_while(|c| Some((c, digit(c)?))) {
            value = value.saturating_mul(10).saturating_add(one.into());
            digits = digits.saturating_add(1);
            length += c.len_utf8();
        }
        self.push(Kind::Number { value, digits }, length);
    }

    fn ideograph(&mut self, rest: &str, first: char) {
        let end = rest.find(|c| !NUMERALS.contains(c)).unwrap_or(rest.len());
        let counted = rest[end..].chars().next().is_some_and(|next| "年月日号號".contains(next));
        if let Some(value) = numeral(&rest[..end]).filter(|_| end > 0 && counted) {
            let digits = if value > 999 { 4 } else { 2 };
            return self.push(Kind::Number { value, digits }, end);
        }
        let half = ["上午", "下午", "午前", "午後", "오전", "오후"];
        if let Some(name) = half.into_iter().find(|name| rest.starts_with(name)) {
            return self.push(meaning(name).unwrap_or(Kind::Filler), name.len());
        }
        let kind = unit(first).map(Kind::Unit).or_else(|| meaning(&fold(&first.to_string())));
        self.push(kind.unwrap_or(Kind::Other), first.len_utf8());
    }

    fn word(&mut self, rest: &str) {
        let length = word_length(rest);
        let folded = fold(&rest[..length]);
        let before = self.last.take();
        let both = before.as_ref().map(|before| format!("{before} {folded}"));
        if let Some(kind) = both.and_then(|both| meaning(&both)) {
            let start = self.found.pop().map_or(self.at, |token| token.start);
            let end = self.at + length;
            self.found.push(Token { kind, start, end });
            self.at = end;
            return;
        }
        let kind = match folded.as_str() {
            "t" => Kind::T,
            "thang" => Kind::Thang,
            word => meaning(word).unwrap_or(Kind::Other),
        };
        self.push(kind, length);
        self.last = Some(folded);
    }
}

/// The bytes of the word a text begins with; abbreviations of single letters keep their points.
fn word_length(text: &str) -> usize {
    let (mut end, mut part) = (0, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let thai = text.starts_with(is_thai);
        let pointed = c == '.'
            && ((thai && part <= 3) || (part == 1 && next.is_some_and(char::is_alphabetic)));
        let quoted = c == '\'' && part > 1 && next.is_some_and(char::is_alphabetic);
        if pointed {
            part = 0;
        } else if is_letter(c) || is_mark(c) || is_joiner(c) || quoted {
            part += 1;
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    end.max(text.chars().next().map_or(0, char::len_utf8))
}

fn unit(c: char) -> Option<Unit> {
    Some(match c {
        '年' | '년' => Unit::Year,
        '月' | '월' => Unit::Month,
        '日' | '号' | '號' | '일' => Unit::Day,
        '时' | '時' | '点' | '點' | '시' => Unit::Hour,
        '分' | '분' => Unit::Minute,
        '秒' | '초' => Unit::Second,
        _ => return None,
    })
}

/// One sign for each of the many dashes, quotes and stops.
fn sign(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' => '-',
        '’' | '‘' | '`' => '\'',
        '．' | '。' => '.',
        '／' | '⁄' => '/',
        '：' => ':',
        '，' | '、' | '،' => ',',
        other => other,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_ideograph(c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05c7}' | '\u{064b}'..='\u{065f}'
        | '\u{093c}'..='\u{094d}' | '\u{09bc}'..='\u{09cd}' | '\u{0bbe}'..='\u{0bcd}'
        | '\u{0e31}' | '\u{0e34}'..='\u{0e3a}' | '\u{0e47}'..='\u{0e4e}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{0640}')
}

fn is_thai(c: char) -> bool {
    ('\u{0e00}'..='\u{0e7f}').contains(&c)
}

pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{25cb}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}
