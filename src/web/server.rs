//! The sockets: bound before anything is said, answered until the program is told to end. What is
//! answered is not known here.

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

/// How long the head of a request may take to come.
const HEAD: Duration = Duration::from_secs(10);
/// The most bytes of the head of a request, and the most headers in it.
const HEAD_BYTES: usize = 32 << 10;
const HEADERS: usize = 64;
/// Connections at a time; those beyond wait.
const CONNECTIONS: usize = 512;
/// How long answers that are on their way may still take when the program ends.
const LAST: Duration = Duration::from_secs(3);

/// Where a site listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listen {
    /// On this machine alone: 127.0.0.1 and, where there is one, ::1; port 0 for any that is free.
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

    /// Reads an address and a port, such as `192.168.1.20:8400` or `[::]:8400`.
    fn from_str(text: &str) -> Result<Listen, AddrParseError> {
        text.parse().map(Listen::Address)
    }
}

/// A site that listens, and does not answer yet.
pub struct Bound {
    runtime: Runtime,
    listeners: Vec<TcpListener>,
    address: SocketAddr,
    router: Router,
}

/// Listens.
///
/// # Errors
/// When the port is taken: by whom, and which one is free. When it cannot be listened on.
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
    /// The address to open, without a path: one that this machine answers.
    pub fn address(&self) -> String {
        let port = self.address.port();
        match self.address.ip() {
            IpAddr::V4(ip) if ip.is_loopback() => format!("http://localhost:{port}"),
            ip if ip.is_unspecified() => format!("http://localhost:{port}"),
            IpAddr::V4(ip) => format!("http://{ip}:{port}"),
            IpAddr::V6(ip) => format!("http://[{ip}]:{port}"),
        }
    }

    /// Answers until SIGINT or SIGTERM. Answers that are on their way are finished, if they end soon.
    ///
    /// # Errors
    /// When signals cannot be waited for.
    pub fn run(self) -> Result<(), AppError> {
        let Bound { runtime, listeners, router, .. } = self;
        let done = runtime.block_on(answer(listeners, router));
        // A search that goes on past its deadline does not hold the program.
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
    let mut told = pin!(async {
        let (interrupt, terminate) = (pin!(interrupt.recv()), pin!(terminate.recv()));
        first(interrupt, terminate).await;
    });
    while let Some(Some((stream, place))) = either(connections.recv(), told.as_mut()).await {
        serve(stream, place, &router, &graceful);
    }
    // Those that do not end in time are cut off with the program.
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
            // Out of files, most likely: connections that end give some back.
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
        // A reader that went away, or said what is no HTTP, is no error of anyone here.
        let _ = connection.await;
        drop(place);
    });
}

/// What comes first of something and an end: the something, or nothing.
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

/// Waits for the first of two.
async fn first<A: Future + Unpin, B: Future + Unpin>(mut one: A, mut other: B) {
    std::future::poll_fn(|context| {
        let one = std::pin::Pin::new(&mut one).poll(context).is_ready();
        let other = std::pin::Pin::new(&mut other).poll(context).is_ready();
        if one || other { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}
