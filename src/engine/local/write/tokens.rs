//! Adapts the terms of [`crate::analysis`] to tantivy's tokenizers, unchanged.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use crate::analysis::{self, Analysis, Language, Tokens};

/// Name of the tokenizer of title and body.
pub const TEXT: &str = "dateline_text";
/// Name of the tokenizer of the title.
pub const TITLE: &str = "dateline_title";
/// Name of the tokenizer of all other words.
pub const PLAIN: &str = "dateline_plain";

/// Registers the three tokenizers.
pub fn register(manager: &TokenizerManager) {
    manager.register(TEXT, ArticleTokenizer { part: Part::Text, tokens: Tokens::default() });
    manager.register(TITLE, ArticleTokenizer { part: Part::Title, tokens: Tokens::default() });
    manager.register(PLAIN, PlainTokenizer { words: Vec::new() });
}

/// Packs the input of the analysis into the single string that a tokenizer receives: the letter of
/// the language (or a space), the length of the title in bytes, a colon, the title and the body.
pub fn pack(language: Option<Language>, title: &str, body: &str) -> String {
    let letter = language.map_or(' ', Language::letter);
    format!("{letter}{}:{title}{body}", title.len())
}

fn unpack(packed: &str) -> Option<(Option<Language>, &str, &str)> {
    let letter = packed.chars().next()?;
    let language = Language::ALL.iter().copied().find(|language| language.letter() == letter);
    let (length, text) = packed.get(letter.len_utf8()..)?.split_once(':')?;
    let (title, body) = text.split_at_checked(length.parse().ok()?)?;
    Some((language, title, body))
}

#[derive(Clone, Copy)]
enum Part {
    Text,
    Title,
}

struct ArticleTokenizer {
    part: Part,
    tokens: Tokens,
}

impl Clone for ArticleTokenizer {
    /// Copies the tokenizer, with an empty buffer of tokens.
    fn clone(&self) -> ArticleTokenizer {
        ArticleTokenizer { part: self.part, tokens: Tokens::default() }
    }
}

impl Tokenizer for ArticleTokenizer {
    type TokenStream<'a> = ArticleStream<'a>;

    fn token_stream<'a>(&'a mut self, packed: &'a str) -> ArticleStream<'a> {
        self.tokens.clear();
        let part = self.part;
        let analysis = unpack(packed).map(|(language, title, body)| match part {
            Part::Text => Analysis::new(language, title, body),
            Part::Title => Analysis::of_title(language, title),
        });
        ArticleStream { analysis, tokens: &mut self.tokens, next: 0, token: Token::default() }
    }
}

#[derive(Clone)]
struct PlainTokenizer {
    words: Vec<String>,
}

impl Tokenizer for PlainTokenizer {
    type TokenStream<'a> = PlainStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PlainStream<'a> {
        self.words = analysis::plain_words(text);
        PlainStream { words: &self.words, next: 0, token: Token::default() }
    }
}

/// The terms of an article, as tantivy's token stream.
struct ArticleStream<'a> {
    analysis: Option<Analysis<'a>>,
    /// The terms of the current word.
    tokens: &'a mut Tokens,
    next: usize,
    token: Token,
}

/// The plain words of another field, as tantivy's token stream.
struct PlainStream<'a> {
    words: &'a [String],
    next: usize,
    token: Token,
}

impl TokenStream for ArticleStream<'_> {
    fn advance(&mut self) -> bool {
        if self.next == self.tokens.len() {
            self.tokens.clear();
            self.next = 0;
            if !self.analysis.as_mut().is_some_and(|analysis| analysis.more(self.tokens)) {
                return false;
            }
        }
        let Some((term, position)) = self.tokens.get(self.next) else { return false };
        self.next += 1;
        fill(&mut self.token, term, position as usize);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl TokenStream for PlainStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.get(self.next) else { return false };
        fill(&mut self.token, word, self.next);
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

fn fill(token: &mut Token, term: &str, position: usize) {
    token.text.clear();
    token.text.push_str(term);
    token.position = position;
}
