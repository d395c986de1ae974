//! Everything besides its bytes that the articles of a file depend on, part by part: if one part
//! differs, the file is read again.

use std::fmt;
use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_64;

use super::document::Options;
use super::source::charset::codec::Codec;
use super::source::walk::SourceFile;
use super::{IngestOptions, VERSION};

/// The parts that determine which articles a file gives, each a hash except the version. An index
/// stores it as text ([`fmt::Display`], [`FromStr`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The [`VERSION`] of the code that read the file.
    pub version: u32,
    /// All of the user's options for reading files.
    pub options: u64,
    /// The external programs that read documents; they affect PDF files only.
    pub tools: u64,
    /// The files associated with it: its sidecar, or the file that it describes.
    pub sidecar: u64,
    /// The sample of its folder; `None` if the folder has none.
    pub sample: Option<SampleFingerprint>,
}

/// A folder sample, and the boilerplate found in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleFingerprint {
    /// A hash of the paths, sizes and times of the files of the sample.
    pub files: u64,
    /// [`super::boilerplate::Boilerplate::hash`] of what they have in common.
    pub boilerplate: u64,
}

impl Fingerprint {
    /// The fingerprint of a file that is not in a folder sample.
    pub fn of(file: &SourceFile, options: &IngestOptions) -> Fingerprint {
        let IngestOptions { source, site, date_from_mtime, keep_boilerplate, outlets, .. } =
            options;
        let charset = options.charset.map(Codec::name);
        let IngestOptions { format, today: _, extract: Options { map, pdf_text }, .. } = options;
        let format = format.map(|format| format.name);
        let outlets = outlets.fingerprint(&file.root);
        let sidecar = file.sidecar.as_deref().map(|sidecar| (sidecar.size, sidecar.mtime));
        let chosen =
            (source, site, date_from_mtime, keep_boilerplate, outlets, format, charset, map);
        Fingerprint {
            version: VERSION,
            options: hash(&chosen),
            tools: hash(pdf_text),
            sidecar: hash(&(sidecar, &file.describes, &file.entry)),
            sample: None,
        }
    }

    /// Whether two fingerprints differ at most in the folder sample.
    pub fn is_same_but_sample(&self, other: &Fingerprint) -> bool {
        *self == Fingerprint { sample: self.sample, ..*other }
    }
}

fn hash(part: &impl fmt::Debug) -> u64 {
    xxh3_64(format!("{part:?}").as_bytes())
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fingerprint { version, options, tools, sidecar, sample } = self;
        write!(out, "{version}-{options:x}-{tools:x}-{sidecar:x}")?;
        match sample {
            Some(SampleFingerprint { files, boilerplate }) => {
                write!(out, "-{files:x}-{boilerplate:x}")
            }
            None => Ok(()),
        }
    }
}

/// The text is not a fingerprint of this version's form; the file must be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFingerprint;

impl FromStr for Fingerprint {
    type Err = UnknownFingerprint;

    fn from_str(text: &str) -> Result<Fingerprint, UnknownFingerprint> {
        let (version, rest) = text.split_once('-').ok_or(UnknownFingerprint)?;
        let version = version.parse().map_err(|_| UnknownFingerprint)?;
        let mut parts = rest.split('-').map(|part| u64::from_str_radix(part, 16));
        let mut next = || parts.next().transpose().map_err(|_| UnknownFingerprint);
        let mut part = || next()?.ok_or(UnknownFingerprint);
        let (options, tools, sidecar) = (part()?, part()?, part()?);
        let sample = match next()? {
            None => None,
            Some(files) => {
                let boilerplate = next()?.ok_or(UnknownFingerprint)?;
                Some(SampleFingerprint { files, boilerplate })
            }
        };
        match next()? {
            None => Ok(Fingerprint { version, options, tools, sidecar, sample }),
            Some(_) => Err(UnknownFingerprint),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, SampleFingerprint};

    #[test]
    fn a_fingerprint_is_read_as_it_is_written() {
        let sample = Some(SampleFingerprint { files: u64::MAX, boilerplate: 0 });
        let whole = Fingerprint { version: 5, options: 1, tools: 0, sidecar: 0xab, sample };
        assert_eq!(whole.to_string(), "5-1-0-ab-ffffffffffffffff-0");
        for written in [whole, Fingerprint { sample: None, ..whole }] {
            assert_eq!(written.to_string().parse(), Ok(written));
        }
    }

    #[test]
    fn another_text_is_no_fingerprint() {
        for text in ["", "5", "0123456789abcdef", "5-1-2", "5-1-2-3-4", "5-1-2-g", "x-1-2-3"] {
            assert!(text.parse::<Fingerprint>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_part_that_changed_can_be_named() {
        let before = Fingerprint { version: 5, options: 1, tools: 0, sidecar: 3, sample: None };
        let now = Fingerprint { tools: 1, ..before };
        assert!(before.options == now.options && before.tools != now.tools);
        let sampled = SampleFingerprint { files: 1, boilerplate: 2 };
        assert!(before.is_same_but_sample(&Fingerprint { sample: Some(sampled), ..before }));
        assert!(!before.is_same_but_sample(&now));
    }
}
