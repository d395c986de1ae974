//! Runs poppler's pdftotext, if installed: the only program ever started while reading files, and
//! only for PDF documents. No shell and no file name is involved: bytes go in and text comes out.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::ingest::document::PdfText;

/// The time limit for one document.
const TIME: Duration = Duration::from_secs(8);
/// The maximum size of the text of one document, in bytes.
const TEXT: u64 = 32 << 20;

/// Finds the program, if it is installed.
pub fn find() -> Option<PdfText> {
    let version = run(Command::new("pdftotext").arg("-v"), &[], TIME);
    version.is_ok().then_some(PdfText(text))
}

fn text(pdf: &[u8]) -> Result<String, String> {
    run(Command::new("pdftotext").args(["-q", "-enc", "UTF-8", "-", "-"]), pdf, TIME)
}

/// Runs a command with these bytes on its standard input, and returns its standard output.
fn run(command: &mut Command, input: &[u8], time: Duration) -> Result<String, String> {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = child.spawn().map_err(|error| format!("pdftotext did not start: {error}"))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (done, wait) = mpsc::channel();
    thread::scope(|scope| {
        // A program that does not need all of its input closes the pipe, which is not an error.
        let write = move || drop(stdin.map(|mut stdin| stdin.write_all(input)));
        let read = move || drop(done.send(read(stdout)));
        let started = start(scope, write).and_then(|()| start(scope, read));
        // A thread that did not start has dropped its ends of the pipe and the channel.
        let output = wait.recv_timeout(time);
        let ended = end(&mut child, output.is_ok());
        started.map_err(|error| format!("pdftotext: no thread could be started: {error}"))?;
        match (output, ended) {
            (Err(_), _) => Err(format!("pdftotext took longer than {} s", time.as_secs())),
            (Ok(Ok(bytes)), true) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            (Ok(Ok(_)), false) => Err("pdftotext cannot read it".into()),
            (Ok(Err(error)), _) => Err(format!("pdftotext: {error}")),
        }
    })
}

/// Starts a scoped thread. If the system has no thread left, this is an error, not a panic.
fn start<'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    work: impl FnOnce() + Send + 'scope,
) -> io::Result<()> {
    thread::Builder::new().spawn_scoped(scope, work).map(drop)
}

fn read(stdout: Option<impl Read>) -> io::Result<Vec<u8>> {
    let mut bytes = vec![];
    if let Some(stdout) = stdout {
        stdout.take(TEXT + 1).read_to_end(&mut bytes)?;
    }
    match bytes.len() as u64 > TEXT {
        true => Err(io::Error::other(format!("more than {} MiB of text", TEXT >> 20))),
        false => Ok(bytes),
    }
}

/// Waits briefly, if `patient`, for a program whose output has ended, and kills it if it is still
/// running. Returns whether it succeeded.
fn end(child: &mut Child, patient: bool) -> bool {
    for _ in 0..if patient { 50 } else { 0 } {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(Duration::from_millis(10)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::run;
    use std::process::Command;
    use std::time::Duration;

    #[test]
    fn what_a_program_writes_is_its_text() {
        let input = "ferry ".repeat(100_000);
        let output = run(&mut Command::new("cat"), input.as_bytes(), Duration::from_secs(5));
        assert_eq!(output, Ok(input));
    }

    #[test]
    fn a_program_that_hangs_or_fails_is_told() {
        let hung = run(Command::new("sleep").arg("30"), b"x", Duration::from_millis(100));
        assert!(hung.is_err_and(|reason| reason.contains("took longer")));
        let failed = run(&mut Command::new("false"), &[0; 1 << 20], Duration::from_secs(5));
        assert_eq!(failed, Err("pdftotext cannot read it".into()));
        let missing = run(&mut Command::new("/no/such/program"), b"", Duration::from_secs(5));
        assert!(missing.is_err_and(|reason| reason.contains("did not start")));
    }
}
