//! Tables with a header line: values parted by commas, semicolons, tabs or bars. The names of
//! columns are known to [`super::super::fields`].

use super::super::draft::Drafts;
use super::super::fields::{self, Field};
use super::super::record;
use super::{Document, Options, Refusal};
use serde_json::{Map, Value};

/// What parts the values of a line.
const DELIMITERS: &[u8] = b",\t;|";
/// How many bytes of a line of names are looked at.
const LONGEST_HEADER: usize = 1 << 16;

/// Whether a document begins with the names of columns, a title, text or address among them.
pub fn is_table(document: Document<'_>) -> bool {
    let path = document.path.to_lowercase();
    let named = [".csv", ".tsv", ".tab", ".psv"].iter().any(|end| path.ends_with(end));
    named || header(document.text).is_some_and(|header| header.known >= 3)
}

struct Header {
    delimiter: u8,
    known: usize,
}

/// The delimiter by which most of the first line's values are names of fields.
fn header(text: &str) -> Option<Header> {
    let line = text.trim_start_matches(['\n', '\r']).lines().next()?;
    if line.len() > LONGEST_HEADER {
        return None;
    }
    let known = |delimiter: u8| {
        let names = line.split(delimiter as char).map(fields::plain);
        let meanings = names.flat_map(|name| fields::meanings(&name).into_iter().next());
        let mut fields: Vec<Field> = meanings.map(|(field, _)| field).collect();
        let tells = fields.iter().any(|f| matches!(f, Field::Title | Field::Body | Field::Url));
        fields.dedup();
        if tells { fields.len() } else { 0 }
    };
    let best = DELIMITERS.iter().map(|&delimiter| Header { delimiter, known: known(delimiter) });
    best.filter(|header| header.known > 0).max_by_key(|header| header.known)
}

/// Hands over the article of each row.
///
/// # Errors
/// When no column has a known name, or no row is an article.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let mapped = Header { delimiter: sniff(document.text), known: 0 };
    let unknown = || {
        Refusal::NotArticles(
            "a table without a column of a known name; name them with --map".into(),
        )
    };
    let header = header(document.text)
        .or((!options.map.is_empty()).then_some(mapped))
        .ok_or_else(unknown)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(header.delimiter)
        .flexible(true)
        .from_reader(document.text.as_bytes());
    let names: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(|name| name.trim().to_string()).collect(),
        Err(error) => return Err(Refusal::Broken(error.to_string())),
    };
    let mut found = 0u64;
    let mut row = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                drafts.problem(format!("line {line}: {error}"));
                continue;
            }
        }
        let record = as_record(&names, &row);
        let draft = record::draft(&record, "csv", options);
        if !record::is_article(&draft, record::has_body(&record, options)) {
            drafts.problem(format!("line {line}: no article in it"));
            continue;
        }
        found += 1;
        if !drafts.article(draft) {
            return Ok(());
        }
    }
    if found == 0 { Err(Refusal::NotArticles("a table without an article".into())) } else { Ok(()) }
}

fn sniff(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or("");
    let count = |delimiter: u8| line.bytes().filter(|&b| b == delimiter).count();
    DELIMITERS.iter().copied().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

fn as_record(names: &[String], row: &csv::StringRecord) -> Map<String, Value> {
    names.iter().zip(row).map(|(name, value)| (name.clone(), value.into())).collect()
}
