//! Finds a charset by its name or number: a WHATWG charset, or a code page of DOS or the Macintosh.
//! It does not guess.

use encoding_rs::{Encoding, MACINTOSH, X_MAC_CYRILLIC};

use super::pages::Page;

/// A decoder from bytes to text.
#[derive(Clone, Copy, Debug)]
pub enum Codec {
    /// A charset of the WHATWG.
    Known(&'static Encoding),
    /// A single-byte charset that the WHATWG does not define.
    Page(&'static Page),
}

// Codecs of the same name are equal.
impl PartialEq for Codec {
    fn eq(&self, other: &Codec) -> bool {
        self.name() == other.name()
    }
}

impl Codec {
    /// The charset with a name, in any case: a WHATWG label (`latin1`, `windows-1251`), `mac`, or a
    /// code page (`cp850`, `IBM437`).
    pub fn named(name: &str) -> Option<Codec> {
        let name = name.trim();
        if ["mac-roman", "macroman", "mac_roman"].iter().any(|mac| name.eq_ignore_ascii_case(mac)) {
            return Some(Codec::Known(MACINTOSH));
        }
        let known = Encoding::for_label(name.as_bytes()).map(Codec::Known);
        known.or_else(|| Page::named(name).map(Codec::Page))
    }

    /// The charset of a Windows code page number.
    pub fn numbered(number: u32) -> Option<Codec> {
        let label = match number {
            874 => "windows-874",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            10_000 => return Some(Codec::Known(MACINTOSH)),
            10_007 => return Some(Codec::Known(X_MAC_CYRILLIC)),
            20_866 => "koi8-r",
            54_936 => "gb18030",
            65_001 => "utf-8",
            1250..=1258 => return Codec::named(&format!("windows-{number}")),
            page => return Page::named(&page.to_string()).map(Codec::Page),
        };
        Codec::named(label)
    }

    /// Its name in the WHATWG's spelling, or the name of the code page.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Known(encoding) => encoding.name(),
            Codec::Page(page) => page.name,
        }
    }

    /// Whether every character takes two bytes or more.
    pub fn is_wide(self) -> bool {
        self.name().starts_with("UTF-16")
    }

    /// Decodes bytes; returns the text, and whether some bytes stand for no character.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Codec::Known(encoding) => {
                let (text, lossy) = encoding.decode_without_bom_handling(bytes);
                (text.into_owned(), lossy)
            }
            Codec::Page(page) => page.decode(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Codec;

    #[test]
    fn a_charset_has_a_name_and_a_number() {
        for (name, number, known) in [
            ("latin1", 1252, "windows-1252"),
            ("MacRoman", 10_000, "macintosh"),
            ("cp437", 437, "IBM437"),
            ("sjis", 932, "Shift_JIS"),
        ] {
            assert_eq!(Codec::named(name).map(Codec::name), Some(known), "{name}");
            assert_eq!(Codec::numbered(number).map(Codec::name), Some(known), "{number}");
        }
        assert!(Codec::named("quay").is_none() && Codec::numbered(1).is_none());
    }
}
