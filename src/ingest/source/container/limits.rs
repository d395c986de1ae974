//! Limits how much a container may expand to, and counts what is used. Plain files on disk are not
//! counted: only what is decompressed or multiplied.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};

/// The maximum number of bytes taken from one page of a web archive, unpacked: 32 MiB. No page is
/// that long.
pub(super) const PAGE: u64 = 32 << 20;

/// How far a file may expand before reading stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Maximum bytes of a member that is a container to be read from its end.
    pub member: u64,
    /// Maximum decompressed bytes per byte of the outermost file, applied after the first `free`
    /// bytes.
    pub ratio: u64,
    /// Decompressed bytes to which the ratio does not apply.
    pub free: u64,
    /// Maximum depth of nested containers.
    pub nesting: u32,
    /// Maximum members of the outermost file, including those of inner containers.
    pub members: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { member: 1 << 30, ratio: 100, free: 8 << 20, nesting: 3, members: 100_000 }
    }
}

/// The limits of one outermost file and how much of them is used.
#[derive(Debug)]
pub struct Budget {
    limits: Limits,
    size: u64,
    inflated: Cell<u64>,
    members: Cell<u64>,
    hit: RefCell<Option<String>>,
}

impl Budget {
    /// The unused budget of a file of `size` bytes.
    pub fn new(limits: Limits, size: u64) -> Budget {
        Budget {
            limits,
            size,
            inflated: Cell::new(0),
            members: Cell::new(0),
            hit: RefCell::new(None),
        }
    }

    /// The limits of this budget.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The limit that ended reading, if one did.
    pub fn hit(&self) -> Option<String> {
        self.hit.borrow().clone()
    }

    /// Counts decompressed bytes.
    ///
    /// # Errors
    /// Names the limit when it is passed; every later count fails in the same way.
    pub fn inflate(&self, bytes: usize) -> io::Result<()> {
        self.inflated.set(self.inflated.get().saturating_add(bytes as u64));
        let allowed = self.limits.free.max(self.size.saturating_mul(self.limits.ratio));
        if self.inflated.get() <= allowed {
            return Ok(());
        }
        let Limits { ratio, free, .. } = self.limits;
        Err(self.stop(format!(
            "stopped: it unfolds to more than {ratio} times its size (beyond {})",
            bytes_in_words(free)
        )))
    }

    /// Counts a member.
    ///
    /// # Errors
    /// Names the limit when it is passed.
    pub fn member(&self) -> io::Result<()> {
        self.members.set(self.members.get() + 1);
        if self.members.get() <= self.limits.members {
            return Ok(());
        }
        Err(self.stop(format!("stopped: it holds more than {} members", self.limits.members)))
    }

    fn stop(&self, reason: String) -> io::Error {
        let reason = self.hit.borrow_mut().get_or_insert(reason).clone();
        io::Error::other(reason)
    }
}

/// A size in the largest unit that divides it: `8 MiB`.
pub fn bytes_in_words(bytes: u64) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let whole = units.iter().find(|(shift, _)| bytes > 0 && bytes.is_multiple_of(1 << shift));
    match whole {
        Some((shift, unit)) => format!("{} {unit}", bytes >> shift),
        None => format!("{bytes} bytes"),
    }
}

/// A decompressor whose output is counted.
pub(super) struct Metered<'b, R> {
    reader: R,
    budget: &'b Budget,
}

impl<'b, R: Read> Metered<'b, R> {
    /// Counts the output of a reader against a budget.
    pub(super) fn new(reader: R, budget: &'b Budget) -> Metered<'b, R> {
        Metered { reader, budget }
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(out)?;
        self.budget.inflate(count)?;
        Ok(count)
    }
}
