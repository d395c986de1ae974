//! Permissions of an index: every file gets those of the folder, which the user sets. Users and
//! groups are identified by number; names of users are not resolved.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;

use super::errors::io_error;
use crate::engine::EngineError;

/// The file that maps names of groups to numbers.
const GROUPS: &str = "/etc/group";

/// The mode of a new file in an index folder: the read and write permissions of the folder, and
/// always those of the owner. The umask applies.
pub(crate) fn of_files(folder: &Path) -> u32 {
    let of_folder = fs::metadata(folder).map_or(0, |found| found.permissions().mode());
    of_folder & 0o666 | 0o600
}

/// Lets a group, given by name or number, read the index in a folder: current and future files.
///
/// # Errors
/// When the group is unknown, or the user may not give files to it.
pub(crate) fn share(folder: &Path, group: &str) -> Result<(), EngineError> {
    let number = number_of(group)?;
    give(folder, number, 0o2750)?;
    let entries = fs::read_dir(folder).map_err(|cause| io_error("listing", folder, cause))?;
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            give(&entry.path(), number, 0o640)?;
        }
    }
    Ok(())
}

fn give(path: &Path, group: u32, rights: u32) -> Result<(), EngineError> {
    let done = fs::metadata(path).and_then(|found| {
        if found.gid() != group {
            chown(path, None, Some(group))?;
        }
        let mode = found.permissions().mode();
        fs::set_permissions(path, Permissions::from_mode(mode & 0o7777 | rights))
    });
    done.map_err(|cause| {
        let what = format!("giving {} to the group {group}", path.display());
        EngineError::Io { what, cause }
    })
}

fn number_of(group: &str) -> Result<u32, EngineError> {
    if let Ok(number) = group.parse() {
        return Ok(number);
    }
    let known = fs::read_to_string(GROUPS).unwrap_or_default();
    let found = known.lines().find_map(|line| {
        let mut parts = line.split(':');
        (parts.next() == Some(group)).then(|| parts.nth(1)?.parse().ok())?
    });
    found.ok_or_else(|| {
        let message = format!("{GROUPS} knows no group `{group}`; give its number");
        EngineError::Limit(message)
    })
}

/// Converts a permission error to one that names the owner of the folder, so that the user knows
/// whom to ask; `None` for other errors.
pub(crate) fn refused(doing: &str, path: &Path, cause: &io::Error) -> Option<EngineError> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    match cause.kind() {
        ErrorKind::PermissionDenied => {
            let what = format!("{doing} {}", path.display());
            let owner = fs::metadata(folder).ok().map(|found| {
                let (user, group) = (found.uid(), found.gid());
                (user, group, found.permissions().mode() & 0o7777)
            });
            Some(EngineError::Forbidden { folder: folder.to_path_buf(), what, owner })
        }
        ErrorKind::ReadOnlyFilesystem => {
            Some(EngineError::ReadOnly { folder: folder.to_path_buf() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{number_of, of_files, share};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_new_file_has_the_rights_of_the_folder_and_is_never_executable() {
        let folder = tempfile::tempdir().unwrap();
        for (of_folder, of_file) in
            [(0o700, 0o600), (0o750, 0o640), (0o2770, 0o660), (0o755, 0o644), (0o500, 0o600)]
        {
            fs::set_permissions(folder.path(), Permissions::from_mode(of_folder)).unwrap();
            assert_eq!(of_files(folder.path()), of_file, "{of_folder:o}");
        }
        fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn an_index_that_is_shared_can_be_read_by_the_group() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("meta.json");
        fs::write(&file, "").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).unwrap();
        let own = rustix::process::getgid().as_raw();
        share(folder.path(), &own.to_string()).unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        assert_eq!((mode(folder.path()), mode(&file)), (0o2750, 0o640));
        assert_eq!(of_files(folder.path()), 0o640);
    }

    #[test]
    fn a_group_that_is_not_known_is_named() {
        assert_eq!(number_of("12").unwrap(), 12);
        let wrong = number_of("no such group").unwrap_err().to_string();
        assert_eq!(wrong, "/etc/group knows no group `no such group`; give its number");
    }
}
