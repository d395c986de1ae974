//! Boilerplate: paragraphs and suffixes of titles that repeat on most pages of a source and belong
//! to no article (cookie notices, "Read more", newsletter boxes).
//!
//! [`detect`] detects it in a sample of pages and removes it from an article. [`filter`] does both
//! for the articles of one file. [`folder`] draws the sample for a folder of files with one page
//! each.

pub mod detect;
pub mod filter;
pub mod folder;

pub use detect::Boilerplate;
