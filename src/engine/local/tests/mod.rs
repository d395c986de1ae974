//! Tests of the index on this machine.

mod agreement;
mod generate;
mod line;
mod safety;
mod stories;
mod support;
