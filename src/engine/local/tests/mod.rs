//! Tests of the index on this machine.

mod line;
