//! Recognises UTF-16 without a byte order mark, in any script, by which characters are neighbours.

/// The number of bytes examined.
const LOOKED_AT: usize = 4096;
/// The minimum number of characters for a judgement.
const FEWEST: usize = 8;

/// Whether bytes are UTF-16 without a byte order mark: `Some(true)` if big-endian.
///
/// Bytes without any zero are never taken for UTF-16: nearly every text has a space, a digit or a
/// line end, and pairs of ASCII characters read as Chinese.
pub(super) fn order(bytes: &[u8]) -> Option<bool> {
    let sample = &bytes[..bytes.len().min(LOOKED_AT) / 2 * 2];
    if !sample.contains(&0) {
        return None;
    }
    let [little, big] = [false, true].map(|big| merit(sample, big));
    match (little, big) {
        (Some(little), Some(big)) if little == big => None,
        (Some(little), big) if big.is_none_or(|big| little > big) => Some(false),
        (_, Some(_)) => Some(true),
        (_, None) => None,
    }
}

/// Scores a decoding by its neighbours of one script and its common characters; `None` if the units
/// cannot be text.
fn merit(sample: &[u8], big: bool) -> Option<usize> {
    let unit = |pair: &[u8]| match big {
        true => u16::from_be_bytes([pair[0], pair[1]]),
        false => u16::from_le_bytes([pair[0], pair[1]]),
    };
    let units = sample.chunks_exact(2).map(unit);
    let mut scripts = vec![];
    let (mut common, mut strange) = (0, 0);
    // The end of the sample may cut a surrogate pair.
    for character in char::decode_utf16(units) {
        match character.ok().and_then(script) {
            Some(Script::Common) => common += 1,
            Some(script) => scripts.push(script),
            None => strange += 1,
        }
    }
    let all = scripts.len() + common + strange;
    let same = scripts.windows(2).filter(|pair| pair[0] == pair[1]).count();
    let text = all >= FEWEST
        && strange * 50 <= all
        && common * 50 >= all
        && same * 10 >= scripts.len().saturating_sub(1) * 8;
    text.then_some(same + common)
}

/// A group of characters that occur beside each other in texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Common,
    Latin,
    Block(u32),
    Ideographic,
}

/// The script of a character; `None` for one that does not occur in texts.
fn script(character: char) -> Option<Script> {
    Some(match u32::from(character) {
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x1E00..=0x1EFF => Script::Latin,
        0x9 | 0xA | 0xD | 0x20..=0x7E | 0xA0..=0xBF | 0x2000..=0x206F | 0x20A0..=0x20CF => {
            Script::Common
        }
        0x3000..=0x303F | 0xFF00..=0xFF65 => Script::Common,
        0x3040..=0x30FF | 0x4E00..=0x9FFF => Script::Ideographic,
        0xAC00..=0xD7A3 => Script::Block(0xAC),
        block @ (0x370..=0x3FF
        | 0x400..=0x52F
        | 0x530..=0x58F
        | 0x590..=0x5FF
        | 0x600..=0x6FF
        | 0x900..=0xEFF
        | 0x10A0..=0x10FF
        | 0x1200..=0x137F
        | 0x1780..=0x17FF
        | 0x1F00..=0x1FFF) => {
            Script::Block(if (0x400..0x530).contains(&block) { 0x400 } else { block >> 7 })
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::order;

    const TEXTS: [&str; 11] = [
        "2023-11-05 A storm closed the harbour.",
        "2023-11-05 Буря закрыла порт, сообщили власти.",
        "2023-11-05 Η καταιγίδα έκλεισε το λιμάνι.",
        "2023-11-05 أغلقت العاصفة الميناء، قال المسؤولون.",
        "2023-11-05 הסערה סגרה את הנמל, נמסר היום.",
        "2023-11-05 พายุปิดท่าเรือ เจ้าหน้าที่กล่าว",
        "2023-11-05 तूफान ने बंदरगाह बंद कर दिया।",
        "2023-11-05 暴风雨关闭了港口，官员说。",
        "2023-11-05 嵐で港が閉鎖された、と当局は述べた。",
        "2023-11-05 폭풍으로 항구가 폐쇄되었다고 당국이 말했다.",
        "2023-11-05 Fırtına limanı kapattı, dedi yetkililer.",
    ];

    #[test]
    fn utf_16_is_known_in_any_script_and_order() {
        for text in TEXTS {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!((order(&little), order(&big)), (Some(false), Some(true)), "{text}");
            assert_eq!(order(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn other_bytes_are_not_utf_16() {
        let numbers: Vec<u8> = (0..2000u32).flat_map(u32::to_le_bytes).collect();
        let mut state = 7u32;
        let noise: Vec<u8> = (0..4000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        for bytes in [&numbers[..], &noise, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a\0b", &[0; 64]] {
            assert_eq!(order(bytes), None);
        }
    }
}
