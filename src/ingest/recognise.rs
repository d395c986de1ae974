//! Recognises the format of a document: by content first, by name second. It extracts no articles.

use super::document::Document;
use super::documents::Raw;
use super::format::{FORMATS, Format};
use super::parse::metadata;
use super::source::charset::{self, codec::Codec};
use super::source::walk::SourceFile;
use super::{IngestOptions, beside};
use crate::engine::FileOutcome;

/// Magic numbers of containers that dateline does not open, and what to do with them.
const CLOSED: &[(&[u8], &str)] = &[
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip container: unpack it first"),
    (b"Rar!\x1A\x07", "a RAR container: unpack it first"),
    (b"MSCF\0\0\0\0", "a cabinet: unpack it first"),
    (b"!BDN", "a mailbox of Outlook: export it as .mbox or .eml first"),
];
/// Magic numbers of formats that are not text.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n", "an image"),
    (b"\xFF\xD8\xFF", "an image"),
    (b"GIF8", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"8BPS", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"%!PS-Adobe", "PostScript: convert it to PDF or text first"),
    (b"SQLite format 3\0", "a SQLite database: export it as JSON or CSV first"),
    (b"\x7FELF", "a program"),
    (b"PAR1", "a Parquet table: export it as JSON or CSV first"),
    (b"ARROW1", "an Arrow table: export it as JSON or CSV first"),
    (b"FEA1", "an Arrow table: export it as JSON or CSV first"),
    (b"Obj\x01", "an Avro table: export it as JSON or CSV first"),
    (b"RDX2\n", "data of R: export it as JSON or CSV first"),
    (b"RDX3\n", "data of R: export it as JSON or CSV first"),
    (b"<stata_dta>", "data of Stata: export it as CSV first"),
    (b"\x89HDF", "an HDF5 table: export it as JSON or CSV first"),
    (b"\x80\x03", "a pickle of Python: export it as JSON first"),
    (b"\x80\x04\x95", "a pickle of Python: export it as JSON first"),
    (b"\x80\x05\x95", "a pickle of Python: export it as JSON first"),
    (b"\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D", "notes of OneNote: export them as DOCX or PDF first"),
];
/// The magic number of older Office documents, and what each extension stands for.
const OFFICE: (&[u8], &[(&[&str], &str)]) = (
    b"\xD0\xCF\x11\xE0",
    &[
        (&["doc", "dot"], "an old Word document: save it as DOCX or text first"),
        (&["xls", "xlt"], "an old spreadsheet: save it as XLSX or CSV first"),
        (&["ppt", "pps"], "an old presentation: save it as text first"),
        (&["msg"], "a message of Outlook: save it as .eml first"),
        (&["pub"], "a publication: save it as PDF or text first"),
    ],
);
/// Names of files in a package that identify its kind.
const PACKAGES: &[(&[u8], &str)] = &[
    (b"ppt/", "a presentation: save it as text or PDF first"),
    (b"opendocument.presentation", "a presentation: save it as text or PDF first"),
    (b"opendocument.graphics", "a drawing"),
    (b"xl/workbook.bin", "a binary spreadsheet: save it as XLSX or CSV first"),
    (b".iwa", "a document of iWork: export it as DOCX, XLSX or PDF first"),
];

/// Names of files that accompany articles but hold none, without extension, in lower case.
const BESIDE: &[&str] =
    &["readme", "license", "licence", "copying", "changelog", "code_of_conduct", "contributing"];
