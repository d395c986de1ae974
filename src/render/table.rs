//! Hits, articles and counts as CSV and TSV, and as bare paths or ids. CSV quotes fields where
//! necessary; TSV fields contain neither tabs nor newlines.

use std::io::{self, Write};

use super::safe;
use super::text::crosstab;
use crate::app::crosstab::Crosstab;
use crate::app::outcome::{ShownHit, SourcesOutcome, TimelineOutcome};
use crate::article::Article;

/// The separator between the fields of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// Commas, with quotes where necessary (RFC 4180, but lines end in LF).
    Comma,
    /// Tabs, never quoted.
    Tab,
}

/// What ends a bare path or id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A newline; the line is safe to print.
    Line,
    /// A NUL; the bytes are exact.
    Nul,
}

/// Writes rows of fields that are safe to print.
pub struct Table<'a> {
    out: &'a mut dyn Write,
    separator: Separator,
}

const ARTICLE: [&str; 12] = [
    "id", "date", "source", "title", "authors", "section", "tags", "lang", "url", "guid", "path",
    "words",
];

impl<'a> Table<'a> {
    /// A table on an output.
    pub fn new(out: &'a mut dyn Write, separator: Separator) -> Table<'a> {
        Table { out, separator }
    }

    /// Writes a row.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn row<T: AsRef<str>>(&mut self, fields: &[T]) -> io::Result<()> {
        match self.separator {
            Separator::Comma => {
                let mut writer = csv::Writer::from_writer(&mut *self.out);
                let safe = fields.iter().map(|field| safe::text(field.as_ref()).into_owned());
                writer.write_record(safe)?;
                writer.flush()
            }
            Separator::Tab => {
                let safe: Vec<String> =
                    fields.iter().map(|field| safe::line(field.as_ref()).into_owned()).collect();
                writeln!(self.out, "{}", safe.join("\t"))
            }
        }
    }
}

/// Writes the column names of a hit.
///
/// # Errors
/// If the output cannot be written.
pub fn hit_header(out: &mut dyn Write, separator: Separator, batch: bool) -> io::Result<()> {
    let mut names = if batch { vec!["query_id"] } else { vec![] };
    names.extend(["rank", "score"]);
    names.extend(ARTICLE);
    names.push("passage");
    Table::new(out, separator).row(&names)
}

/// Writes one row per hit, with the id of its query first in a batch.
///
/// # Errors
/// If the output cannot be written.
pub fn hits(
    out: &mut dyn Write,
    separator: Separator,
    hits: &[ShownHit],
    query_id: Option<&str>,
) -> io::Result<()> {
    let mut table = Table::new(out, separator);
    for hit in hits {
        let mut row: Vec<String> = query_id.iter().map(ToString::to_string).collect();
        row.extend(hit_fields(hit));
        table.row(&row)?;
    }
    Ok(())
}

fn hit_fields(hit: &ShownHit) -> Vec<String> {
    let mut fields = vec![hit.rank.to_string(), hit.score.to_string()];
    fields.extend(article_fields(&hit.article));
    fields.push(hit.passage.as_ref().map(|passage| passage.text.clone()).unwrap_or_default());
    fields
}

/// Writes the column names of a whole article.
///
/// # Errors
/// If the output cannot be written.
pub fn article_header(out: &mut dyn Write, separator: Separator) -> io::Result<()> {
    let mut names = ARTICLE.to_vec();
    names.push("body");
    Table::new(out, separator).row(&names)
}

/// Writes a whole article as a row.
///
/// # Errors
/// If the output cannot be written.
pub fn article(out: &mut dyn Write, separator: Separator, article: &Article) -> io::Result<()> {
    let mut fields = article_fields(article);
    fields.push(article.body.clone());
    Table::new(out, separator).row(&fields)
}

