//! Turns a draft into an article: [`normalise`] chooses the day among the dates found, names the
//! source, cleans titles and bylines, and decides the language. The other modules implement the
//! steps.

pub mod byline;
pub mod clean;
pub mod dates;
pub mod headline;
pub mod hyphens;
pub mod labels;
pub mod language;
pub mod location;
pub mod normalise;
pub mod outlets;
