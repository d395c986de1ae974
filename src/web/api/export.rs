//! Streams every article that a query finds, in full and without a limit. It buffers only a few
//! pieces that the reader has yet to take.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hyper::body::{Body as HttpBody, Frame};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::spawn_blocking;

use super::parameters::Parameters;
use super::problem;
use crate::app::ask::ask;
use crate::app::export::export as articles;
use crate::app::settings::Ask;
use crate::app::shared::Stop;
use crate::app::{AppError, outcome::Article};
use crate::render::table::Separator;
use crate::render::{json, table};
use crate::web::failure::Failure;
use crate::web::site::{Asking, Site};

/// The size of a piece in bytes, and how many pieces are buffered ahead of the reader.
const PIECE: usize = 32 << 10;
const AHEAD: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Lines,
    Csv,
}

/// Streams the matching articles.
pub(super) async fn export(State(site): State<Arc<Site>>, request: Request) -> Response {
    let mut given = Parameters::read(request.uri());
    match begin(&site, &mut given).await {
        Ok(response) => response,
        Err(failure) => problem::response(&failure),
    }
}

async fn begin(site: &Arc<Site>, given: &mut Parameters) -> Result<Response, Failure> {
    let read = |name: &str| match name {
        "jsonl" => Some(Form::Lines),
        "csv" => Some(Form::Csv),
        _ => None,
    };
    let form = given.choice("format", &["jsonl", "csv"], read)?.unwrap_or(Form::Lines);
    let what = given.ask(site.clock(), site.limits)?;
    given.done()?;
    ask(&what)?;
    let place = site.exports.clone().try_acquire_owned().map_err(|_| Failure::Busy)?;
    // Reports what is wrong with the index before anything is sent.
    site.answer(|_| Ok(())).await?;
    let (sender, receiver) = channel(AHEAD);
    let site = site.clone();
    spawn_blocking(move || {
        let _place = place;
        let failed = sender.clone();
        let sent =
            site.asking(&Stop::default()).and_then(|asking| send(&asking, &what, form, sender));
        if let Err(error) = sent {
            // Break off the answer, so that nobody takes a part of it for the whole.
            let _ = failed.blocking_send(Err(io::Error::other(error)));
        }
    });
    let (kind, name) = match form {
        Form::Lines => ("application/jsonl", "attachment; filename=\"articles.jsonl\""),
        Form::Csv => ("text/csv; charset=utf-8", "attachment; filename=\"articles.csv\""),
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, Body::new(Streamed(receiver))).into_response())
}

fn send(asking: &Asking, what: &Ask, form: Form, sender: Pieces) -> Result<(), AppError> {
    let mut out = Chunks { sender, piece: Vec::with_capacity(PIECE) };
    if form == Form::Csv {
        table::article_header(&mut out, Separator::Comma)?;
    }
    let exported = articles(&asking.open, what, &mut |article: Article| {
        Ok(match form {
            Form::Lines => json::article(&mut out, &article),
            Form::Csv => table::article(&mut out, Separator::Comma, &article),
        }?)
    })?;
    if form == Form::Lines {
        json::exported(&mut out, &exported)?;
    }
    Ok(out.send()?)
}

type Pieces = Sender<io::Result<Bytes>>;

/// Splits the output into pieces and sends them.
struct Chunks {
    sender: Pieces,
    piece: Vec<u8>,
}

impl Chunks {
    fn send(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        let sent = self.sender.blocking_send(Ok(piece.into()));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    // Rows are flushed one by one, but pieces are sent only when they are full.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The pieces as a response body.
struct Streamed(Receiver<io::Result<Bytes>>);

impl HttpBody for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
