//! Outcomes as a person reads them in a terminal, one file an outcome. Nothing of an article, a
//! path or a query is written that [`super::safe`] has not seen.

pub mod archives;
pub mod article;
pub mod explain;
pub mod formats;
pub mod hits;
pub mod indexed;
pub mod reading;
pub mod similar;
pub mod sources;
pub mod status;
pub mod timeline;
pub mod verify;
