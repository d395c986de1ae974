//! The sockets: bound before the address is announced, and served until the program is stopped.
//! What is answered is decided elsewhere.

use std::io;
use std::net::{AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::pin;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{sleep, timeout};

use super::patience::{Patient, WAIT};
use super::site::{Settings, Site};
use super::{router, taken};
use crate::app::AppError;

/// How long the head of a request may take to arrive.
const HEAD: Duration = Duration::from_secs(10);
/// The maximum size of the head of a request in bytes, and the maximum number of its headers.
const HEAD_BYTES: usize = 32 << 10;
const HEADERS: usize = 64;
/// The maximum number of connections; further ones wait.
const CONNECTIONS: usize = 512;
/// How long answers in progress may still take when the program ends.
const LAST: Duration = Duration::from_secs(3);

/// Where a site listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listen {
    /// Only on this machine: 127.0.0.1 and, if available, ::1; port 0 means any free one.
    Loopback(u16),
    /// On an address that other machines may reach.
    Address(SocketAddr),
}

impl Listen {
    /// Whether other machines may reach it.
    pub fn is_far(self) -> bool {
        match self {
            Listen::Loopback(_) => false,
            Listen::Address(address) => !address.ip().is_loopback(),
        }
    }
}

impl FromStr for Listen {
    type Err = AddrParseError;

    /// Parses an address and a port, such as `192.168.1.20:8400` or `[::]:8400`.
    fn from_str(text: &str) -> Result<Listen, AddrParseError> {
        text.parse().map(Listen::Address)
    }
}

/// A site that is bound to its sockets, but does not answer yet.
pub struct Bound {
    runtime: Runtime,
    listeners: Vec<TcpListener>,
    address: SocketAddr,
    router: Router,
}

/// Binds the sockets.
///
/// # Errors
/// If the port is taken (the message says by which program, and which port is free), or if it
/// cannot be listened on.
pub fn bind(listen: Listen, settings: Settings) -> Result<Bound, AppError> {
    let runtime = Builder::new_multi_thread().worker_threads(settings.cores).enable_all().build();
    let runtime = runtime.map_err(|cause| failed("starting the server", cause))?;
    let site = Arc::new(Site::new(settings));
    let listeners = {
        let _within = runtime.enter();
        match listen {
            Listen::Loopback(port) => loopback(port)?,
            Listen::Address(address) => vec![listener(address)?],
        }
    };
    let address = listeners.first().map(TcpListener::local_addr).transpose();
    let address = address.map_err(|cause| failed("listening", cause))?;
    let address = address.unwrap_or(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0));
    Ok(Bound { runtime, listeners, address, router: router(site) })
}

fn loopback(port: u16) -> Result<Vec<TcpListener>, AppError> {
    let first = listener(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port))?;
    let port = first.local_addr().map_err(|cause| failed("listening", cause))?.port();
    match listener(SocketAddr::new(Ipv6Addr::LOCALHOST.into(), port)) {
        Ok(second) => Ok(vec![first, second]),
        Err(taken @ AppError::Usage(_)) => Err(taken),
        // Not every machine has IPv6.
        Err(_) => Ok(vec![first]),
    }
}

fn listener(address: SocketAddr) -> Result<TcpListener, AppError> {
    let bound = std::net::TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener)
    });
    bound.map_err(|cause| match cause.kind() {
        io::ErrorKind::AddrInUse => AppError::Usage(taken::message(address)),
        _ => failed(&format!("listening on {address}"), cause),
    })
}

fn failed(what: &str, cause: io::Error) -> AppError {
    AppError::Io { what: what.into(), cause }
}

impl Bound {
    /// The address to open, without a path: one that works on this machine.
    pub fn address(&self) -> String {
        let port = self.address.port();
        match self.address.ip() {
            IpAddr::V4(ip) if ip.is_loopback() => format!("http://localhost:{port}"),
            ip if ip.is_unspecified() => format!("http://localhost:{port}"),
            IpAddr::V4(ip) => format!("http://{ip}:{port}"),
            IpAddr::V6(ip) => format!("http://[{ip}]:{port}"),
        }
    }

    /// Serves until SIGINT or SIGTERM. Answers in progress may finish, if they do so soon.
    ///
    /// # Errors
    /// If signals cannot be waited for.
    pub fn run(self) -> Result<(), AppError> {
        let Bound { runtime, listeners, router, .. } = self;
        let done = runtime.block_on(answer(listeners, router));
        // A search that runs past its deadline must not keep the program running.
        runtime.shutdown_timeout(Duration::from_millis(100));
        done.map_err(|cause| failed("waiting for a signal", cause))
    }
}

async fn answer(listeners: Vec<TcpListener>, router: Router) -> io::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (accepted, mut connections) = mpsc::channel(16);
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    for listener in listeners {
        tokio::spawn(accept(listener, room.clone(), accepted.clone()));
    }
    let graceful = GracefulShutdown::new();
    let mut stopped = pin!(async {
        let (interrupt, terminate) = (pin!(interrupt.recv()), pin!(terminate.recv()));
        first(interrupt, terminate).await;
    });
    while let Some(Some((stream, place))) = either(connections.recv(), stopped.as_mut()).await {
        serve(stream, place, &router, &graceful);
    }
    // Answers that do not finish in time are cut off when the program ends.
    let _ = timeout(LAST, graceful.shutdown()).await;
    Ok(())
}

type Place = OwnedSemaphorePermit;

async fn accept(
    listener: TcpListener,
    room: Arc<Semaphore>,
    accepted: mpsc::Sender<(TcpStream, Place)>,
) {
    while let Ok(place) = room.clone().acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => {
                if accepted.send((stream, place)).await.is_err() {
                    return;
                }
            }
            // Most likely out of file descriptors: connections that end free some.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

fn serve(stream: TcpStream, place: Place, router: &Router, graceful: &GracefulShutdown) {
    // Answers are small and written at once.
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    http.max_buf_size(HEAD_BYTES).max_headers(HEADERS);
    let service = TowerToHyperService::new(router.clone());
    let connection = http.serve_connection(TokioIo::new(Patient::new(stream, WAIT)), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // A reader that went away or does not speak HTTP is not an error of ours.
        let _ = connection.await;
        drop(place);
    });
}

/// The result of a future, or `None` if `end` comes first.
async fn either<T>(
    one: impl Future<Output = T>,
    mut end: std::pin::Pin<&mut impl Future>,
) -> Option<T> {
    let mut one = pin!(one);
    std::future::poll_fn(|context| {
        if end.as_mut().poll(context).is_ready() {
            return std::task::Poll::Ready(None);
        }
        one.as_mut().poll(context).map(Some)
    })
    .await
}

/// Waits for the first of two futures.
async fn first<A: Future + Unpin, B: Future + Unpin>(mut one: A, mut other: B) {
    std::future::poll_fn(|context| {
        let one = std::pin::Pin::new(&mut one).poll(context).is_ready();
        let other = std::pin::Pin::new(&mut other).poll(context).is_ready();
        if one || other { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}
