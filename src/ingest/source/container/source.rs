//! A buffered stream with lookahead and limited rewinding, which readers need to continue after
//! damage. It knows no format.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// How far, in bytes, a source can be rewound past a mark.
const WINDOW: usize = 4 << 20;
/// The maximum number of bytes read twice in total, so that a file full of damage is not read over
/// and over.
const AGAIN: u64 = 128 << 20;
const STEP: usize = 64 << 10;

/// A byte stream, perhaps in separately compressed pieces.
pub(super) trait Stream: Read {
    /// The offset, in the compressed file, of the piece that the last bytes came from.
    fn piece(&self) -> Option<u64> {
        None
    }

    /// After an error: advances to the next piece, if there is one.
    fn skip_damage(&mut self) -> bool {
        false
    }
}

/// Wraps a plain reader as a stream of one piece.
pub(super) struct Plain<'a>(pub &'a mut dyn Read);

impl Read for Plain<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out)
    }
}

impl Stream for Plain<'_> {}

/// A buffered stream with one mark.
pub(super) struct Source<'a> {
    stream: Box<dyn Stream + 'a>,
    buffer: Vec<u8>,
    chunk: Vec<u8>,
    at: usize,
    base: u64,
    mark: Option<usize>,
    pieces: VecDeque<(u64, u64)>,
    failure: Option<io::Error>,
    again: u64,
}

impl<'a> Source<'a> {
    /// A source at the beginning of a stream.
    pub(super) fn new(stream: Box<dyn Stream + 'a>) -> Source<'a> {
        Source {
            stream,
            buffer: vec![],
            chunk: vec![0; STEP],
            at: 0,
            base: 0,
            mark: None,
            pieces: VecDeque::new(),
            failure: None,
            again: AGAIN,
        }
    }

    /// The number of bytes of the unpacked stream consumed so far.
    pub(super) fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// The label of the next byte: `@1024`, or `@1024+7` inside a compressed piece.
    pub(super) fn place(&mut self) -> String {
        self.peek(1);
        let here = self.offset();
        match self.pieces.iter().rev().find(|(start, _)| *start <= here) {
            None => format!("@{here}"),
            Some((start, piece)) if *start == here => format!("@{piece}"),
            Some((start, piece)) => format!("@{piece}+{}", here - start),
        }
    }

    /// The next bytes, at least `count` unless the stream ends or fails before.
    pub(super) fn peek(&mut self, count: usize) -> &[u8] {
        while self.buffer.len() - self.at < count && self.failure.is_none() {
            match self.fill() {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => self.failure = Some(error),
            }
        }
        &self.buffer[self.at..]
    }

    /// Marks this place, so that the source can be rewound to it or to any later place.
    pub(super) fn mark(&mut self) {
        self.mark = Some(self.at);
    }

    /// Rewinds to an offset after the mark; `false` if it is no longer buffered.
    pub(super) fn rewind(&mut self, offset: u64) -> bool {
        let held = self.mark.is_some_and(|mark| offset >= self.base + mark as u64);
        let back = self.offset().saturating_sub(offset);
        if !held || offset > self.offset() || back > self.again {
            return false;
        }
        self.again -= back;
        self.at = (offset - self.base) as usize;
        true
    }

    /// After an error: drops the buffer and advances to the next piece of the stream.
    pub(super) fn skip_damage(&mut self) -> bool {
        self.base += self.buffer.len() as u64;
        self.buffer.clear();
        (self.at, self.mark, self.failure) = (0, None, None);
        self.stream.skip_damage()
    }

    /// Reads a line including its line end into `line`, at most `limit` bytes; 0 at the end of the
    /// stream.
    pub(super) fn line(&mut self, line: &mut Vec<u8>, limit: usize) -> io::Result<usize> {
        line.clear();
        self.take(limit as u64).read_until(b'\n', line)
    }

    /// Whether the stream has ended.
    pub(super) fn at_end(&mut self) -> io::Result<bool> {
        Ok(self.fill_buf()?.is_empty())
    }

    /// Consumes one byte that was peeked at.
    pub(super) fn step(&mut self) {
        self.consume(1);
    }

    /// Skips up to `count` bytes and returns how many there were.
    pub(super) fn skip(&mut self, count: u64) -> io::Result<u64> {
        io::copy(&mut self.take(count), &mut io::sink())
    }

    fn fill(&mut self) -> io::Result<usize> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        self.forget();
        let held = self.buffer.len();
        let read = self.stream.read(&mut self.chunk)?;
        self.buffer.extend_from_slice(&self.chunk[..read]);
        self.note_piece(held);
        Ok(read)
    }

    fn note_piece(&mut self, held: usize) {
        let Some(piece) = self.stream.piece() else { return };
        if self.pieces.back().is_none_or(|(_, last)| *last != piece) && self.buffer.len() > held {
            self.pieces.push_back((self.base + held as u64, piece));
        }
    }

    /// Drops bytes before both the mark and the current position.
    fn forget(&mut self) {
        self.mark = self.mark.filter(|mark| self.at.saturating_sub(*mark) <= WINDOW);
        let keep = self.mark.unwrap_or(self.at).min(self.at);
        // Dropping in large steps keeps the moving of bytes linear.
        if keep == self.buffer.len() || keep >= STEP {
            self.buffer.drain(..keep);
            self.base += keep as u64;
            self.at -= keep;
            self.mark = self.mark.map(|mark| mark - keep);
        }
        while self.pieces.len() > 1 && self.pieces[1].0 <= self.base {
            self.pieces.pop_front();
        }
    }
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.buffer.len() {
            self.fill()?;
        }
        Ok(&self.buffer[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.buffer.len());
    }
}

impl Read for Source<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}
