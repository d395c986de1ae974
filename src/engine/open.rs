//! Opens the engine or the sink of an index location. Only this module knows which engines exist: a
//! new one adds an [`IndexLocation`] and an arm to each function here.

use std::convert::Infallible;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::local::{self, LocalIndex, LocalWriter};
use super::{Engine, EngineError, Sink, Verification};

/// The location of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexLocation {
    /// A folder on this machine, which need not exist.
    Folder(PathBuf),
}

/// Options for searching an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The most indexed words, with case and accents folded, that a pattern or a fuzzy word may
    /// expand to.
    pub max_expansions: usize,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions { max_expansions: 1024 }
    }
}

/// Options for writing an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterOptions {
    /// The approximate number of bytes of memory that the writer may use, excluding merges.
    pub memory: usize,
    /// The number of threads that index articles.
    pub threads: usize,
    /// Whether to delete the contents of the index and start with an empty one.
    pub rebuild: bool,
}

impl Default for WriterOptions {
    fn default() -> WriterOptions {
        WriterOptions { memory: 128 << 20, threads: 2, rebuild: false }
    }
}

/// Opens an index for searching, as of its last commit.
///
/// # Errors
/// [`EngineError::Missing`], [`EngineError::NotAnIndex`], [`EngineError::Version`] or
/// [`EngineError::Damaged`].
pub fn open(
    location: &IndexLocation,
    options: &ReadOptions,
) -> Result<Box<dyn Engine>, EngineError> {
    match location {
        IndexLocation::Folder(folder) => {
            let index = LocalIndex::open(folder)?;
            Ok(Box::new(index.with_max_expansions(options.max_expansions)))
        }
    }
}

/// Opens an index for writing; creates it if there is none.
///
/// # Errors
/// [`EngineError::Locked`] while another process writes; [`EngineError::NotAnIndex`];
/// [`EngineError::Version`] and [`EngineError::Damaged`] unless the options say `rebuild`; and when
/// the index cannot be written.
pub fn open_sink(
    location: &IndexLocation,
    options: &WriterOptions,
) -> Result<Box<dyn Sink>, EngineError> {
    match location {
        IndexLocation::Folder(folder) => Ok(Box::new(LocalWriter::open(folder, options)?)),
    }
}

/// Reads every byte of an index and names what is damaged. It takes a location rather than an
/// engine because a damaged index cannot be opened.
///
/// # Errors
/// [`EngineError::Missing`], [`EngineError::NotAnIndex`] and [`EngineError::Version`];
/// [`EngineError::Damaged`] if nothing says what the index should contain.
pub fn verify(location: &IndexLocation) -> Result<Verification, EngineError> {
    match location {
        IndexLocation::Folder(folder) => local::verify(folder),
    }
}

/// A stamp of letters, digits and hyphens that changes with every commit to an index, whether or
/// not the index can be opened. It reads no article.
pub fn stamp(location: &IndexLocation) -> String {
    match location {
        IndexLocation::Folder(folder) => local::stamp(folder),
    }
}

/// Lets a group of users, given by name or number, read an index.
///
/// # Errors
/// When there is no such group, or the user may not assign files to it.
pub fn share(location: &IndexLocation, group: &str) -> Result<(), EngineError> {
    match location {
        IndexLocation::Folder(folder) => local::share(folder, group),
    }
}

impl IndexLocation {
    /// The folder on this machine that contains the index, if it is in one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            IndexLocation::Folder(folder) => Some(folder),
        }
    }
}

impl FromStr for IndexLocation {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<IndexLocation, Infallible> {
        Ok(IndexLocation::Folder(text.into()))
    }
}

impl fmt::Display for IndexLocation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IndexLocation::Folder(folder) => folder.display().fmt(out),
        }
    }
}

impl<P: Into<PathBuf>> From<P> for IndexLocation {
    fn from(folder: P) -> IndexLocation {
        IndexLocation::Folder(folder.into())
    }
}
