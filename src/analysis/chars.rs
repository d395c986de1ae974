//! Character classes: tables of ranges from the blocks of Unicode 16, limited to the properties
//! that tokenisation needs.

use unicode_normalization::char::is_combining_mark;

/// A script whose letters or marks need special treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Tamil,
    Other,
}

/// The script of a letter.
pub(super) fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | 'ª' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' => {
            Script::Latin
        }
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{400}'..='\u{52F}'
        | '\u{1C80}'..='\u{1C8F}'
        | '\u{2DE0}'..='\u{2DFF}'
        | '\u{A640}'..='\u{A69F}' => Script::Cyrillic,
        '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => Script::Hebrew,
        '\u{600}'..='\u{6FF}'
        | '\u{750}'..='\u{77F}'
        | '\u{870}'..='\u{8FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}' => Script::Arabic,
        '\u{B80}'..='\u{BFF}' => Script::Tamil,
        '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A720}'..='\u{A7FF}'
        | '\u{AB30}'..='\u{AB6F}'
        | '\u{FB00}'..='\u{FB06}' => Script::Latin,
        _ => Script::Other,
    }
}

/// Whether a character can begin a word and occur inside one.
pub(super) fn is_word(c: char) -> bool {
    is_common_letter(c) || (c.is_alphanumeric() && !is_mark(c))
}

/// Whether a character is one of the most common letters: a cheap range check that avoids a search
/// in the full Unicode tables.
fn is_common_letter(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ'
        | 'а'..='я' | 'А'..='Я'
        | '\u{3041}'..='\u{3096}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}')
}

/// Whether a character modifies the one before it.
pub(super) fn is_mark(c: char) -> bool {
    // Conjoining Hangul vowels and finals, and the voicing marks of halfwidth kana, are letters
    // in the standard but behave as marks.
    c >= '\u{300}'
        && (is_combining_mark(c)
            || matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FB}' | '\u{FF9E}' | '\u{FF9F}'))
}

/// Whether a character is a letter of a script written without spaces between words.
pub fn is_gram(c: char) -> bool {
    c >= '\u{E00}' && in_gram_block(c) && is_word(c) && !is_digit(c)
}

fn in_gram_block(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}'        // Thai, Lao
        | '\u{1000}'..='\u{109F}'    // Myanmar
        | '\u{1100}'..='\u{11FF}'    // Korean, in parts
        | '\u{1780}'..='\u{17FF}'    // Khmer
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{303C}'
        | '\u{3041}'..='\u{31FF}'    // kana, bopomofo, Korean letters
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'    // Chinese characters
        | '\u{A960}'..='\u{A97F}'
        | '\u{A9E0}'..='\u{A9FF}'
        | '\u{AA60}'..='\u{AA7F}'
        | '\u{AC00}'..='\u{D7FF}'    // Korean syllables
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FFDC}'    // narrow kana and Korean
        | '\u{1AFF0}'..='\u{1B16F}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a character is a digit of one of the scripts above; these are treated as other digits.
fn is_digit(c: char) -> bool {
    matches!(c,
        '\u{E50}'..='\u{E59}'
        | '\u{ED0}'..='\u{ED9}'
        | '\u{1040}'..='\u{1049}'
        | '\u{1090}'..='\u{1099}'
        | '\u{17E0}'..='\u{17E9}'
        | '\u{17F0}'..='\u{17F9}'
        | '\u{A9F0}'..='\u{A9F9}')
}

/// The zeros of the common scripts that have their own ten digits (Unicode `Nd`).
const ZEROS: [char; 22] = [
    '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}',
    '\u{BE6}', '\u{C66}', '\u{CE6}', '\u{D66}', '\u{DE6}', '\u{E50}', '\u{ED0}', '\u{F20}',
    '\u{1040}', '\u{1090}', '\u{17E0}', '\u{1810}', '\u{19D0}', '\u{A9F0}',
];

/// The ASCII equivalent of a decimal digit of another script; `None` for other characters.
pub(super) fn ascii_digit(c: char) -> Option<char> {
    let value = |zero: &char| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10);
    ZEROS.iter().find_map(value).and_then(|value| char::from_digit(value, 10))
}

/// Whether a character is invisible and has no meaning inside a word: soft hyphen, zero-width and
/// direction characters, variation selectors.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E01EF}')
}

/// Whether a character is used as an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2BC}' | '\u{2BB}' | '＇')
}

/// Whether a character joins the parts of a compound.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::{is_common_letter, is_mark};

    #[test]
    fn the_common_letters_are_letters_by_the_standard_and_no_marks() {
        for c in ('\0'..=char::MAX).filter(|c| is_common_letter(*c)) {
            assert!(c.is_alphanumeric() && !is_mark(c), "{c:?}");
        }
    }
}
