//! Loads source aliases: those given on the command line, and those in the file `sources.toml` in each
//! root of an archive.

use std::io;
use std::path::Path;

use crate::app::AppError;
use crate::ingest::article::outlets::{Aliases, FILE, Outlets};
use crate::ingest::source::read;

/// Loads the aliases that apply to the archive with this root, including those that were given.
///
/// # Errors
/// [`AppError::Usage`] with the line, where an alias file exists and cannot be parsed.
pub(super) fn load(given: &[(String, String)], root: &Path) -> Result<Outlets, AppError> {
    let mut outlets = Outlets::default();
    for (alias, name) in given {
        outlets.given.add(alias, name);
    }
    if let Some(aliases) = of_root(root)? {
        outlets.of_root.insert(root.to_path_buf(), aliases);
    }
    Ok(outlets)
}

fn of_root(root: &Path) -> Result<Option<Aliases>, AppError> {
    let path = root.join(FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let unread = |cause: String| AppError::Io {
        what: format!("cannot read {}", path.display()),
        cause: io::Error::other(cause),
    };
    let contents = read::read(&path).map_err(unread)?;
    let text = String::from_utf8(contents.bytes).map_err(|_| unread("it is not UTF-8".into()))?;
    let wrong = |fault: crate::ingest::article::outlets::Fault| {
        let (path, line) = (path.display(), fault.line);
        AppError::Usage(format!("{path}, line {line}: {}; nothing was indexed", fault.message))
    };
    Aliases::read(&text).map(Some).map_err(wrong)
}
