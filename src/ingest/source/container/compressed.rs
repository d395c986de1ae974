//! Unpacks a single file compressed by gzip, bzip2, xz or zstd as a stream. All four formats allow
//! several compressed pieces in sequence. What the bytes are is decided elsewhere.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;
use liblzma::stream::{CONCATENATED, Stream as Lzma};

use super::Kind;
use super::limits::{Budget, Metered};
use super::source::{Source, Stream};

/// The maximum memory in bytes for the dictionary or window of a decoder.
const DECODER_MEMORY: u64 = 128 << 20;
/// The same limit as a power of two, for zstd.
const WINDOW_LOG: u32 = 27;
const DICTIONARY: usize = 16 << 20;

const GZIP: [u8; 3] = [0x1f, 0x8b, 8];
const ZSTD_FRAME: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
const ZSTD_SKIPPABLE: [u8; 4] = [0x5d, 0x2a, 0x4d, 0x18];
const ZSTD_DICTIONARY: [u8; 4] = [0x37, 0xa4, 0x30, 0xec];

/// The unpacked stream of a compressed one; its output counts against the budget.
pub(super) fn unpack<'a>(
    kind: Kind,
    packed: Source<'a>,
    budget: &'a Budget,
) -> io::Result<Box<dyn Stream + 'a>> {
    Ok(match kind {
        Kind::Bzip2 => {
            Box::new(Whole(Metered::new(bzip2::bufread::MultiBzDecoder::new(packed), budget)))
        }
        Kind::Xz => {
            let decoder = Lzma::new_auto_decoder(DECODER_MEMORY, CONCATENATED)?;
            let reader = liblzma::bufread::XzDecoder::new_stream(packed, decoder);
            Box::new(Whole(Metered::new(reader, budget)))
        }
        Kind::Zstd => Box::new(Whole(Metered::new(zstd_decoder(packed)?, budget))),
        _ => Box::new(Gunzip::new(packed, budget)),
    })
}

/// The name of a compressed file without the suffix of the compression.
pub(super) fn inner_name(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    let Some((stem, extension)) = last.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) else {
        return last.to_string();
    };
    match extension.to_ascii_lowercase().as_str() {
        "gz" | "gzip" | "bz2" | "xz" | "zst" | "zstd" | "lzma" => stem.to_string(),
        "tgz" | "taz" | "tbz" | "tbz2" | "txz" | "tzst" => format!("{stem}.tar"),
        _ => last.to_string(),
    }
}

/// A decoder that cannot continue after damage.
struct Whole<R>(R);

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out)
    }
}

impl<R: Read> Stream for Whole<R> {}

/// A WARC compressed by zstd may begin with a skippable frame that holds the dictionary of all
/// other frames.
/// <https://iipc.github.io/warc-specifications/specifications/warc-zstd/>
fn zstd_decoder<'a>(mut packed: Source<'a>) -> io::Result<impl Read + use<'a>> {
    let dictionary = zstd_dictionary(&mut packed)?;
    let mut decoder = zstd::stream::read::Decoder::with_dictionary(packed, &dictionary)?;
    decoder.window_log_max(WINDOW_LOG)?;
    Ok(decoder)
}

fn zstd_dictionary(packed: &mut Source<'_>) -> io::Result<Vec<u8>> {
    let head = packed.peek(12);
    let Some((frame, [size @ .., m0, m1, m2, m3])) =
        head.split_first_chunk::<4>().and_then(|(f, rest)| Some((f, rest.first_chunk::<8>()?)))
    else {
        return Ok(vec![]);
    };
    let magic = [*m0, *m1, *m2, *m3];
    let holds_one = magic == ZSTD_FRAME || magic == ZSTD_DICTIONARY;
    if *frame != ZSTD_SKIPPABLE || !holds_one {
        return Ok(vec![]);
    }
    let size = u32::from_le_bytes(*size) as usize;
    if size > DICTIONARY {
        return Err(io::Error::other(format!("its dictionary has {size} bytes")));
    }
    packed.consume(8);
    let mut dictionary = vec![0; size];
    packed.read_exact(&mut dictionary)?;
    if magic == ZSTD_DICTIONARY {
        return Ok(dictionary);
    }
    zstd::bulk::decompress(&dictionary, DICTIONARY)
}

