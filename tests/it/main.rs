//! The only integration test binary: scenarios in the language of [`archive`], one file per topic.
//! Each runs the program as a user would.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod api;
mod archive;
mod archives;
mod batch;
mod copies;
mod dates;
mod errors;
mod export;
mod incremental;
mod indexing;
mod interrupted;
mod model;
mod open;
mod outputs;
mod reading;
mod readme;
mod receipt;
mod repeated;
mod schema;
mod search;
mod shared;
mod show;
mod similar;
mod table;
mod timeline;
mod verify;
mod walking;
