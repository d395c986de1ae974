//! The pager: a program of the user's choice that shows long output page by page. Used only for
//! text on a terminal.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

/// A running pager.
pub(super) struct Pager {
    child: Child,
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
        // The user ends the pager; its exit status does not matter.
        let _ = self.child.wait();
    }
}
