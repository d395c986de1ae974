//! Full-text search over a news archive.
//!
//! Two pipelines run through this crate. An **article** flows from a file into the index:
//!
//! ```text
//! walk -> read -> recognise -> extract -> normalise ==Sink==> document -> writer -> index/
//! ```
//!
//! A **query** flows from text to ranked hits:
//!
//! ```text
//! text -> lexer -> parser -> resolve -> ast -> simplify ==Engine==> compile -> collect -> hits
//! ```
//!
//! The modules are listed in the order in which they are best read.
//!
//! The feature `cli`, which is on by default, is the program: [`cli`] and [`web`]. A program that uses the library
//! alone does without it: `default-features = false`.
//!
//! # Example
//!
//! Index a folder of articles, then search it. Each operation of [`app`] takes plain settings and
//! returns a plain outcome; it prints nothing.
//!
//! ```
//! use dateline::app::index::{Progress, index};
//! use dateline::app::open::open;
//! use dateline::app::search::search;
//! use dateline::app::settings::{Ask, IndexSettings, SearchSettings};
//! use dateline::when::{Clock, Day};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let (archive, folder) = (folder.path().join("news"), folder.path().join("index"));
//! std::fs::create_dir(&archive)?;
//! std::fs::write(archive.join("talks.txt"), "date 2023-11-05 Talks resume in Arlen.")?;
//!
//! let clock = Clock::on(Day::new(2023, 11, 10).ok_or("no such day")?);
//! let summary =
//!     index(&IndexSettings::new(&folder, [&archive], clock.clone()), &Progress::default())?;
//! assert_eq!(summary.added, 1);
//!
//! let found = search(&open(&folder)?, &SearchSettings::new(Ask::new("talks date:7d", clock)))?;
//! assert_eq!(found.hits[0].article.title, "Talks resume in Arlen");
//! # Ok(())
//! # }
//! ```

pub mod when;

pub mod diagnostic;

pub mod article;

pub mod analysis;

pub mod query;

pub mod engine;

pub mod ingest;

pub mod app;

pub mod render;

#[cfg(feature = "cli")]
pub mod web;

#[cfg(feature = "cli")]
pub mod cli;
