//! Outcomes in, text or JSON out, to any `dyn Write`. It decides nothing: what is shown was found
//! by [`crate::app`], where it goes and whether it has colours is said by the caller.

pub mod chart;
pub mod json;
pub mod number;
pub mod problem;
pub mod safe;
pub mod style;
pub mod svg;
pub mod table;
pub mod text;
pub mod wrap;

pub use style::Look;

#[cfg(test)]
mod tests;
