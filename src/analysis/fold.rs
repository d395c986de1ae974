//! Folding: removes case, accents and spelling variants of letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::chars::{Script, ascii_digit, is_ignored, script};

/// Folds a text: lower case, compatibility decomposition (NFKD), no accents on Latin, Greek, Arabic
/// and Hebrew letters, and one spelling for letters with variants (ß is ss, ي is ی).
///
/// `fold(fold(x)) == fold(x)`. Marks that make a distinct letter stay (й, が, the vowels of Hindi).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let mut base = ' ';
    // Two passes: the compatibility form of a lower-case letter may be a capital, and the lower
    // case of a capital may need to be decomposed.
    let lower = text.nfkd().flat_map(char::to_lowercase).collect::<String>();
    for c in lower.nfkd().flat_map(char::to_lowercase).filter(|c| !is_ignored(*c)) {
        if is_combining_mark(c) {
            if keeps(base, c) {
                out.push(c);
            }
        } else {
            push_letter(c, &mut out);
            // The letter as folded, since that is the one that a second fold would see.
            base = out.chars().next_back().unwrap_or(' ');
        }
    }
    if out.is_ascii() { out } else { out.nfc().collect() }
}

/// Whether a mark and its base form a distinct letter, so that the mark stays.
fn keeps(base: char, mark: char) -> bool {
    match script(base) {
        Script::Latin | Script::Greek | Script::Arabic | Script::Hebrew => false,
        // Stress marks on vowels are only reading aids, and ё is often written е.
        Script::Cyrillic => match mark {
            '\u{300}' | '\u{301}' => {
                !matches!(base, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
            }
            '\u{308}' => base != 'е',
            _ => true,
        },
        Script::Tamil => true,
        Script::Other => !base.is_ascii() && base.is_alphabetic(),
    }
}

fn push_letter(c: char, out: &mut String) {
    match c {
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' | 'ð' => out.push('d'),
        'þ' => out.push_str("th"),
        'ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ς' => out.push('σ'),
        'ي' | 'ى' => out.push('ی'),
        'ك' => out.push('ک'),
        'ة' => out.push('ه'),
        'ـ' => {}
        _ => out.push(ascii_digit(c).unwrap_or(c)),
    }
}