/// The same, for names that are written in capitals.
const BESIDE_CAPITAL: &[&str] = &[
    "AUTHORS", "NOTICE", "INSTALL", "TODO", "CHANGES", "HISTORY", "SECURITY", "MANIFEST",
    "VERSION", "CITATION",
];
/// Full file names that hold no article.
const WHOLE: &[&str] = &[
    "makefile",
    "dockerfile",
    "robots.txt",
    "requirements.txt",
    "thumbs.db",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
];
/// Extensions of text that holds no article.
const NO_ARTICLE: &[(&[&str], &str)] = &[
    (
        &[
            "py", "pyc", "rs", "c", "h", "cc", "cpp", "hpp", "js", "mjs", "ts", "jsx", "tsx",
            "java", "rb", "go", "php", "pl", "pm", "sh", "bash", "bat", "ps1", "r", "rmd", "jl",
            "lua", "scala", "kt", "swift", "m", "cs", "vue", "ipynb",
        ],
        "source code",
    ),
    (&["css", "scss", "less", "map", "svg"], "part of a web page"),
    (&["dtd", "xsd", "rng", "rnc", "xsl", "xslt"], "a schema"),
    (&["cdx", "cdxj", "aclj", "idx", "warc-idx"], "an index of a web archive"),
    (
        &["yml", "yaml", "toml", "ini", "cfg", "conf", "properties", "lock", "env"],
        "a configuration",
    ),
    (&["sql"], "a database dump: export it as JSON or CSV first"),
    (&["log"], "a log"),
    (&["sha1", "sha256", "md5", "sfv", "asc", "sig"], "checksums"),
];

/// Checks that bytes may hold articles, as far as this is visible before decoding.
///
/// # Errors
/// The reason why it holds no articles, as a phrase.
pub fn check_bytes(path: &str, bytes: &[u8]) -> Result<(), String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("empty".into());
    }
    if let Some(what) = signed(path, bytes) {
        return Err(what.to_string());
    }
    let head = &bytes[..bytes.len().min(8192)];
    let controls =
        head.iter().filter(|b| matches!(b, 0..=8 | 0xE..=0x1A | 0x1C..=0x1F | 0x7F)).count();
    let zero = head.contains(&0) && charset::wide_order(head).is_none();
    if charset::is_shifted(bytes) {
        return Ok(());
    }
    if zero && controls * 50 > head.len()
        || controls * 5 > head.len() && charset::wide_order(head).is_none()
    {
        return Err("not text".into());
    }
    Ok(())
}

/// The kind of file that the magic number identifies.
fn signed(path: &str, bytes: &[u8]) -> Option<&'static str> {
    let starts = |known: &[(&[u8], &'static str)]| {
        known.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
    };
    if let Some(what) = starts(SIGNATURES).or_else(|| starts(CLOSED)) {
        return Some(what);
    }
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let (office, kinds) = OFFICE;
    if bytes.starts_with(office) {
        let of = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(extension));
        let kind = kinds.iter().find(|(names, _)| of(names)).map(|(_, what)| *what);
        return kind.or(Some("an old Office document: save it as text or DOCX first"));
    }
    if bytes.starts_with(b"bplist00") {
        let page = extension.eq_ignore_ascii_case("webarchive");
        return Some(if page {
            "a page that Safari saved: save it as a page (HTML) first"
        } else {
            "a property list"
        });
    }
    if bytes.get(60..68) == Some(b"BOOKMOBI") {
        return Some("a book for Kindle: convert it to EPUB first");
    }
    let package = bytes.starts_with(b"PK\x03\x04").then(|| listed(bytes))?;
    PACKAGES.iter().find(|(name, _)| memmem(package, name)).map(|(_, what)| *what)
}

/// The parts of a package that list its files: its beginning and its end.
fn listed(bytes: &[u8]) -> [&[u8]; 2] {
    const LOOKED_AT: usize = 64 << 10;
    let end = bytes.len().saturating_sub(LOOKED_AT);
    [&bytes[..bytes.len().min(LOOKED_AT)], &bytes[end..]]
}

fn memmem(parts: [&[u8]; 2], name: &[u8]) -> bool {
    parts.iter().any(|part| part.windows(name.len()).any(|window| window == name))
}

/// Refuses a container that dateline does not open: it may hold any number of articles.
pub fn check_closed(bytes: &[u8]) -> Result<(), String> {
    let closed = CLOSED.iter().find(|(start, _)| bytes.starts_with(start));
    closed.map_or(Ok(()), |(_, what)| Err((*what).to_string()))
}

