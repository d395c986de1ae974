//! Reads zip archives: members in directory order, or, if the directory is lost, in file order.
//! Nothing is extracted to disk.

use std::io::{BufReader, Read, Seek, SeekFrom};

use ::zip::read::{Config, ZipFile, read_zipfile_from_stream};
use ::zip::result::ZipError;
// Unlike `ZipArchive`, this keeps members that share a name.
use ::zip::unstable::read::ZipIterable;
use ::zip::{CompressionMethod, ZipReadOptions};

use super::limits::Metered;
use super::source::{Plain, Source};
use super::{Halt, Input, Item, Pass, extension, open};

/// Whether a zip is a single document, a program or a font rather than a collection of files.
pub(super) fn is_document(name: &str, head: &[u8]) -> bool {
    const DOCUMENTS: [&str; 20] = [
        "docx", "docm", "dotx", "odt", "ott", "epub", "xlsx", "xlsm", "xlsb", "pptx", "ppsx",
        "ods", "odp", "odg", "pages", "numbers", "key", "jar", "apk", "xps",
    ];
    // The name of the first member identifies Office, OpenDocument and EPUB packages.
    let first = head.get(30..).unwrap_or(&[]);
    let package = first.starts_with(b"[Content_Types].xml") || first.starts_with(b"mimetypeapplic");
    package || DOCUMENTS.contains(&extension(name).as_str())
}

/// Hands over the members of a zip archive.
pub(super) fn members(item: &Item, input: &mut dyn Input, pass: &mut Pass<'_>) -> Result<(), Halt> {
    let mut input = BufReader::new(input);
    let mut whole = match ZipIterable::try_new(&mut input, Config::default()) {
        Ok(whole) => whole,
        Err(error) => return from_the_front(item, &error, &mut input, pass),
    };
    let files = whole.files().map_err(broken)?;
    while let Some(entry) = files.next() {
        pass.count(item)?;
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return pass.trouble(item.at(&format!("its directory: {error}"))),
        };
        let label = String::from_utf8_lossy(entry.name_raw()).into_owned();
        match entry.with_reader(files.reader_mut(), ZipReadOptions::new()) {
            Ok(file) => member(item, file, pass)?,
            Err(error) => {
                pass.trouble(item.at(&format!("{label}: {}", in_words(&error))))?;
            }
        }
    }
    Ok(())
}

/// Reads as much as possible of an archive whose directory is missing or damaged.
fn from_the_front<R: Read + Seek>(
    item: &Item,
    error: &ZipError,
    input: &mut R,
    pass: &mut Pass<'_>,
) -> Result<(), Halt> {
    input.seek(SeekFrom::Start(0)).map_err(super::broken)?;
    let before = pass.handed;
    let end = loop {
        match read_zipfile_from_stream(input) {
            Ok(Some(file)) => {
                pass.count(item)?;
                member(item, file, pass)?;
            }
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    if pass.handed == before {
        return Err(Halt::Broken(format!("not a readable zip archive: {}", in_words(error))));
    }
    let end = end.map(|error| format!(", up to: {}", in_words(&error))).unwrap_or_default();
    let problem =
        format!("its directory is damaged ({}); read from the front{end}", in_words(error));
    pass.trouble(item.at(&problem))
}

fn member<R: Read>(item: &Item, file: ZipFile<'_, R>, pass: &mut Pass<'_>) -> Result<(), Halt> {
    let name = match file.name() {
        Ok(name) => name.into_owned(),
        Err(_) => String::from_utf8_lossy(file.name_raw()).into_owned(),
    };
    if file.is_dir() || file.is_symlink() || is_side_file(item, &name) {
        return Ok(());
    }
    let child = item.child(name);
    if file.encrypted() {
        return pass.trouble(child.at("it is encrypted"));
    }
    let stored = file.compression() == CompressionMethod::Stored;
    let budget = pass.budget;
    let mut reader: Box<dyn Read> =
        if stored { Box::new(file) } else { Box::new(Metered::new(file, budget)) };
    open(&child, Source::new(Box::new(Plain(&mut reader))), pass)
}

/// Files that are not the user's: metadata of macOS, and in a WACZ everything but the archives.
fn is_side_file(item: &Item, name: &str) -> bool {
    let wacz = extension(&item.name) == "wacz" && !name.starts_with("archive/");
    wacz || super::is_mac_metadata(name)
}

fn in_words(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "it is encrypted".into(),
        error => error.to_string(),
    }
}

fn broken(error: ZipError) -> Halt {
    Halt::Broken(in_words(&error))
}
