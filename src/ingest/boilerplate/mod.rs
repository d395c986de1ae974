//! Boilerplate: paragraphs and ends of titles that repeat over most pages of a source and belong to
//! none (cookie notices, "Read more", newsletter boxes).
//!
//! [`detect`] finds it in a sample of pages and takes it out of an article. [`filter`] does both for the
//! articles of one file. [`folder`] draws the sample for a folder of files that hold a page each.

pub mod detect;
pub mod filter;
pub mod folder;

pub use detect::Boilerplate;
