//! Finds the tables that describe the files beside them: `metadata.csv` with a row for each of `text/*.txt`, with its
//! title, date, author and source. Such a table, a *manifest*, has a column whose values are the names of files that
//! are there, or the ends of their paths.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::walk::SourceFile;

/// What a manifest says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of the manifest.
    pub manifest: Arc<str>,
    /// The other columns of the row, as a JSON object of texts.
    pub fields: String,
}

/// Extensions of manifests.
const TABLES: [&str; 5] = ["csv", "tsv", "json", "jsonl", "ndjson"];

/// How many bytes of a table are looked at to see whether it is a manifest, the most bytes of a list in JSON, and of
/// another table.
const HEAD: usize = 64 * 1024;
const LIST: usize = 1 << 20;
const MOST: usize = 16 << 20;

/// How many rows are looked at, and the part of them that must name files.
const ROWS: usize = 20;
const NAMING: (usize, usize) = (4, 5);

/// How many tables are looked at.
const TRIED: usize = 64;

/// A longer value is a text: a table with texts holds articles of its own.
const LONGEST: usize = 1_000;

type Row = Map<String, Value>;

/// Notes with each file what a manifest says of it, and with each manifest that it is one. Files are sorted by
/// folder.
pub fn pair(files: &mut [SourceFile]) {
    let tables = tables(files);
    if tables.is_empty() {
        return;
    }
    for (table, found) in described(files, tables) {
        files[table].describes = Some(format!("{} files", found.len()));
        files[table].is_manifest = true;
        for (place, entry) in found {
            files[place].entry.get_or_insert(Arc::new(entry));
        }
    }
}

/// The manifests among some tables, each with the files that it names.
fn described(files: &[SourceFile], tables: Vec<usize>) -> Vec<(usize, Vec<(usize, Entry)>)> {
    let heads = tables.into_iter().filter_map(|table| Some((table, head(&files[table])?)));
    let heads: Vec<(usize, Vec<Row>)> = heads.collect();
    if heads.is_empty() {
        return vec![];
    }
    let names = Names::of(files);
    let found = heads
        .into_iter()
        .filter_map(|(table, head)| Some((table, entries(&files[table], &head, &names, files)?)));
    found.collect()
}

/// The first rows of a table, if a column of them seems to hold names of files.
fn head(table: &SourceFile) -> Option<Vec<Row>> {
    let kind = kind(table.name())?;
    // A list in JSON is read as a whole.
    let most = if kind == "json" { LIST } else { HEAD };
    let text = read(table.location(), most)?;
    let mut head = rows(&text, kind, ROWS);
    if table.size as usize > most {
        // The last row is cut off.
        head.truncate(head.len().saturating_sub(1));
    }
    naming_column(&head, is_file_name)?;
    Some(head)
}

/// Whether a value may be the name of a file, or the end of a path.
fn is_file_name(value: &str) -> bool {
    let extension = value.trim().rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_extension = (2..=5).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_extension && !value.contains("://")
}

/// The tables that stand alone in their folder: one of many files of a kind is an article as the others are.
fn tables(files: &[SourceFile]) -> Vec<usize> {
    let table = |(place, file)| Some(Table { place, file, kind: kind(&file.relative)? });
    let tables: Vec<Table<'_>> = files.iter().enumerate().filter_map(table).collect();
    let folders = tables.chunk_by(|one, other| {
        Arc::ptr_eq(&one.file.root, &other.file.root) && one.file.folder() == other.file.folder()
    });
    let mut alone: Vec<usize> = folders.flat_map(alone_in_folder).collect();
    alone.truncate(TRIED);
    if files.len() > alone.len() { alone } else { vec![] }
}

/// A file that may be a manifest, by its name.
struct Table<'f> {
    place: usize,
    file: &'f SourceFile,
    kind: &'static str,
}

/// The tables of a folder of which there is one of their kind.
fn alone_in_folder<'t>(tables: &'t [Table<'_>]) -> impl Iterator<Item = usize> + 't {
    let is_alone = |table: &&Table<'_>| {
        tables.iter().filter(|other| other.kind == table.kind).take(2).count() == 1
    };
    let small = |table: &&Table<'_>| table.file.size <= MOST as u64;
    tables.iter().filter(small).filter(is_alone).map(|table| table.place)
}

/// The extension of a table.
fn kind(name: &str) -> Option<&'static str> {
    // Every file of a walk is asked for.
    if !name.ends_with(['v', 'V', 'n', 'N', 'l', 'L']) {
        return None;
    }
    let extension = name.rsplit_once('.')?.1;
    TABLES.into_iter().find(|table| extension.eq_ignore_ascii_case(table))
}