/// Compressed pieces, each with its own checksum, so that damage to one leaves the others readable.
struct Gunzip<'a> {
    state: State<'a>,
    start: u64,
    begun: bool,
    budget: &'a Budget,
}

enum State<'a> {
    Between(Source<'a>),
    Within(Box<GzDecoder<Source<'a>>>),
    /// Set only during the change from one state to another.
    Changing,
}

impl<'a> Gunzip<'a> {
    fn new(packed: Source<'a>, budget: &'a Budget) -> Gunzip<'a> {
        Gunzip { state: State::Between(packed), start: 0, begun: false, budget }
    }

    /// Takes the compressed bytes back from the decoder.
    fn packed(&mut self) -> Source<'a> {
        match std::mem::replace(&mut self.state, State::Changing) {
            State::Between(packed) => packed,
            State::Within(decoder) => decoder.into_inner(),
            State::Changing => unreachable!("the state is put back wherever it is taken"),
        }
    }

    /// Starts the piece that begins here; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        let mut packed = self.packed();
        // Tapes and block devices leave zeros after the last piece.
        while packed.peek(1).first() == Some(&0) {
            packed.consume(1);
        }
        let offset = packed.offset();
        let head = packed.peek(3);
        let (empty, fits) = (head.is_empty(), head.starts_with(&GZIP));
        if empty && let Err(error) = packed.fill_buf() {
            self.state = State::Between(packed);
            return Err(error);
        }
        if empty || !fits {
            self.state = State::Between(packed);
            let foreign = format!("what lies at byte {offset} is not gzip");
            return if empty { Ok(false) } else { Err(io::Error::other(foreign)) };
        }
        packed.mark();
        (self.start, self.begun) = (offset, true);
        self.state = State::Within(Box::new(GzDecoder::new(packed)));
        Ok(true)
    }

    fn damage(&self, error: &io::Error) -> io::Error {
        let start = self.start;
        io::Error::other(match error.kind() {
            io::ErrorKind::UnexpectedEof => format!("the gzip member at byte {start} is cut short"),
            _ => format!("the gzip member at byte {start} is damaged ({error})"),
        })
    }
}

impl Read for Gunzip<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let State::Within(decoder) = &mut self.state else {
                match self.begin()? {
                    true => continue,
                    false => return Ok(0),
                }
            };
            match decoder.read(out) {
                Ok(0) if !out.is_empty() => self.state = State::Between(self.packed()),
                Ok(count) => return self.budget.inflate(count).map(|()| count),
                Err(error) => return Err(self.damage(&error)),
            }
        }
    }
}

impl Stream for Gunzip<'_> {
    fn piece(&self) -> Option<u64> {
        self.begun.then_some(self.start)
    }

    /// Searches for the next piece from just after the start of the damaged one, because a
    /// truncated piece leads the decoder into those that follow.
    fn skip_damage(&mut self) -> bool {
        let within = matches!(self.state, State::Within(_));
        let mut packed = self.packed();
        if within {
            packed.rewind(self.start + 1);
        }
        let found = seek(&mut packed, &GZIP);
        self.state = State::Between(packed);
        found
    }
}

/// Advances to the next occurrence of a byte string.
fn seek(packed: &mut Source<'_>, bytes: &[u8]) -> bool {
    loop {
        let ahead = packed.peek(bytes.len());
        if ahead.len() < bytes.len() {
            return false;
        }
        let found = ahead.windows(bytes.len()).position(|window| window == bytes);
        let passed = found.unwrap_or(ahead.len() + 1 - bytes.len());
        packed.consume(passed);
        if found.is_some() {
            return true;
        }
    }
}
