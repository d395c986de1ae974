//! `serve`: serves the web page and the API until the program is stopped.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread::available_parallelism;

use clap::Args;

use super::Run;
use super::args::QueryLimits;
use super::environment::Environment;
use super::exit::Exit;
use crate::app::AppError;
use crate::web::{self, Listen, PATIENCE, Settings};

/// Answer in the browser: a page to search and read, and an API for programs.
///
/// It answers on this machine alone, unless --listen says otherwise, and shows what is new as soon
/// as `dateline index` has committed it. Ctrl-C ends it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline serve --open
  dateline serve --port 0
  dateline serve --listen 192.168.1.20:8400")]
pub(super) struct Serve {
    /// The port; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 8400)]
    port: u16,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    /// Answer other machines, too, on this address and port; whoever knows the token may read
    /// everything
    #[arg(long, value_name = "ADDRESS:PORT", conflicts_with = "port")]
    listen: Option<Listen>,
    /// What visitors have to know [default with --listen: one that is made, and printed]
    #[arg(long, value_name = "TEXT", value_parser = token)]
    token: Option<String>,
    #[command(flatten)]
    limits: QueryLimits,
}

impl Run for Serve {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let listen = self.listen.unwrap_or(Listen::Loopback(self.port));
        let far = listen.is_far();
        let token = match &self.token {
            None if far => Some(web::token::made().map_err(AppError::Internal)?),
            given => given.clone(),
        };
        let today = env.today.clone();
        let settings = Settings {
            index: env.index.clone(),
            limits: self.limits.limits(),
            today: Box::new(move || today()),
            token: token.clone(),
            cores: available_parallelism().map_or(1, usize::from),
            patience: PATIENCE,
        };
        let bound = web::bind(listen, settings)?;
        let query = token.map(|token| format!("/?token={token}")).unwrap_or_default();
        let address = format!("{}{query}", bound.address());
        say(&address, far)?;
        if self.open {
            open(&address);
        }
        bound.run()?;
        Ok(Exit::Done)
    }
}

/// Prints the address of the page on one line, so that a program that started the server can read
/// it.
fn say(address: &str, far: bool) -> io::Result<()> {
    let plainly = match far {
        true => " (not encrypted: put a proxy with TLS before it where others share the network)",
        false => "",
    };
    let mut out = io::stdout().lock();
    writeln!(out, "dateline answers at {address}{plainly}; Ctrl-C ends it")?;
    out.flush()
}

fn token(text: &str) -> Result<String, String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
    match plain && text.len() >= 16 {
        true => Ok(text.into()),
        false => Err("a token has at least 16 letters, digits, or any of - . _ ~".into()),
    }
}

/// Opens an address in the browser. Without a browser, the printed address will do.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = || Stdio::null();
    let _ =
        Command::new(program).arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
}
