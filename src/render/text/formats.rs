//! The input formats: what each provides, and how it is recognised.

use std::io::{self, Write};

use crate::app::outcome::Listed;
use crate::render::style::{Look, Role};
use crate::render::wrap::wrap;

/// The indentation of the description of a format, in columns.
const INDENT: usize = 2;

/// Writes a format.
///
/// # Errors
/// If the output cannot be written.
pub fn format(out: &mut dyn Write, format: &Listed, look: &Look) -> io::Result<()> {
    let what = if format.container { " (holds files)" } else { "" };
    writeln!(out, "{}{what}", look.paint(Role::Title, format.name))?;
    let by = format!("recognised by {}", format.sign);
    for text in [format.gives, by.as_str()] {
        for line in wrap(text, &[], look.width.saturating_sub(INDENT)) {
            let line: String = line.into_iter().map(|run| run.text).collect();
            writeln!(out, "{}{line}", " ".repeat(INDENT))?;
        }
    }
    Ok(())
}
