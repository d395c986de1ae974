//! The web page and the API: one index, read over HTTP by people and programs on this machine. It
//! decides nothing about articles: [`crate::app`] finds what is shown, and [`crate::render`] writes
//! the JSON.
//!
//! ```text
//! request -> guard -> address -> site (a free core, a deadline) -> app -> page or api -> answer
//! ```
//!
//! The address of a page holds its complete state. Operations of `app` are synchronous and run on a
//! thread pool; nothing else blocks.

mod address;
mod api;
mod assets;
mod failure;
mod gate;
mod guard;
mod held;
mod kept;
mod page;
mod patience;
mod server;
mod site;
mod tag;
mod taken;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

pub use guard::token;
pub use server::{Bound, Listen, bind};
pub(crate) use site::PATIENCE;
pub use site::{Settings, Site};

/// Answers below this size, in bytes, are sent uncompressed.
const SMALL: u16 = 860;

/// The router with all pages and calls, behind all guards.
pub fn router(site: Arc<Site>) -> Router {
    let worth_it = SizeAbove::new(SMALL).and(NotForContentType::const_new("image/png"));
    Router::new()
        .merge(page::routes())
        .nest("/api", api::routes())
        .merge(assets::routes())
        .fallback(page::not_found)
        .with_state(site.clone())
        .layer(CompressionLayer::new().gzip(true).compress_when(worth_it))
        .layer(from_fn_with_state(site, guard::guard))
}
