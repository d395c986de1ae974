//! Opens the index of a folder for writing, or creates one. It writes no article.

use std::path::Path;

use tantivy::Index;

use super::schema::{self, Fields};
use crate::engine::EngineError;
use crate::engine::local::store::directory::IndexDirectory;
use crate::engine::local::store::errors::{engine_error, io_error};
use crate::engine::local::store::folder;

/// The index of a folder, its directory and its fields; a new index if it is to be fresh.
///
/// # Errors
/// When it cannot be opened or created.
pub(super) fn open_index(
    folder: &Path,
    fresh: bool,
) -> Result<(Index, IndexDirectory, Fields), EngineError> {
    let directory = IndexDirectory::writer(folder)?;
    // Makes the file that readers lock, before there is anything that could be taken from them.
    let held = directory.hold_files();
    let held = held.map_err(|cause| io_error("locking the files of", folder, cause))?;
    folder::sweep_unnamed(folder)?;
    drop(held);
    let (schema, fields) = schema::schema();
    let opened = match fresh {
        true => Index::create(directory.clone(), schema, schema::settings()),
        false => Index::open(directory.clone()),
    };
    let index = opened.map_err(|error| engine_error(folder, error))?;
    schema::register(&index);
    Ok((index, directory, fields))
}
