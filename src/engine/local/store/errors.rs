//! Converts errors of tantivy and of the system to engine errors.

use std::io::{self, ErrorKind};
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use super::rights;
use crate::engine::EngineError;

/// Converts a system error; `doing` says what was being done to the file.
pub fn io_error(doing: &str, path: &Path, cause: io::Error) -> EngineError {
    rights::refused(doing, path, &cause)
        .unwrap_or_else(|| EngineError::Io { what: format!("{doing} {}", path.display()), cause })
}

/// Converts an error of tantivy about the index in a folder.
pub fn engine_error(folder: &Path, error: TantivyError) -> EngineError {
    let damaged = |what: String| EngineError::Damaged { path: folder.to_path_buf(), what };
    match error {
        TantivyError::IoError(cause) if is_damage(&cause) => damaged(cause.to_string()),
        TantivyError::IoError(cause) => io_error("using the index in", folder, copy(&cause)),
        TantivyError::LockFailure(LockError::IoError(cause), _) => {
            io_error("locking the index in", folder, copy(&cause))
        }
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
            io_error: cause, ..
        }) => io_error("opening the index in", folder, copy(&cause)),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error: cause, filepath }) => {
            read_error(folder, &filepath, &cause)
        }
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path)) => {
            damaged(format!("{} is missing", path.display()))
        }
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: cause, filepath }) => {
            io_error("writing", &folder.join(filepath), copy(&cause))
        }
        TantivyError::OpenDirectoryError(OpenDirectoryError::NotADirectory(_)) => {
            io_error("opening the index in", folder, ErrorKind::NotADirectory.into())
        }
        TantivyError::InternalError(text) => match system_error(&text) {
            Some(cause) => io_error("using the index in", folder, cause),
            None => EngineError::Internal(text),
        },
        TantivyError::SystemError(text) => match unstarted(&text) {
            Some(thread) => {
                let cause = ErrorKind::OutOfMemory.into();
                EngineError::Io { what: format!("starting a thread ({thread})"), cause }
            }
            None => EngineError::Internal(text),
        },
        TantivyError::DataCorruption(corruption) => damaged(format!("{corruption:?}")),
        other => EngineError::Internal(other.to_string()),
    }
}

/// Recovers the system error from a message, because tantivy keeps only the text of an error that
/// occurs while it closes a file.
fn system_error(text: &str) -> Option<io::Error> {
    let (_, code) = text.rsplit_once("(os error ")?;
    let (code, _) = code.split_once(')')?;
    code.parse().ok().map(io::Error::from_raw_os_error)
}

/// The thread that could not be started, from a message. Tantivy does not keep the system's reason.
fn unstarted(text: &str) -> Option<&str> {
    let thread = text.strip_prefix("Failed to spawn ")?;
    Some(thread.strip_suffix(" thread").unwrap_or(thread))
}

/// Whether the error means that bytes were read but are invalid or missing.
fn is_damage(cause: &io::Error) -> bool {
    let senseless = matches!(cause.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof);
    senseless && cause.raw_os_error().is_none()
}

/// Converts a read error: invalid content means a damaged index, not a failure of the system.
fn read_error(folder: &Path, file: &Path, cause: &io::Error) -> EngineError {
    if cause.raw_os_error().is_some() {
        return io_error("reading", &folder.join(file), copy(cause));
    }
    let what = format!("{}: {cause}", file.display());
    EngineError::Damaged { path: folder.to_path_buf(), what }
}

/// Copies an error: tantivy shares its errors, while engine errors own theirs.
fn copy(cause: &io::Error) -> io::Error {
    match cause.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(cause.kind(), cause.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::engine_error;
    use crate::engine::EngineError;
    use std::path::Path;
    use tantivy::TantivyError;

    #[test]
    fn a_full_disk_that_comes_up_while_a_file_is_ended_is_no_internal_error() {
        let text = "'No space left on device (os error 28)'".to_string();
        let error = engine_error(Path::new("index"), TantivyError::InternalError(text));
        assert!(
            matches!(&error, EngineError::Io { cause, .. } if cause.raw_os_error() == Some(28))
        );
        let other = engine_error(Path::new("index"), TantivyError::InternalError("odd".into()));
        assert!(matches!(other, EngineError::Internal(text) if text == "odd"));
    }

    #[test]
    fn a_thread_that_cannot_be_started_is_no_internal_error() {
        let text = "Failed to spawn segment updater thread".to_string();
        let error = engine_error(Path::new("index"), TantivyError::SystemError(text));
        let shown = "starting a thread (segment updater): out of memory";
        assert_eq!(error.to_string(), shown);
    }
}