/// Why a file holds no article, judged by its name. A script whose bytes begin like a page, front
/// matter or a Twitter export is read anyway.
pub fn check_name(path: &str, bytes: &[u8]) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_one =
        |names: &[&str], name: &str| names.iter().any(|one| one.eq_ignore_ascii_case(name));
    let readable = is_one(&["", "txt", "md", "rst", "html"], extension);
    let beside = is_one(BESIDE, stem) || BESIDE_CAPITAL.contains(&stem);
    if readable && beside || is_one(WHOLE, name) {
        return Some("a file about the archive, by its name");
    }
    let of = |extensions: &[&str]| is_one(extensions, extension);
    let found = NO_ARTICLE.iter().find(|(extensions, _)| of(extensions));
    let found = found.filter(|_| !(of(&["php", "js"]) && begins_as_text(bytes)));
    found.map(|(_, what)| *what).or_else(|| beside::by_path(path))
}

/// Whether bytes begin like a page, front matter, or a script that holds posts.
fn begins_as_text(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let start = bytes[..bytes.len().min(14)].to_ascii_lowercase();
    let starts: [&[u8]; 5] = [b"<!doctype html", b"<html", b"---\n", b"---\r", b"window.ytd."];
    starts.iter().any(|known| start.starts_with(known))
}

/// The format of a document, as far as it is known before decoding: the format of its document for
/// a chunk, or a format that is read as bytes.
///
/// # Errors
/// Why the document holds no article, as its bytes or its name show.
pub fn before_decoding(
    raw: Raw<'_>,
    options: &IngestOptions,
) -> Result<Option<&'static Format>, FileOutcome> {
    match raw.chunk_of {
        Some(format) => Ok(Some(format)),
        None => of_bytes(Document::of(raw, "", None), options),
    }
}

/// The format of a document that is read as bytes; `None` if it is text.
///
/// # Errors
/// Why the document holds no article, as its bytes or its name show.
pub fn of_bytes(
    document: Document<'_>,
    options: &IngestOptions,
) -> Result<Option<&'static Format>, FileOutcome> {
    let asked = options.format;
    let format = match asked {
        Some(format) => Some(format).filter(|format| format.is_bytes),
        None => first(document, true),
    };
    if format.is_none() {
        check_closed(document.bytes).map_err(FileOutcome::Refused)?;
        if !options.charset.is_some_and(Codec::is_wide) {
            check_bytes(document.path, document.bytes).map_err(FileOutcome::Skipped)?;
        }
        if let Some(what) = check_name(document.path, document.bytes).filter(|_| asked.is_none()) {
            return Err(FileOutcome::Skipped(what.into()));
        }
    }
    Ok(format)
}

/// The format of a document of text.
///
/// # Errors
/// Why the document holds no article.
pub fn of_text(
    document: Document<'_>,
    file: &SourceFile,
    options: &IngestOptions,
) -> Result<&'static Format, FileOutcome> {
    let Document { path, text, .. } = document;
    if file.describes.is_some() && metadata::read(path, text, &options.extract).is_some() {
        return Err(FileOutcome::Skipped("metadata of another file".into()));
    }
    if file.is_manifest {
        return Err(FileOutcome::Skipped("a table that describes other files".into()));
    }
    let none = beside::by_text(text).filter(|_| options.format.is_none());
    if let Some(what) = none {
        return Err(FileOutcome::Skipped(what.into()));
    }
    let unknown = || FileOutcome::Skipped("not an article format".into());
    options.format.or_else(|| recognise(document)).ok_or_else(unknown)
}

/// The format of a document of text, judged by the document alone.
pub fn recognise(document: Document<'_>) -> Option<&'static Format> {
    first(document, false)
}

/// The first format that recognises a document, among those read as bytes or those read as text.
fn first(document: Document<'_>, is_bytes: bool) -> Option<&'static Format> {
    let all = FORMATS.iter().filter(|format| format.is_bytes == is_bytes);
    all.into_iter().find(|format| (format.recognises)(document))
}
