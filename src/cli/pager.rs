//! The pager: a program of the user's choice that shows long output page by page. Only for text on
//! a terminal.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

/// A pager that is running.
pub(super) struct Pager {
    child: Child,
}

impl Pager {
    /// Starts a pager through the shell, as other programs do.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn start(command: &str) -> io::Result<Pager> {
        // `less` gets the usual settings: end at once if all fits, show colours, leave the screen.
        let child = Command::new("sh")
            .args(["-c", "export LESS=${LESS-FRX}; exec sh -c \"$0\"", command])
            .stdin(Stdio::piped())
            .spawn()?;
        Ok(Pager { child })
    }
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.child.stdin {
            Some(input) => input.write(bytes),
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
        // The user ends the pager; how it ended changes nothing.
        let _ = self.child.wait();
    }
}
