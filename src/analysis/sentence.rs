//! Splits paragraphs into sentences, by punctuation and lists of abbreviations. Good enough for
//! passages and for queries for two words in one sentence; it does not parse grammar.

use std::ops::Range;

/// Abbreviations whose full stop does not end a sentence, in lower case, in several languages.
const ABBREVIATIONS: [&str; 69] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "messrs", "gen", "col", "lt", "sgt", "capt",
    "cmdr", "adm", "maj", "gov", "sen", "rep", "rev", "hon", "pres", "supt", "vs", "ca", "cf",
    "mt", "ft", "dept", "univ", "approx", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "bzw", "evtl", "ggf", "vgl", "mio", "mrd", "tel", "hl", "mme",
    "mlle", "sig", "dott", "avv", "sra", "srta", "dra", "г", "гг", "ул", "им", "тыс", "млн",
    "млрд", "руб", "стр",
];

/// Abbreviations whose full stop does not end a sentence when a number follows.
const NUMBERED: [&str; 14] =
    ["no", "nos", "nr", "art", "fig", "vol", "p", "pp", "ch", "núm", "pág", "s", "str", "est"];

/// Names of months that follow a day with a full stop, in German and Scandinavian languages.
const MONTHS: [&str; 24] = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "jänner",
    "januari",
    "februari",
    "mars",
    "maj",
    "juli",
    "augusti",
    "marts",
    "december",
    "desember",
    "jan",
    "feb",
];

/// The maximum number of bytes searched for the word before a full stop.
const LONGEST: usize = 24;

/// The byte ranges of the sentences of a paragraph, in order, without the whitespace between them.
/// Every word is in one.
pub fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = skip_space(paragraph, 0);
    let mut at = start;
    while let Some((ender, after)) = next_ender(paragraph, at) {
        at = after;
        let end = skip_closers(paragraph, after);
        let next = skip_space(paragraph, end);
        if ends_sentence(paragraph, ender, end, next) {
            found.push(start..end);
            (start, at) = (next, next.max(end));
        }
    }
    let rest = paragraph.trim_end().len();
    if start < rest {
        found.push(start..rest);
    }
    found
}

/// The offsets of the next sign that may end a sentence, and of the end of its run of such signs.
fn next_ender(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let ender = (from..bytes.len()).find(|&at| match bytes[at] {
        b'.' | b'!' | b'?' => true,
        byte if byte < 0xC0 => false,
        _ => text[at..].chars().next().is_some_and(is_ender),
    })?;
    let run: usize = text[ender..].chars().take_while(|c| is_ender(*c)).map(char::len_utf8).sum();
    Some((ender, ender + run))
}

fn is_ender(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '॥' | '։' | '።') || needs_no_space(c)
}

fn needs_no_space(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．')
}

fn skip_closers(text: &str, from: usize) -> usize {
    let closes = |c: &char| {
        matches!(
            c,
            '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '」' | '』' | '）' | '〉' | '》'
        )
    };
    from + text[from..].chars().take_while(closes).map(char::len_utf8).sum::<usize>()
}

fn skip_space(text: &str, from: usize) -> usize {
    from + text[from..].chars().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum::<usize>()
}

/// Whether the sign at `ender` ends a sentence. Closing quotes end at `end`; the text continues at
/// `next`, after the whitespace.
fn ends_sentence(text: &str, ender: usize, end: usize, next: usize) -> bool {
    let sign = text[ender..].chars().next().unwrap_or(' ');
    if needs_no_space(sign) {
        return true;
    }
    if next == end {
        return end == text.len();
    }
    if sign != '.' || text[ender + 1..].starts_with('.') {
        return !starts_lower(text, next) || sign == '؟';
    }
    !starts_lower(text, next) && !is_abbreviation(&text[..ender], &text[next..])
}

fn starts_lower(text: &str, at: usize) -> bool {
    text[at..].chars().take(8).find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Whether a full stop between `before` and `after` belongs to the word before it.
fn is_abbreviation(before: &str, after: &str) -> bool {
    let from = before.len().saturating_sub(LONGEST);
    let from =
        (from..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(before.len());
    let word =
        before[from..].rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
    let mut letters = word.chars();
    let (first, second) = (letters.next(), letters.next());
    if word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1) {
        return true;
    }
    match (first, second) {
        (Some(c), None) if c.is_uppercase() || c == 'v' => true,
        _ if word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) => is_month(after),
        _ => {
            let word = word.to_lowercase();
            let numbered = after.starts_with(|c: char| c.is_ascii_digit());
            ABBREVIATIONS.contains(&word.as_str())
                || (numbered && NUMBERED.contains(&word.as_str()))
        }
    }
}

fn is_month(after: &str) -> bool {
    let word: String = after.chars().take_while(|c| c.is_alphabetic()).take(12).collect();
    MONTHS.contains(&word.to_lowercase().as_str())
}
