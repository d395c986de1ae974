//! Words and digits brought to one spelling, so that one table serves all of them.
//! Not the analyser of the search: only for the words of dates.

use unicode_normalization::UnicodeNormalization;

/// A word in lower case, without accents, vowel points and joiners, Arabic letters unified.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd().flat_map(char::to_lowercase).filter_map(letter).collect()
}

fn letter(c: char) -> Option<char> {
    match c {
        '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05c7}' | '\u{064b}'..='\u{065f}' => None,
        '\u{0670}' | '\u{0640}' | '\u{200b}'..='\u{200f}' => None,
        'ı' => Some('i'),
        'ς' => Some('σ'),
        'ی' | 'ى' => Some('ي'),
        'ک' => Some('ك'),
        'ة' => Some('ه'),
        '’' => Some('\''),
        other => Some(other),
    }
}

/// The first code points of the decimal digits of the scripts that news is printed in.
const ZEROS: [u32; 17] = [
    0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
    0xed0, 0x1040, 0x17e0, 0xff10,
];

/// The value of a decimal digit of any script in use.
pub(super) fn digit(c: char) -> Option<u32> {
    let code = u32::from(c);
    let zero = ZEROS.into_iter().find(|&zero| (zero..zero + 10).contains(&code))?;
    Some(code - zero)
}

/// The value of a numeral of Chinese characters, positional (`二〇二三`) or by tens (`二十三`).
pub(super) fn numeral(text: &str) -> Option<u64> {
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { positional(tens)? };
        return Some(tens * 10 + positional(ones)?);
    }
    match text.chars().next()? {
        '廿' => Some(20 + positional(&text['廿'.len_utf8()..])?),
        '卅' => Some(30 + positional(&text['卅'.len_utf8()..])?),
        _ => positional(text),
    }
}

fn positional(text: &str) -> Option<u64> {
    let value = |c: char| match c {
        '元' => Some(1),
        '零' | '○' => Some(0),
        _ => "〇一二三四五六七八九".chars().position(|digit| digit == c),
    };
    text.chars().take(5).try_fold(0, |number, c| Some(number * 10 + value(c)? as u64))
}