fn article_fields(article: &Article) -> Vec<String> {
    let text = |value: Option<&str>| value.unwrap_or_default().to_string();
    vec![
        article.id.to_string(),
        article.date.as_ref().map(|date| date.show()).unwrap_or_default(),
        text(article.source_name()),
        article.title.clone(),
        article.authors.join("; "),
        text(article.section.as_deref()),
        article.tags.join("; "),
        text(article.lang.as_deref()),
        text(article.url.as_deref()),
        text(article.guid.as_deref()),
        article.path.clone(),
        article.words.to_string(),
    ]
}

/// Writes a timeline, one row per period.
///
/// # Errors
/// If the output cannot be written.
pub fn timeline(
    out: &mut dyn Write,
    separator: Separator,
    outcome: &TimelineOutcome,
) -> io::Result<()> {
    let mut table = Table::new(out, separator);
    let compare = outcome.compare.is_some();
    let kept = |row: [String; 5]| -> Vec<String> {
        let wanted = |(place, _): &(usize, String)| compare || *place != 3;
        row.into_iter().enumerate().filter(wanted).map(|(_, field)| field).collect()
    };
    table.row(&kept(["start", "end", "count", "compare", "archive"].map(String::from)))?;
    for bar in &outcome.bars {
        let (start, end) = (bar.start.to_string(), bar.start.end_of(outcome.period).to_string());
        let [count, other, archive] = [bar.count, bar.other, bar.archive].map(|n| n.to_string());
        table.row(&kept([start, end, count, other, archive]))?;
    }
    Ok(())
}

/// Writes counts by facet value, one row each.
///
/// # Errors
/// If the output cannot be written.
pub fn sources(
    out: &mut dyn Write,
    separator: Separator,
    outcome: &SourcesOutcome,
) -> io::Result<()> {
    let mut table = Table::new(out, separator);
    table.row(&["value", "count", "share"])?;
    for count in &outcome.counts {
        let value = count.value.clone().unwrap_or_default();
        let share = format!("{:.6}", outcome.share(count.count));
        table.row(&[value, count.count.to_string(), share])?;
    }
    Ok(())
}

/// Writes a table of counts; with `share`, of shares from 0 to 1.
///
/// # Errors
/// If the output cannot be written.
pub fn crosstab(
    out: &mut dyn Write,
    separator: Separator,
    counts: &Crosstab,
    share: bool,
) -> io::Result<()> {
    let mut table = Table::new(out, separator);
    let heads = counts.columns.iter().map(crosstab::name);
    table.row(
        &["row".into()].into_iter().chain(heads).chain(["total".into()]).collect::<Vec<_>>(),
    )?;
    for row in &counts.rows {
        let cells = row.cells.iter().chain([&row.whole]).map(|cell| match share {
            true => format!("{:.6}", cell.share()),
            false => cell.count.to_string(),
        });
        table.row(&[crosstab::name(&row.head)].into_iter().chain(cells).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Writes a path or an id, and what ends it.
///
/// # Errors
/// If the output cannot be written.
pub fn bare(out: &mut dyn Write, text: &str, end: End) -> io::Result<()> {
    match end {
        End::Line => writeln!(out, "{}", safe::line(text)),
        End::Nul => {
            out.write_all(text.as_bytes())?;
            out.write_all(b"\0")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{End, Separator, Table, bare};

    fn row(separator: Separator, fields: &[&str]) -> String {
        let mut out = vec![];
        Table::new(&mut out, separator).row(fields).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn fields_stay_in_their_columns() {
        let fields = ["a,b", "say \"x\"", "two\nlines", "tab\there", "\u{1b}[1m"];
        assert_eq!(
            row(Separator::Comma, &fields),
            "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",tab here,<U+001B>[1m\n"
        );
        assert_eq!(
            row(Separator::Tab, &fields),
            "a,b\tsay \"x\"\ttwo<U+000A>lines\ttab here\t<U+001B>[1m\n"
        );
    }

    #[test]
    fn bytes_are_exact_only_with_nul() {
        let mut out = vec![];
        bare(&mut out, "a\u{1b}\nb", End::Nul).unwrap();
        bare(&mut out, "a\u{1b}\nb", End::Line).unwrap();
        assert_eq!(out, b"a\x1b\nb\0a<U+001B><U+000A>b\n");
    }
}
