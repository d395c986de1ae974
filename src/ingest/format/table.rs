//! Tables with a header line, separated by commas, semicolons, tabs or bars. Column names are
//! defined in [`crate::ingest::parse::fields`].

use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Drafts, EmptyRecords};
use crate::ingest::parse::fields::{self, Field};
use crate::ingest::parse::record;
use serde_json::{Map, Value};

/// The separators of values.
const DELIMITERS: &[u8] = b",\t;|";
/// The maximum number of bytes of a header line examined.
const LONGEST_HEADER: usize = 1 << 16;

/// Whether a document begins with column names, including a title, text or address.
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
/// No column has a known name, or no row is an article.
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
    let mut rows = Rows {
        names,
        delimiter: header.delimiter,
        options,
        drafts,
        found: 0,
        empty_records: EmptyRecords::default(),
    };
    let mut row = csv::StringRecord::new();
    loop {
        let line = rows.drafts.lines_before() + reader.position().line();
        let more = match reader.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => rows.take(&row, line),
            Err(error) => rows.problem(line, &error.to_string()),
        };
        if !more {
            return Ok(());
        }
    }
    rows.drafts.empty_records(rows.empty_records);
    match rows.found {
        0 => Err(Refusal::NotArticles("a table without an article".into())),
        _ => Ok(()),
    }
}

/// Collects the rows of a table.
struct Rows<'a> {
    names: Vec<String>,
    delimiter: u8,
    options: &'a Options,
    drafts: &'a mut dyn Drafts,
    found: u64,
    empty_records: EmptyRecords,
}

impl Rows<'_> {
    /// Hands over the article of a row; returns whether more are wanted.
    fn take(&mut self, row: &csv::StringRecord, line: u64) -> bool {
        match self.swallowed(row) {
            Some(lines) => self.reread(lines, line),
            None => self.hand_over(row, line),
        }
    }

    fn hand_over(&mut self, row: &csv::StringRecord, line: u64) -> bool {
        let record = as_record(&self.names, row);
        let draft = record::draft(&record, "csv", self.options);
        if !record::is_article(&draft, record::has_body(&record, self.options)) {
            self.empty_records.count("line", line);
            return true;
        }
        self.found += 1;
        self.drafts.article(draft)
    }

    fn problem(&mut self, line: u64, what: &str) -> bool {
        self.drafts.problem(format!("line {line}: {what}"));
        true
    }

    /// A value of a row that contains whole rows: its quotation mark is never closed.
    fn swallowed<'r>(&self, row: &'r csv::StringRecord) -> Option<&'r str> {
        let marks = self.names.len().saturating_sub(1);
        let is_row = |line: &&str| line.bytes().filter(|&b| b == self.delimiter).count() >= marks;
        let full = |value: &&str| {
            let lines = value.lines().skip(1);
            let all = lines.clone().count();
            all >= 3 && lines.filter(is_row).count() * 10 >= all * 9
        };
        row.iter().find(|value| marks >= 2 && full(value))
    }

    /// Reads the rows inside a value again, with quotation marks as ordinary characters.
    fn reread(&mut self, lines: &str, line: u64) -> bool {
        let inside = lines.split_once('\n').map_or("", |(_, rest)| rest);
        self.problem(line, "a quotation mark is not closed; the rows behind it are read without");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .has_headers(false)
            .quoting(false)
            .from_reader(inside.as_bytes());
        let mut row = csv::StringRecord::new();
        while let Ok(true) = reader.read_record(&mut row) {
            let at = line + reader.position().line() - 1;
            if !self.hand_over(&row, at) {
                return false;
            }
        }
        true
    }
}

/// The separator of a table that begins with these column names.
pub fn delimiter(names: &str) -> u8 {
    header(names).map_or_else(|| sniff(names), |header| header.delimiter)
}

/// The number of different article fields that the values of a row name.
pub fn known_names(row: &[String]) -> usize {
    let names = row.iter().map(|name| fields::plain(name));
    let mut known: Vec<Field> =
        names.filter_map(|name| Some(fields::meanings(&name).first()?.0)).collect();
    known.dedup();
    known.len()
}

fn sniff(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or("");
    let count = |delimiter: u8| line.bytes().filter(|&b| b == delimiter).count();
    DELIMITERS.iter().copied().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

fn as_record(names: &[String], row: &csv::StringRecord) -> Map<String, Value> {
    names.iter().zip(row).map(|(name, value)| (name.clone(), value.into())).collect()
}

#[cfg(test)]
mod tests {
    use crate::ingest::document::Options;
    use crate::ingest::tests::{drafts, drafts_with};

    #[test]
    fn every_delimiter_is_found_and_names_in_any_order() {
        for mark in [",", ";", "\t", "|"] {
            let rows = ["date:title:text:url", "2023-11-05:Storm:It rained.:https@//example.org/1"];
            let text = rows.join("\n").replace(':', mark).replace('@', ":");
            let found = drafts("a.csv", &text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].title.as_deref(), Some("Storm"));
            assert_eq!(found[0].dates[0].evidence.text, "2023-11-05");
        }
    }

    #[test]
    fn quoted_values_hold_lines_and_short_rows_are_read() {
        let text = "title,text,source\n\"Storm, again\",\"It rained.\n\nIt \"\"poured\"\".\",Quay\nSun,It shone.\n";
        let found = drafts("a.csv", text);
        assert_eq!(found[0].title.as_deref(), Some("Storm, again"));
        assert_eq!(found[0].body, "It rained.\n\nIt \"poured\".");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_costs_one_row() {
        let rows: String =
            (0..5).map(|n| format!("Storm {n},It rained {n} days.,Quay\n")).collect();
        let text = format!("title,text,source\nSun,\"It shone.,Quay\n{rows}");
        let (found, problems) = drafts_with("a.csv", &text, &Options::default());
        assert_eq!(found.len(), 5, "{problems:?}");
        assert!(problems[0].starts_with("line 2: a quotation mark"), "{problems:?}");
    }

    #[test]
    fn a_table_without_known_names_wants_a_map() {
        let text = "kop,inhoud\nStorm,It rained all day.\n";
        assert!(drafts("a.csv", text).is_empty());
        let map = vec![("title".into(), "kop".into()), ("body".into(), "inhoud".into())];
        assert_eq!(drafts_with("a.csv", text, &Options { map, ..Options::default() }).0.len(), 1);
    }
}
