//! Recognises Latin text of the Macintosh and of DOS, and Greek and Hebrew text of DOS, by where
//! letters and signs occur in words; otherwise such text would be taken for that of Windows.

use encoding_rs::{Encoding, IBM866, MACINTOSH};

use super::codec::Codec;

/// The number of bytes examined.
const LOOKED_AT: usize = 1 << 16;
/// The minimum number of bytes beyond ASCII for a judgement.
const FEWEST: usize = 3;

/// Letters of Western European languages.
const WEST: &str = "àâäáãåæçèéêëìíîïñòóôõöøœùúûüÿß";
/// Letters of Central European languages.
const MIDDLE: &str = "áâäąăćçčďđéëęěíîĺľłńňóôőöřŕśšşťţůúűüýźžżß";
/// Letters of Turkish.
const TURKISH: &str = "âçğıîöşûü";
/// Letters of Greek, Cyrillic and Hebrew.
const GREEK: &str = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ";
const CYRILLIC: &str = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђљњћџјѕ";
const HEBREW: &str = "אבגדהוזחטיכלמנסעפצקרשתךםןףץ";

/// Signs that occur beside words and never inside them.
const SIGNS: &str = "“”„«»‚…§°©®€£•\u{A0}´";

/// The Macintosh or DOS charset in which the text reads clearly better than in the guessed charset.
pub(super) fn better(bytes: &[u8], guessed: &'static Encoding) -> Option<Codec> {
    let sample = &bytes[..bytes.len().min(LOOKED_AT)];
    if sample.iter().filter(|byte| !byte.is_ascii()).count() < FEWEST || !guessed.is_single_byte() {
        return None;
    }
    let text = guessed.decode_without_bom_handling(sample).0;
    // Hebrew of DOS decodes as Russian in capitals only, which no real text is.
    let capitals = guessed == IBM866 && !text.contains(char::is_lowercase);
    let usual = if capitals { 0.0 } else { merit(&text, letters_of(guessed)) };
    // Russian consists almost entirely of letters beyond ASCII, so real Russian scores higher than
    // that.
    let bar = if letters_of(guessed) == CYRILLIC { 1.2 } else { 0.6 };
    let others = [
        (Codec::Known(MACINTOSH), WEST),
        (Codec::named("IBM850")?, WEST),
        (Codec::named("IBM437")?, WEST),
        (Codec::named("IBM852")?, MIDDLE),
        (Codec::named("x-mac-ce")?, MIDDLE),
        (Codec::named("IBM857")?, TURKISH),
        (Codec::named("x-mac-turkish")?, TURKISH),
        (Codec::named("IBM737")?, GREEK),
        (Codec::named("x-mac-greek")?, GREEK),
        (Codec::named("IBM862")?, HEBREW),
    ];
    let judged = others.map(|(codec, letters)| (codec, merit(&codec.decode(sample).0, letters)));
    // On a tie, the first wins.
    let best = judged.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (usual < bar && best.1 >= 1.5).then_some(best.0)
}

/// The letters used in texts of a charset; all of its letters if they are not known.
fn letters_of(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "windows-1250" | "ISO-8859-2" | "ISO-8859-16" => MIDDLE,
        "windows-1254" => TURKISH,
        "windows-1253" | "ISO-8859-7" => GREEK,
        "windows-1255" | "ISO-8859-8" => HEBREW,
        "windows-1252" | "ISO-8859-15" | "windows-1257" => WEST,
        "windows-1251" | "KOI8-R" | "KOI8-U" | "IBM866" | "ISO-8859-5" | "x-mac-cyrillic" => {
            CYRILLIC
        }
        _ => "",
    }
}

/// Whether a sign is where texts have it: a quotation mark at the edge of a word, an apostrophe
/// inside one, a dash between two.
fn is_placed(c: char, before: char, next: char) -> bool {
    let opens = !before.is_alphanumeric() && next.is_alphanumeric();
    let closes = !before.is_whitespace() && !next.is_alphanumeric();
    match c {
        '’' => before.is_alphabetic(),
        '“' | '«' | '„' | '‘' | '‚' if opens => true,
        '“' | '”' | '»' => closes,
        '–' | '—' => before.is_whitespace() && next.is_whitespace(),
        '…' => closes,
        _ => false,
    }
}

/// How well a text reads: the mean score of its characters beyond ASCII, at most 2.
fn merit(text: &str, letters: &str) -> f64 {
    let (mut sum, mut count, mut before) = (0, 0u32, ' ');
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if !c.is_ascii() {
            count += 1;
            sum += worth(c, before, characters.peek().copied().unwrap_or(' '), letters);
        }
        before = c;
    }
    f64::from(sum) / f64::from(count.max(1))
}

