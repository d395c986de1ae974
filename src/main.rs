//! The program: hands its arguments to [`dateline::cli`] and ends with the code it gives.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dateline::cli::run(std::env::args_os())
}
