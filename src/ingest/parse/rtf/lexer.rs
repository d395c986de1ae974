//! The lexer of RTF. It does not interpret tokens.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A byte of text, plain or escaped.
    Byte(u8),
    /// A control symbol: a backslash before a character that is not an escape of itself.
    Symbol(u8),
    /// A control word and its number.
    Word(&'a str, Option<i32>),
}

/// Splits bytes into tokens.
pub(super) struct Lexer<'a> {
    rest: &'a [u8],
}

impl<'a> Lexer<'a> {
    /// A lexer over some bytes.
    pub(super) fn new(rest: &'a [u8]) -> Lexer<'a> {
        Lexer { rest }
    }

    /// Skips bytes that are not RTF.
    pub(super) fn skip(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or(&[]);
    }

    fn escaped(&mut self) -> Option<Token<'a>> {
        let (&sign, after) = self.rest.split_first()?;
        if sign.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.rest = after;
        Some(match sign {
            b'\\' | b'{' | b'}' => Token::Byte(sign),
            b'\'' => match after.get(..2).and_then(hex) {
                Some(byte) => {
                    self.rest = &after[2..];
                    Token::Byte(byte)
                }
                None => Token::Symbol(sign),
            },
            sign => Token::Symbol(sign),
        })
    }

    fn word(&mut self) -> Token<'a> {
        let length = count(self.rest, u8::is_ascii_alphabetic);
        let (word, after) = self.rest.split_at(length);
        let minus = after.first() == Some(&b'-') && after.get(1).is_some_and(u8::is_ascii_digit);
        let digits = usize::from(minus) + count(&after[usize::from(minus)..], u8::is_ascii_digit);
        let (number, after) = after.split_at(digits);
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        let number = str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        Token::Word(str::from_utf8(word).unwrap_or(""), number)
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (&byte, after) = self.rest.split_first()?;
            self.rest = after;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.escaped(),
                // Lines may be broken anywhere; only `\par` ends a paragraph.
                b'\r' | b'\n' | 0 => continue,
                b'\t' => Some(Token::Word("tab", None)),
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

fn count(bytes: &[u8], wanted: fn(&u8) -> bool) -> usize {
    bytes.iter().position(|byte| !wanted(byte)).unwrap_or(bytes.len())
}

fn hex(digits: &[u8]) -> Option<u8> {
    let text = str::from_utf8(digits).ok().filter(|text| !text.starts_with('+'))?;
    u8::from_str_radix(text, 16).ok()
}