fn worth(c: char, before: char, next: char, letters: &str) -> i32 {
    let within = before.is_alphabetic() && next.is_alphabetic();
    let small = c.to_lowercase().next().unwrap_or(c);
    match c {
        // A capital inside a word shows that its case is wrong.
        _ if c.is_uppercase() && before.is_lowercase() => -3,
        // So does a small letter inside a word of capitals.
        _ if c.is_lowercase() && before.is_uppercase() && next.is_uppercase() => -1,
        'ך' | 'ם' | 'ן' | 'ף' | 'ץ' if next.is_alphabetic() => -3,
        _ if letters.contains(c) || letters.is_empty() && c.is_alphabetic() => 2,
        _ if letters.contains(small) => 1,
        _ if c.is_alphabetic() => -1,
        _ if is_placed(c, before, next) => 1,
        '’' | '‘' | '·' | '–' | '—' | '\u{AD}' => 0,
        _ if !within && SIGNS.contains(c) => 0,
        _ => -3,
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::source::charset::codec::Codec;
    use crate::ingest::source::charset::{CharsetSource, decode};

    /// A text encoded in a single-byte charset.
    fn encoded(text: &str, codec: Codec) -> Vec<u8> {
        let table: Vec<String> = (0..=255u8).map(|byte| codec.decode(&[byte]).0).collect();
        let byte = |c: char| match c.is_ascii() {
            true => c as u8,
            false => table.iter().position(|known| known.chars().eq([c])).unwrap() as u8,
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn texts_of_the_macintosh_and_of_dos_are_told_by_their_letters() {
        for (name, text) in [
            ("macintosh", "Der Bürgermeister eröffnet die große Fähre über den Fluß."),
            ("macintosh", "Le départ de la chaloupe a été annoncé puis reporté à l’été."),
            ("IBM850", "Der Bürgermeister eröffnet die große Fähre über den Fluß."),
            ("IBM850", "Le départ a été annoncé, puis fermé à cause de la tempête, où ça ?"),
            ("IBM852", "Rada miejska w Łodzi ogłosiła, że żegluga będzie wstrzymana."),
            ("IBM857", "Belediye başkanı gemiyi açtı, fırtına yüzünden güçlük çıktığını söyledi."),
            ("IBM737", "Το λιμάνι έκλεισε λόγω της καταιγίδας, είπαν οι αρχές σήμερα το πρωί."),
            ("IBM862", "הנמל נסגר בגלל הסערה, נמסר היום על ידי רשות הנמלים בעיר."),
        ] {
            let bytes = encoded(text, Codec::named(name).unwrap());
            let decoded = decode(&bytes, None);
            assert_eq!(
                (&*decoded.text, decoded.charset.found),
                (text, CharsetSource::Guessed),
                "{name}"
            );
        }
    }

    #[test]
    fn texts_of_windows_stay_what_they_are() {
        for (name, text) in [
            (
                "windows-1252",
                "It’s “the quay” – said Zoë, who’s naïve… §5 of the “Code” isn’t clear.",
            ),
            ("windows-1252", "It’s “the quay”, he said – “isn’t it?” — and they’d gone…"),
            ("windows-1252", "Der Bürgermeister sagte: „Die Fähre fährt.“ Das war’s."),
            ("windows-1252", "Il dit : «le quai», à 5 € ou 20 £… l’été."),
            ("windows-1250", "Rada miejska w Łodzi ogłosiła, że żegluga będzie wstrzymana."),
            (
                "windows-1254",
                "Belediye başkanı gemiyi açtı, fırtına yüzünden güçlük çıktığını söyledi.",
            ),
            (
                "windows-1253",
                "Το λιμάνι έκλεισε λόγω της καταιγίδας, είπαν οι αρχές σήμερα το πρωί.",
            ),
            (
                "windows-1251",
                "Порт закрыт из-за шторма, сообщили в управлении порта сегодня утром.",
            ),
            ("windows-1255", "הנמל נסגר בגלל הסערה, נמסר היום על ידי רשות הנמלים בעיר."),
            ("windows-1256", "أغلقت العاصفة الميناء صباح اليوم كما قال المسؤولون في المدينة."),
            ("IBM866", "ПОРТ ЗАКРЫТ ИЗ-ЗА ШТОРМА, СООБЩИЛИ В УПРАВЛЕНИИ ПОРТА."),
            ("ISO-8859-1", "El señor alcalde dijo que mañana será un día difícil. ¿Por qué?"),
        ] {
            let bytes = encoded(text, Codec::named(name).unwrap());
            let decoded = decode(&bytes, None);
            assert_eq!(&*decoded.text, text, "{name}");
        }
    }
}
