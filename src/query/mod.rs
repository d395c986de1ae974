//! The query language: text in, [`ast::Query`] and diagnostics out. Pure, and it never fails or
//! panics. It knows no index and no clock but the one it is given.

pub mod ast;
