//! The file of the stories in an index folder. The manifest has the hashes of the contents that are good,
//! that which stands and that which is coming: so a kill at any moment leaves one of them, and whatever
//! else lies there is damage.

use std::path::Path;

use super::errors::io_error;
use super::folder::{STORIES, read_file};
use super::manifest::{self, content_hash};
use crate::engine::stories::Stories;
use crate::engine::{Damage, EngineError};

/// The stories of an index as of the last commit that came to its end; none where none were written.
/// With `proofs`, also what was proved to find them.
///
/// # Errors
/// [`EngineError::Damaged`] where the file is not what was written.
pub(crate) fn read(folder: &Path, proofs: bool) -> Result<Stories, EngineError> {
    let mut last_seen = None;
    loop {
        let good = manifest::stories(folder);
        let content = read_file(&folder.join(STORIES))?;
        let read = match (&content, good.is_empty()) {
            (_, true) => Ok(Stories::default()),
            (None, false) => Err("is missing"),
            (Some(content), false) if !good.contains(&content_hash(content)) => {
                Err("is not what was written")
            }
            (Some(content), false) => {
                Stories::from_bytes(content, proofs).ok_or("is not a file of stories")
            }
        };
        match read {
            Ok(stories) => return Ok(stories),
            // A writer may have gone on between the two readings.
            Err(_) if last_seen.as_ref() != Some(&good) => last_seen = Some(good),
            Err(what) => {
                let what = Damage::new(STORIES, what).to_string();
                return Err(EngineError::Damaged { path: folder.to_path_buf(), what });
            }
        }
    }
}

/// What is wrong with the file, if anything is.
///
/// # Errors
/// When it may not be read.
pub(crate) fn damage(folder: &Path) -> Result<Option<Damage>, EngineError> {
    match read(folder, true) {
        Ok(_) => Ok(None),
        Err(EngineError::Damaged { what, .. }) => {
            Ok(Some(Damage::new(STORIES, what.trim_start_matches(STORIES).trim_start())))
        }
        Err(error) => Err(error),
    }
}

/// Why the stories could not be written.
pub(crate) fn unwritten(folder: &Path, cause: std::io::Error) -> EngineError {
    io_error("writing", &folder.join(STORIES), cause)
}
