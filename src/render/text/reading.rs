//! How a file was read: what was decided about it, and the origin of each field of its articles.

use std::io::{self, Write};

use crate::app::outcome::{
    Charset, CharsetSource, DayOrder, Decided, Explained, FileOutcome, Piece, ReadOutcome, Weighed,
};
use crate::render::number::{bytes, counted, thousands};
use crate::render::safe;
use crate::render::style::{Look, Role};
use crate::render::wrap::columns;

/// How many articles are shown for a file, or for each member of a container.
pub const SHOWN: usize = 3;
/// How many members of a container are listed.
const MEMBERS: usize = 50;
/// The length of a text excerpt, in characters.
const EXCERPT: usize = 120;
/// The width of a field name, in columns.
const NAME: usize = 10;

/// Writes how a file was read, after a blank line unless it is the first.
///
/// # Errors
/// If the output cannot be written.
pub fn reading(
    out: &mut dyn Write,
    read: &ReadOutcome,
    first: bool,
    look: &Look,
) -> io::Result<()> {
    if !first {
        writeln!(out)?;
    }
    let path = read.path.to_string_lossy();
    writeln!(out, "{}", look.paint(Role::Title, &safe::line(look.path(&path))))?;
    fact(out, "archive", look.path(&read.root.to_string_lossy()), look)?;
    fact(out, "size", &bytes(read.report.bytes), look)?;
    let mut shown = 0;
    for piece in &read.trace.pieces {
        shown += usize::from(piece.member.is_some());
        if shown <= MEMBERS {
            self::piece(out, piece, look)?;
        }
    }
    if shown > MEMBERS {
        let more = counted((shown - MEMBERS) as u64, "member", "members");
        writeln!(out, "\nand {more} more; --json lists them all")?;
    }
    end(out, read, look)
}

fn end(out: &mut dyn Write, read: &ReadOutcome, look: &Look) -> io::Result<()> {
    writeln!(out)?;
    match &read.report.outcome {
        FileOutcome::Indexed => {
            fact(out, "total", &counted(read.report.articles, "article", "articles"), look)?;
        }
        FileOutcome::Skipped(reason) => fact(out, "skipped", reason, look)?,
        FileOutcome::Refused(reason) => fact(out, "refused", reason, look)?,
    }
    read.report.problems.iter().try_for_each(|problem| fact(out, "problem", problem, look))
}

fn piece(out: &mut dyn Write, piece: &Piece, look: &Look) -> io::Result<()> {
    if let Some(member) = &piece.member {
        writeln!(out, "\n{}", look.paint(Role::Title, &format!("!/{}", safe::line(member))))?;
    }
    if let Some(format) = piece.format {
        let (name, sign) = (format.name(), format.sign());
        fact(out, "format", &format!("{name}, {}", because(piece.decided, sign)), look)?;
    }
    if let Some(charset) = &piece.charset {
        fact(out, "charset", &charset_in_words(charset), look)?;
    }
    match piece.order {
        DayOrder::Unknown => {}
        DayOrder::DayFirst => fact(out, "dates", "day before month, as one of them shows", look)?,
        DayOrder::MonthFirst => {
            fact(out, "dates", "month before day, as one of them shows", look)?;
        }
    }
    if let Some(FileOutcome::Skipped(reason) | FileOutcome::Refused(reason)) = &piece.ended {
        fact(out, "articles", &format!("none: {reason}"), look)?;
    } else if piece.charset.is_some() || piece.articles > 0 {
        fact(out, "articles", &thousands(piece.articles), look)?;
    }
    for (number, explained) in (1..).zip(piece.kept.iter().take(SHOWN)) {
        article(out, number, explained, look)?;
    }
    match piece.articles.saturating_sub(SHOWN as u64) {
        0 => Ok(()),
        more => writeln!(out, "\nand {} more; --json shows all", thousands(more)),
    }
}

