//! The pager: a program of the user's choice that shows long output page by page. Used only for
//! text on a terminal.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

/// A running pager.
pub(super) struct Pager {
    child: Child,
    command: String,
}

impl Pager {
    /// Starts a pager through the shell, as other programs do.
    ///
    /// # Errors
    /// If it cannot be started.
    pub(super) fn start(command: &str) -> io::Result<Pager> {
        // The usual settings for `less`: quit if one screen suffices, show colours, leave the
        // screen as it is.
        let child = Command::new("sh")
            .args(["-c", "export LESS=${LESS-FRX}; exec sh -c \"$0\"", command])
            .stdin(Stdio::piped())
            .spawn()?;
        Ok(Pager { child, command: command.into() })
    }

    /// Waits until the user ends the pager.
    ///
    /// # Errors
    /// If the pager could not do its work.
    pub(super) fn end(mut self) -> io::Result<()> {
        drop(self.child.stdin.take());
        self.check()
    }

    /// Waits for the pager, and reports an exit status that is a failure.
    fn check(&mut self) -> io::Result<()> {
        match self.child.wait()?.code() {
            Some(code) if code != 0 => {
                let message = format!("the pager `{}` failed with exit code {code}", self.command);
                Err(io::Error::other(message))
            }
            _ => Ok(()),
        }
    }
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.child.stdin {
            Some(input) => match input.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                    self.check()?;
                    Err(error)
                }
                written => written,
            },
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.child.stdin.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Pager {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // Ended before, or given up after an error.
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::Pager;

    #[test]
    fn a_pager_that_fails_is_an_error_and_one_that_is_left_early_is_none() {
        for (command, failure) in
            [("false", true), ("no-such-pager-here", true), ("cat >&2", false)]
        {
            let mut pager = Pager::start(command).unwrap();
            let written = pager.write_all(b"").and_then(|()| pager.end());
            assert_eq!(written.is_err(), failure, "{command}: {written:?}");
        }
        let mut pager = Pager::start("true").unwrap();
        let text = vec![b'x'; 1 << 20];
        let error = pager.write_all(&text).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
        let mut pager = Pager::start("false").unwrap();
        let error = pager.write_all(&text).unwrap_err();
        assert!(error.to_string().contains("`false` failed"), "{error}");
    }
}
