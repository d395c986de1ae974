//! Why an engine gave no answer or a sink took no article. An error says what is wrong and names no flag of
//! the command line; `AppError::remedy` says what to do.

use std::path::PathBuf;

/// An error of an engine or a sink.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// There is no index where one was looked for.
    #[error("there is no index in {}", .0.display())]
    Missing(PathBuf),
    /// The index was written in another format.
    #[error("the index in {} has format {found}, this program reads format {expected}", .path.display())]
    Version {
        /// The index folder.
        path: PathBuf,
        /// The format it has.
        found: String,
        /// The format this program reads.
        expected: u32,
    },
    /// The index is damaged.
    #[error("the index in {} is damaged: {what}", .path.display())]
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What is wrong, and in which file.
        what: String,
    },
    /// The folder holds something that is not an index.
    #[error("{} is not empty and is not a dateline index", .0.display())]
    NotAnIndex(PathBuf),
    /// Another process writes to the index.
    #[error("the index in {} is being written by {holder}; wait for it to end", .path.display())]
    Locked {
        /// The index folder.
        path: PathBuf,
        /// Process id, host and start of the holder.
        holder: String,
    },
    /// The index belongs to somebody else, and may not be used.
    #[error("{what}: permission denied{}", owned(*.owner))]
    Forbidden {
        /// The index folder, or the one above it.
        folder: PathBuf,
        /// What was being done, and to which file.
        what: String,
        /// The numbers of the owner and the group of the folder, and its rights.
        owner: Option<(u32, u32, u32)>,
    },
    /// The index lies where nothing can be written.
    #[error("the index in {} is on a read-only file system: it can be searched, not updated", .folder.display())]
    ReadOnly {
        /// The index folder.
        folder: PathBuf,
    },
    /// The request goes past a limit.
    #[error("{0}")]
    Limit(String),
    /// A pattern or a spelling stands for more words of the index than are allowed.
    #[error("`{pattern}` stands for more than {most} words; write more of the word")]
    TooManyWords {
        /// The pattern as typed.
        pattern: String,
        /// How many words are allowed.
        most: usize,
    },
    /// The answer was no longer wanted, and is not there.
    #[error("the search was stopped before it was done")]
    Stopped,
    /// This engine has no answer to this kind of question.
    #[error("this engine cannot answer {0}")]
    Unsupported(String),
    /// Reading or writing failed.
    #[error("{what}: {cause}")]
    Io {
        /// What was being done, and to which file.
        what: String,
        /// The system's own error.
        cause: std::io::Error,
    },
    /// Something that should not happen.
    #[error("internal error: {0}")]
    Internal(String),
}

fn owned(owner: Option<(u32, u32, u32)>) -> String {
    let said = |(user, group, mode)| {
        format!(" (the folder belongs to user {user} and group {group}, mode {mode:04o})")
    };
    owner.map(said).unwrap_or_default()
}
