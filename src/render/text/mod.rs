//! Outcomes as text for a terminal, one file per outcome. All text of articles, paths and queries
//! goes through [`super::safe`].

pub mod archives;
pub mod article;
pub mod copies;
pub mod crosstab;
pub mod explain;
pub mod formats;
pub mod hits;
pub mod indexed;
pub mod reading;
pub mod rerun;
pub mod similar;
pub mod sources;
pub mod status;
pub mod timeline;
pub mod verify;
