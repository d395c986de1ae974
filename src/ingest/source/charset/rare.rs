//! Charsets that no browser guesses or knows: Cyrillic of the Macintosh and of DOS (IBM 855), and
//! Korean mail (ISO-2022-KR). It judges only what the usual guess is likely to get wrong.

use std::borrow::Cow;

use encoding_rs::{
    EUC_KR, Encoding, IBM866, ISO_8859_5, KOI8_U, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};

/// How many bytes are looked at.
const LOOKED_AT: usize = 1 << 16;
/// How many bytes beyond ASCII a text has at the least that is judged.
const FEWEST: usize = 40;
/// What bytes from 0x80 stand for in IBM 855.
const IBM_855: &str = "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤\
    лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u{AD}ыЫзЗшШэЭщЩчЧ§■\u{A0}";
/// Letters of Russian by how often they are written.
const OFTEN: &str = "оеаинтсрвл";
const SOMETIMES: &str = "кмдпуяыьгзбчй";
/// What stands in text beside letters.
const SIGNS: &str = "«»—–№“”„‘’…•\u{A0}\u{AD}©";

/// The text in Cyrillic of the Macintosh or of DOS, and the name of that charset, if the text reads
/// clearly better so than in the charset that was guessed.
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

/// Whether most bytes beyond ASCII stand beside others, as those of whole words do.
fn is_dense(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let three = |window: &&[u8]| window.iter().all(|byte| !byte.is_ascii());
    high >= FEWEST && bytes.windows(3).filter(three).count() * 2 > high
}

/// How far a text reads as Russian: the mean worth of its characters beyond ASCII, 3 at the most.
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
        // A capital within a word betrays that its case is wrong.
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

/// Whether bytes announce Korean in seven bits (RFC 1557).
pub(super) fn is_iso_2022_kr(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    // Few files hold the first byte of it.
    head.contains(&0x1B) && head.windows(4).any(|window| window == b"\x1B$)C") && bytes.is_ascii()
}

/// The text of Korean in seven bits, and whether some bytes stand for nothing.
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
            // A line begins unshifted.
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
