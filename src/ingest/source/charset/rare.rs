//! Charsets that browsers neither guess nor know: Cyrillic of the Macintosh and of DOS (IBM 855),
//! and Korean mail (ISO-2022-KR). It judges only text that the usual guess is likely to get wrong.

use std::borrow::Cow;

use encoding_rs::{
    EUC_KR, Encoding, IBM866, ISO_8859_5, KOI8_U, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};

/// The number of bytes examined.
const LOOKED_AT: usize = 1 << 16;
/// The minimum number of bytes beyond ASCII for a judgement.
const FEWEST: usize = 40;
/// The characters of the bytes from 0x80 in IBM 855.
const IBM_855: &str = "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤\
    лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u{AD}ыЫзЗшШэЭщЩчЧ§■\u{A0}";
/// Letters of Russian by frequency.
const OFTEN: &str = "оеаинтсрвл";
const SOMETIMES: &str = "кмдпуяыьгзбчй";
/// Signs that occur beside letters in text.
const SIGNS: &str = "«»—–№“”„‘’…•\u{A0}\u{AD}©";

/// The text decoded as Cyrillic of the Macintosh or of DOS, and the name of that charset, if the
/// text reads clearly better than in the guessed charset.
pub(super) fn cyrillic(bytes: &[u8], guessed: &'static Encoding) -> Option<(String, &'static str)> {
    let sample = &bytes[..bytes.len().min(LOOKED_AT)];
    let usual = [WINDOWS_1251, WINDOWS_1252, KOI8_U, IBM866, ISO_8859_5];
    if !usual.contains(&guessed) || !is_dense(sample) {
        return None;
    }
    let usual = merit(&guessed.decode_without_bom_handling(sample).0);
    let macintosh = merit(&X_MAC_CYRILLIC.decode_without_bom_handling(sample).0);
    let dos = merit(&ibm_855(sample));
    if macintosh.max(dos) < usual + 0.1 || macintosh.max(dos) < 1.2 {
        return None;
    }
    if dos > macintosh {
        return Some((ibm_855(bytes), "IBM855"));
    }
    let text = X_MAC_CYRILLIC.decode_without_bom_handling(bytes).0;
    Some((text.into_owned(), X_MAC_CYRILLIC.name()))
}

/// Whether most bytes beyond ASCII are adjacent to others, as in whole words.
fn is_dense(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let three = |window: &&[u8]| window.iter().all(|byte| !byte.is_ascii());
    high >= FEWEST && bytes.windows(3).filter(three).count() * 2 > high
}

/// How well a text reads as Russian: the mean score of its characters beyond ASCII, at most 3.
fn merit(text: &str) -> f64 {
    let (mut sum, mut count, mut before) = (0, 0u32, ' ');
    for c in text.chars() {
        if !c.is_ascii() {
            count += 1;
            sum += worth(c, before);
        }
        before = c;
    }
    f64::from(sum) / f64::from(count.max(1))
}

fn worth(c: char, before: char) -> i32 {
    match c {
        _ if OFTEN.contains(c) => 3,
        _ if SOMETIMES.contains(c) => 2,
        'а'..='я' | 'ё' => 1,
        // A capital inside a word shows that its case is wrong.
        'А'..='Я' | 'Ё' if !before.is_lowercase() => 1,
        _ if SIGNS.contains(c) => 0,
        _ => -3,
    }
}

fn ibm_855(bytes: &[u8]) -> String {
    let table: Vec<char> = IBM_855.chars().collect();
    let high = |byte: u8| table.get(usize::from(byte) - 0x80).copied();
    let character = |byte: &u8| if byte.is_ascii() { Some(char::from(*byte)) } else { high(*byte) };
    bytes.iter().map(|byte| character(byte).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Whether bytes declare Korean in seven bits (RFC 1557).
pub(super) fn is_iso_2022_kr(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    // A cheap test first: few files contain the escape byte.
    head.contains(&0x1B) && head.windows(4).any(|window| window == b"\x1B$)C") && bytes.is_ascii()
}

/// Decodes Korean in seven bits; returns the text, and whether some bytes stand for no character.
pub(super) fn iso_2022_kr(bytes: &[u8]) -> (Cow<'static, str>, bool) {
    let mut shifted = false;
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [byte, after @ ..] = rest {
        rest = after;
        match *byte {
            0x1B if after.starts_with(b"$)C") => rest = &after[3..],
            0x0E => shifted = true,
            0x0F => shifted = false,
            // Every line begins unshifted.
            b'\n' => {
                shifted = false;
                plain.push(b'\n');
            }
            byte if shifted && byte > b' ' => plain.push(byte | 0x80),
            byte => plain.push(byte),
        }
    }
    let (text, lossy) = EUC_KR.decode_without_bom_handling(&plain);
    (Cow::Owned(text.into_owned()), lossy)
}

#[cfg(test)]
mod tests {
    use super::{IBM_855, cyrillic, iso_2022_kr};
    use crate::ingest::source::charset::decode;
    use encoding_rs::{ISO_8859_7, WINDOWS_1251, X_MAC_CYRILLIC};

    const TEXT: &str = "Порт закрыт из-за шторма. Ни один корабль не вышел сегодня в море, \
        сообщили «Вестям» в управлении порта. Я видел это сам.";

    fn in_ibm_855(text: &str) -> Vec<u8> {
        let table: Vec<char> = IBM_855.chars().collect();
        let byte = |c: char| match table.iter().position(|known| *known == c) {
            Some(place) => place as u8 + 0x80,
            None => c as u8,
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn cyrillic_of_the_macintosh_and_of_dos_is_told_from_windows() {
        assert_eq!(IBM_855.chars().count(), 128);
        let macintosh = X_MAC_CYRILLIC.encode(TEXT).0;
        for (bytes, name) in [(macintosh.to_vec(), "x-mac-cyrillic"), (in_ibm_855(TEXT), "IBM855")]
        {
            let decoded = decode(&bytes, None);
            assert_eq!((decoded.charset.name, &*decoded.text), (name, TEXT));
        }
        let windows = WINDOWS_1251.encode(TEXT).0;
        assert_eq!(decode(&windows, None).charset.name, "windows-1251");
        let greek =
            ISO_8859_7.encode("Το λιμάνι έκλεισε λόγω της καταιγίδας, είπαν οι αρχές σήμερα.").0;
        assert_eq!(decode(&greek, None).charset.name, "windows-1253");
        assert_eq!(cyrillic(b"Le d\xE9part a \xE9t\xE9 retard\xE9.", WINDOWS_1251), None);
    }

    #[test]
    fn korean_in_seven_bits_is_decoded() {
        let bytes = b"\x1B$)C\x0EGQ1[\x0F 1\n";
        let decoded = decode(bytes, None);
        assert_eq!((decoded.charset.name, &*decoded.text), ("ISO-2022-KR", "한글 1\n"));
        assert!(iso_2022_kr(b"\x0E!").1);
    }
}
