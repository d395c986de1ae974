//! A stream that can be looked into ahead and, for a stretch, gone back over: what the readers need
//! in order to go on behind damage. It knows no format.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// How far one can go back behind a mark.
const WINDOW: usize = 4 << 20;
/// How much is read twice in all, so that a file full of damage is not read over and over.
const AGAIN: u64 = 128 << 20;
const STEP: usize = 64 << 10;

/// Bytes that come one after another, perhaps in separately packed pieces.
pub(super) trait Stream: Read {
    /// Where the piece that the last bytes came from begins in the packed file.
    fn piece(&self) -> Option<u64> {
        None
    }

    /// After an error: goes to the next piece, if there is one.
    fn skip_damage(&mut self) -> bool {
        false
    }
}

/// A plain reader is a stream of one piece.
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

    /// How many bytes of the unpacked stream lie behind.
    pub(super) fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// Where the next byte lies, as a label: `@1024`, or `@1024+7` inside a packed piece.
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

    /// Remembers this place, so that one can go back to it and to what follows.
    pub(super) fn mark(&mut self) {
        self.mark = Some(self.at);
    }

    /// Goes back to a place behind the mark; `false` if it is no longer held.
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

    /// After an error: drops what is buffered and goes to the next piece of the stream.
    pub(super) fn skip_damage(&mut self) -> bool {
        self.base += self.buffer.len() as u64;
        self.buffer.clear();
        (self.at, self.mark, self.failure) = (0, None, None);
        self.stream.skip_damage()
    }

    /// Reads a line with its end into `line`, at most `limit` bytes; 0 at the end of the stream.
    pub(super) fn line(&mut self, line: &mut Vec<u8>, limit: usize) -> io::Result<usize> {
        line.clear();
        self.take(limit as u64).read_until(b'\n', line)
    }

    /// Whether nothing follows.
    pub(super) fn at_end(&mut self) -> io::Result<bool> {
        Ok(self.fill_buf()?.is_empty())
    }

    /// Goes on by a byte that was peeked at.
    pub(super) fn step(&mut self) {
        self.consume(1);
    }

    /// Consumes a number of bytes and returns how many there were.
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

    /// Drops what lies behind both the mark and the reading place.
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
