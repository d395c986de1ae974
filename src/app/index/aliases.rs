//! Which names of sources a person wants for which: those of the command line, and those of the
//! file `sources.toml` in each root of an archive.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::app::settings::IndexSettings;
use crate::ingest::article::outlets::{Aliases, FILE, Outlets};
use crate::ingest::source::read;

/// Reads the aliases that hold under some roots.
///
/// # Errors
/// [`AppError::Usage`] where a file of them is there and cannot be understood, with its line.
pub(super) fn load(
    settings: &IndexSettings,
    roots: &BTreeSet<PathBuf>,
) -> Result<Outlets, AppError> {
    let mut outlets = Outlets::default();
    for (alias, name) in &settings.aliases {
        outlets.given.add(alias, name);
    }
    for root in roots {
        if let Some(aliases) = of_root(root)? {
            outlets.of_root.insert(root.clone(), aliases);
        }
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
