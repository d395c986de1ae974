//! The operations of the program, one file each. An operation takes settings and returns an
//! outcome: plain data that [`crate::render`] writes. It prints nothing and reads neither clock nor
//! environment.

pub mod archives;
pub mod ask;
pub mod copies;
pub mod cost;
pub mod crosstab;
pub mod error;
pub mod examples;
pub mod explain;
pub mod export;
pub mod filters;
pub mod formats;
pub mod index;
mod indexed;
pub mod notice;
pub mod open;
pub mod outcome;
pub mod outlets;
pub mod pdftotext;
pub mod read;
pub mod receipt;
pub mod search;
pub mod settings;
pub mod shared;
pub mod show;
pub mod similar;
pub mod sources;
pub mod status;
pub mod suggest;
pub mod suggestions;
pub mod timeline;
pub mod verify;

pub use error::{AppError, Kind, Remedy};
