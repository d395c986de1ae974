//! The index folder as tantivy sees it: files that only their owner can read, a manifest before
//! every `meta.json`, readers that write nothing. How files are mapped is tantivy's own affair.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::fs::FlockOperation;
use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

use super::checksums::{Checked, Known, Stamp, Summing};
use super::errors::engine_error;
use super::folder::{self, META, READERS, STORIES};
use super::lock::locked;
use super::manifest;
use super::rights;
use crate::engine::EngineError;
use crate::engine::local::search::chunks::Chunked;

/// The index folder, for a reader or for the writer.
#[derive(Clone, Debug)]
pub struct IndexDirectory {
    files: MmapDirectory,
    folder: PathBuf,
    access: Access,
    checksums: KnownSums,
}

/// What is known of the files of an index, by their names: of those that the manifest has, and of
/// those written since.
pub type KnownSums = Arc<Mutex<HashMap<String, Known>>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

impl IndexDirectory {
    /// The folder for a reader: nothing in it will be written. What the manifest says of files is
    /// to be told ([`IndexDirectory::know`]), or is looked up for each.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn reader(folder: &Path) -> Result<IndexDirectory, EngineError> {
        IndexDirectory::open(folder, Access::Read)
    }

    /// The folder for the writer, who holds its lock.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn writer(folder: &Path) -> Result<IndexDirectory, EngineError> {
        let directory = IndexDirectory::open(folder, Access::Write)?;
        directory.know(manifest::checksums(folder));
        Ok(directory)
    }

    fn open(folder: &Path, access: Access) -> Result<IndexDirectory, EngineError> {
        let files =
            MmapDirectory::open(folder).map_err(|error| engine_error(folder, error.into()))?;
        Ok(IndexDirectory {
            files,
            folder: folder.to_path_buf(),
            access,
            checksums: Arc::default(),
        })
    }

    /// Takes in what is known of files.
    pub fn know(&self, files: HashMap<String, Known>) {
        *self.checksums() = files;
    }

    /// The bytes of a file: mapped for a reader, and read by the writer.
    fn file(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let failed = |error| OpenReadError::wrap_io_error(error, path.to_path_buf());
        if self.access == Access::Read {
            return self.files.get_file_handle(path);
        }
        match File::open(self.folder.join(path)) {
            Ok(file) => Ok(Arc::new(Chunked::new(file).map_err(failed)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_path_buf()))
            }
            Err(error) => Err(failed(error)),
        }
    }

    fn checksums(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.checksums.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of a file. A writer may have gone on since the manifest was read.
    fn checksums_of(&self, name: &str) -> Option<Known> {
        let known = self.checksums().get(name).cloned();
        known.or_else(|| manifest::checksums(&self.folder).remove(name))
    }

    /// Replaces the file of the stories, durably.
    pub fn write_stories(&self, content: &[u8]) -> io::Result<()> {
        // A merge that ends meanwhile would write the manifest, too.
        let alone = self.checksums();
        manifest::announce_stories(&self.folder, content)?;
        folder::replace(&self.folder, Path::new(STORIES), content)?;
        drop(alone);
        folder::sync(&self.folder)
    }

    /// Keeps segment files in place until the lock is dropped: readers share it, the writer takes
    /// it alone before it removes files.
    ///
    /// A folder that a reader may not lock (there is no lock file yet, or it may not be opened) is
    /// read without.
    pub fn hold_files(&self) -> io::Result<Option<File>> {
        let path = self.folder.join(READERS);
        let (file, operation) = match self.access {
            Access::Read => match File::open(path) {
                Ok(file) => (file, FlockOperation::LockShared),
                Err(_) => return Ok(None),
            },
            Access::Write => {
                let mut options = File::options();
                let mode = rights::of_files(&self.folder);
                let options = options.write(true).create(true).truncate(false).mode(mode);
                (options.open(path)?, FlockOperation::LockExclusive)
            }
        };
        match locked(&file, operation) {
            Ok(()) => Ok(Some(file)),
            Err(_) if self.access == Access::Read => Ok(None),
            Err(errno) => Err(errno.into()),
        }
    }
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self.file(path)?;
        let name = path.to_string_lossy().into_owned();
        let Some(Known { checksums, stamp }) = self.checksums_of(&name) else { return Ok(file) };
        let now = || std::fs::metadata(self.folder.join(path));
        let same = stamp.is_some_and(|stamp| now().is_ok_and(|now| Stamp::of(&now) == stamp));
        Ok(Arc::new(Checked::new(name, file, checksums, same)))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.checksums().remove(path.to_string_lossy().as_ref());
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let mut options = File::options();
        let mode = rights::of_files(&self.folder);
        let options = options.write(true).create_new(true).mode(mode);
        match options.open(self.folder.join(path)) {
            Ok(file) => {
                let name = path.to_string_lossy().into_owned();
                let (summing, checksums) = (Summing::default(), self.checksums.clone());
                Ok(BufWriter::new(Box::new(SyncedFile { file, name, summing, checksums })))
            }
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
                Err(OpenWriteError::FileAlreadyExists(path.to_path_buf()))
            }
            Err(cause) => Err(OpenWriteError::wrap_io_error(cause, path.to_path_buf())),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    /// Durable on return where the file is `meta.json`: tantivy itself syncs nothing after it.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path != Path::new(META) {
            return folder::replace(&self.folder, path, data);
        }
        manifest::announce(&self.folder, data, &self.checksums())?;
        folder::replace(&self.folder, path, data)?;
        folder::sync(&self.folder)
    }

    fn sync_directory(&self) -> io::Result<()> {
        folder::sync(&self.folder)
    }

    /// The writer's lock is our own, taken before; only the one that keeps files in place is real.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let file = match lock.filepath == META_LOCK.filepath {
            true => self.hold_files().map_err(LockError::wrap_io_error)?,
            false => None,
        };
        Ok(DirectoryLock::from(Box::new(file)))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// A file that is synced when it is finished, and whose checksums are known then.
struct SyncedFile {
    file: File,
    name: String,
    summing: Summing,
    checksums: KnownSums,
}

impl Write for SyncedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.summing.take(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for SyncedFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.file.sync_data()?;
        let checksums = Arc::new(self.summing.end());
        let mut known = self.checksums.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(std::mem::take(&mut self.name), Known { checksums, stamp: None });
        Ok(())
    }
}
