//! Paragraphs and title ends that repeat over the pages of an outlet: found on a sample, taken out of
//! every page.

pub mod repeated;
pub mod within_file;
