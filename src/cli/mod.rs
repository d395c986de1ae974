//! Room of cli.

use std::process::ExitCode;

/// Runs the program with its arguments, the first of which is the program's name.
pub fn run(_arguments: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    ExitCode::SUCCESS
}
