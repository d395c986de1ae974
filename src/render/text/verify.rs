//! The result of verifying an index: how much was read, or every damage and how to repair it.

use std::io::{self, Write};

use crate::app::outcome::VerifyOutcome;
use crate::render::number::{bytes, counted};
use crate::render::safe;
use crate::render::style::{Look, Role};

/// Writes the result of verifying an index.
///
/// # Errors
/// If the output cannot be written.
pub fn verify(out: &mut dyn Write, outcome: &VerifyOutcome, look: &Look) -> io::Result<()> {
    let found = &outcome.verification;
    let index = safe::line(look.path(&outcome.index)).into_owned();
    if found.damages.is_empty() {
        let articles = counted(found.articles, "article", "articles");
        let records = counted(found.records, "file", "files");
        let files = counted(found.files, "index file", "index files");
        let size = bytes(found.bytes);
        return writeln!(out, "{index} is sound: {articles} of {records} in {files}, {size}");
    }
    for damage in &found.damages {
        let label = look.paint(Role::Error, "damaged");
        writeln!(out, "{label}: {} {}", safe::line(&damage.file), safe::line(&damage.what))?;
    }
    writeln!(out, "{index} is damaged; index the archive again:")?;
    writeln!(out, "  dateline index FOLDER --rebuild --index {index}")
}
