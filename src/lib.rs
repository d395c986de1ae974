//! Full-text search over a news archive.
//!
//! Two straight lines run through this crate. An **article** flows from a file into the index:
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

pub mod when;

pub mod diagnostic;

pub mod article;

pub mod analysis;

pub mod query;

pub mod engine;

pub mod ingest;

pub mod app;

pub mod render;

pub mod cli;
