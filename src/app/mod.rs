//! Room of app.

pub mod pdftotext;