/// Why a document was assigned its format.
fn because(decided: Option<Decided>, sign: &str) -> String {
    match decided {
        Some(Decided::Content) => format!("recognised by its content: {sign}"),
        Some(Decided::Name) => format!("recognised by its name; by its content it would be {sign}"),
        Some(Decided::Asked) => "asked for with --as".into(),
        None => String::new(),
    }
}

fn charset_in_words(charset: &Charset) -> String {
    let found = match charset.found {
        CharsetSource::Mark => "by its byte order mark",
        CharsetSource::Valid => "its bytes are valid in it",
        CharsetSource::Declared => "declared",
        CharsetSource::Guessed => "guessed from its bytes",
        CharsetSource::Asked => "as --charset says",
    };
    let lossy = if charset.lossy { "; some bytes are invalid in it" } else { "" };
    format!("{}, {found}{lossy}", charset.name)
}

fn article(out: &mut dyn Write, number: usize, it: &Explained, look: &Look) -> io::Result<()> {
    let article = &it.article;
    let from = |field: &str| it.origin(field).unwrap_or_else(|| "none".into());
    writeln!(out, "\n{number}. {}", look.paint(Role::Title, &safe::line(&article.title)))?;
    fact(out, "title", &from("title"), look)?;
    let date = article.date.as_ref().map_or("none".to_string(), |date| {
        let instant = date.instant.as_ref().map(|instant| format!(", at {instant}"));
        let evidence = format!("{}: {}", date.evidence.rule, date.evidence.text);
        format!("{}{}, from {evidence}", date.show(), instant.unwrap_or_default())
    });
    fact(out, "date", &date, look)?;
    it.why.dates.iter().try_for_each(|weighed| fact(out, "", &candidate(weighed), look))?;
    let source = article.source.as_ref().map_or("none".to_string(), |source| {
        format!("{}, from {}: {}", source.name, source.evidence.rule, source.evidence.text)
    });
    fact(out, "source", &source, look)?;
    let fields = [
        ("authors", "authors", Some(article.authors.join("; ")).filter(|text| !text.is_empty())),
        ("section", "section", article.section.clone()),
        ("tags", "tags", Some(article.tags.join("; ")).filter(|text| !text.is_empty())),
        ("language", "lang", article.lang.clone()),
        ("url", "url", article.url.clone()),
        ("guid", "guid", article.guid.clone()),
    ];
    for (name, field, value) in fields {
        if let Some(value) = value {
            fact(out, name, &format!("{value}, {}", from(field)), look)?;
        }
    }
    let words = counted(article.words.into(), "word", "words");
    fact(out, "body", &format!("{words}, {}: {}", from("body"), excerpt(&article.body)), look)?;
    fact(out, "id", article.id.as_str(), look)?;
    article.notes.iter().try_for_each(|note| fact(out, "note", note, look))?;
    it.left_out.iter().try_for_each(|text| fact(out, "left out", &excerpt(text), look))
}

/// A candidate date, marked `*` if it was chosen and `-` if it was rejected.
fn candidate(weighed: &Weighed) -> String {
    let rank = weighed.candidate.rank.name();
    let evidence = &weighed.candidate.evidence;
    let (sign, read) = match &weighed.read {
        Ok((day, precision)) if weighed.chosen => ('*', precision.show(*day)),
        Ok((day, precision)) => (' ', precision.show(*day)),
        Err(reason) => ('-', format!("refused, {reason}")),
    };
    let confidence = weighed.candidate.confidence;
    format!("{sign} {read} ({rank}, {confidence} %) {}: {}", evidence.rule, excerpt(&evidence.text))
}

fn excerpt(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn fact(out: &mut dyn Write, name: &str, value: &str, look: &Look) -> io::Result<()> {
    let fill = " ".repeat(NAME.saturating_sub(columns(name)));
    writeln!(out, "{}{fill}{}", look.paint(Role::Quiet, name), safe::line(value))
}
