//! How much a container may unfold into, and the count of what it has. Not the size of a plain file
//! on disk: only what inflates or multiplies is counted here.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};

/// The most bytes that are taken of one page of a web archive, unpacked: 32 MiB. None is as long.
pub(super) const PAGE: u64 = 32 << 20;

/// What a file may unfold into before the reading stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one member that is a container to be read from its end.
    pub member: u64,
    /// Inflated bytes for each byte of the outermost file, once `free` bytes have come.
    pub ratio: u64,
    /// Inflated bytes for which the ratio is not asked.
    pub free: u64,
    /// Containers inside one another.
    pub nesting: u32,
    /// Members of the outermost file, those of inner containers included.
    pub members: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { member: 1 << 30, ratio: 100, free: 8 << 20, nesting: 3, members: 100_000 }
    }
}

/// The limits of one outermost file and what it has used of them.
#[derive(Debug)]
pub struct Budget {
    limits: Limits,
    size: u64,
    inflated: Cell<u64>,
    members: Cell<u64>,
    hit: RefCell<Option<String>>,
}

impl Budget {
    /// The whole budget of a file of a size in bytes.
    pub fn new(limits: Limits, size: u64) -> Budget {
        Budget {
            limits,
            size,
            inflated: Cell::new(0),
            members: Cell::new(0),
            hit: RefCell::new(None),
        }
    }

    /// The limits that it began with.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The limit that ended the reading, if one did.
    pub fn hit(&self) -> Option<String> {
        self.hit.borrow().clone()
    }

    /// Counts inflated bytes.
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
    /// Counts what a reader gives against a budget.
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