/// The files of each name.
struct Names<'f>(HashMap<&'f str, Vec<usize>>);

impl<'f> Names<'f> {
    fn of(files: &'f [SourceFile]) -> Names<'f> {
        let mut names: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, file) in files.iter().enumerate() {
            names.entry(file.name()).or_default().push(place);
        }
        Names(names)
    }

    /// The one file below the folder of a table that a value names.
    fn find(&self, value: &str, table: &SourceFile, files: &[SourceFile]) -> Option<usize> {
        let value = value.trim().replace('\\', "/");
        let value = value.trim_start_matches("./");
        let name = value.rsplit('/').next().filter(|name| name.contains('.'))?;
        let folder = table.folder();
        let is_named = |place: &&usize| {
            let file = &files[**place];
            let inside = file.root == table.root && file.relative != table.relative;
            let below = file.relative.strip_prefix(folder).filter(|_| inside);
            let before = below.and_then(|below| below.strip_suffix(value));
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let mut found = self.0.get(name)?.iter().filter(is_named);
        found.next().filter(|_| found.next().is_none()).copied()
    }
}

/// The files that a table names, each with what it says; `None` if it is no manifest.
fn entries(
    table: &SourceFile,
    head: &[Row],
    names: &Names<'_>,
    files: &[SourceFile],
) -> Option<Vec<(usize, Entry)>> {
    let kind = kind(table.name())?;
    let column = naming_column(head, |value| names.find(value, table, files).is_some())?;
    let all = rows(&read(table.location(), MOST)?, kind, usize::MAX);
    let manifest: Arc<str> = table.name().into();
    let entry = |mut row: Row| {
        let named = row.remove(&column)?;
        let place = names.find(named.as_str()?, table, files)?;
        let fields = Value::Object(row).to_string();
        Some((place, Entry { manifest: manifest.clone(), fields }))
    };
    Some(all.into_iter().filter_map(entry).collect())
}

/// The column whose values name files, if no column holds texts.
fn naming_column(rows: &[Row], names_file: impl Fn(&str) -> bool) -> Option<String> {
    let text = |value: &Value| value.as_str().is_some_and(|text| text.chars().count() > LONGEST);
    if rows.iter().flat_map(Map::values).any(text) {
        return None;
    }
    let columns = rows.first()?.keys();
    let names_files = |column: &&String| {
        let values = rows.iter().filter_map(|row| row.get(*column)?.as_str());
        let naming = values.filter(|value| names_file(value)).count();
        naming * NAMING.1 >= rows.len() * NAMING.0
    };
    columns.clone().find(names_files).cloned()
}

fn read(path: &Path, most: usize) -> Option<String> {
    let mut bytes = vec![];
    let file = File::open(path).ok().filter(|file| file.metadata().is_ok_and(|of| of.is_file()))?;
    file.take(most as u64).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_string())
}

/// The first rows of a table.
fn rows(text: &str, kind: &str, most: usize) -> Vec<Row> {
    let object = |value: Value| match value {
        Value::Object(row) => Some(row),
        _ => None,
    };
    match kind {
        "csv" => separated(text, delimiter(text), most),
        "tsv" => separated(text, b'\t', most),
        "json" => list(text).into_iter().filter_map(object).take(most).collect(),
        _ => {
            let values = text.lines().map_while(|line| serde_json::from_str(line).ok());
            values.take(most).filter_map(object).collect()
        }
    }
}

fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' }
}

fn separated(text: &str, delimiter: u8, most: usize) -> Vec<Row> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let Ok(columns) = reader.headers().cloned() else { return vec![] };
    let row = |record: csv::StringRecord| {
        let values = columns.iter().zip(record.iter());
        values.map(|(column, value)| (column.trim().to_string(), value.into())).collect()
    };
    reader.records().map_while(Result::ok).take(most).map(row).collect()
}

/// The values of a JSON list, or of the one list of an object.
fn list(text: &str) -> Vec<Value> {
    match serde_json::from_str(text) {
        Ok(Value::Array(values)) => values,
        Ok(Value::Object(object)) => {
            let mut lists = object.into_iter().filter_map(|(_, value)| match value {
                Value::Array(values) => Some(values),
                _ => None,
            });
            lists.next().filter(|_| lists.next().is_none()).unwrap_or_default()
        }
        _ => vec![],
    }
}
