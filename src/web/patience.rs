//! A connection that waits for a slow reader, but cuts off one that takes too little for too long.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// How long a reader may take for [`ENOUGH`] bytes.
pub(super) const WAIT: Duration = Duration::from_secs(30);

/// Bytes of an answer that a reader has to take within [`WAIT`].
const ENOUGH: usize = 64 << 10;

/// A connection that waits for its reader.
pub(super) struct Patient<Stream> {
    stream: Stream,
    wait: Duration,
    /// Set when the reader first has to be waited for, and cleared when it has taken enough.
    deadline: Option<Pin<Box<Sleep>>>,
    taken: usize,
}

impl<Stream> Patient<Stream> {
    /// A connection that waits this long for its reader.
    pub(super) fn new(stream: Stream, wait: Duration) -> Patient<Stream> {
        Patient { stream, wait, deadline: None, taken: 0 }
    }

    fn reset(&mut self) {
        (self.deadline, self.taken) = (None, 0);
    }

    /// Keeps waiting, or fails if the deadline has passed.
    fn wait(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        let wait = self.wait;
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep(wait)));
        match deadline.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::ErrorKind::TimedOut.into()),
            Poll::Pending => Ok(()),
        }
    }
}

impl<Stream: AsyncRead + Unpin> AsyncRead for Patient<Stream> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(context, into);
        if read.is_ready() {
            // Another request: the answer before it has been read.
            self.reset();
        }
        read
    }
}

impl<Stream: AsyncWrite + Unpin> AsyncWrite for Patient<Stream> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(context, bytes) {
            Poll::Ready(Ok(taken)) => {
                self.taken += taken;
                if self.taken >= ENOUGH {
                    self.reset();
                }
                Poll::Ready(Ok(taken))
            }
            Poll::Pending => match self.wait(context) {
                Ok(()) => Poll::Pending,
                Err(cut_off) => Poll::Ready(Err(cut_off)),
            },
            failed => failed,
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::{ENOUGH, Patient};
    use std::io::ErrorKind;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    #[tokio::test]
    async fn a_reader_that_takes_nothing_is_cut_off_and_one_that_takes_enough_is_not() {
        let (near, mut far) = duplex(1024);
        let mut patient = Patient::new(near, Duration::from_millis(20));
        let written = patient.write_all(&vec![0; 4 * 1024]).await;
        assert_eq!(written.unwrap_err().kind(), ErrorKind::TimedOut);

        let (near, _) = (patient, far.read_u8().await.unwrap());
        drop(near);
        let (near, mut far) = duplex(1024);
        let mut patient = Patient::new(near, Duration::from_secs(5));
        let reading = tokio::spawn(async move {
            let mut taken = vec![];
            far.read_to_end(&mut taken).await.unwrap();
            taken.len()
        });
        patient.write_all(&vec![0; 3 * ENOUGH]).await.unwrap();
        drop(patient);
        assert_eq!(reading.await.unwrap(), 3 * ENOUGH);
    }
}
