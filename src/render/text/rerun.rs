//! What has changed since a receipt was written.

use std::io::{self, Write};

use crate::app::outcome::Named;
use crate::app::receipt::{Left, Receipt, Rerun};
use crate::render::number::{counted, thousands};
use crate::render::safe;
use crate::render::style::{Look, Role};

/// Writes what is the same and what has changed.
///
/// # Errors
/// If the output cannot be written.
pub fn rerun(out: &mut dyn Write, rerun: &Rerun, look: &Look) -> io::Result<()> {
    writeln!(out, "{}", look.paint(Role::Title, &safe::line(&rerun.then.understood)))?;
    state(out, "then", &rerun.then)?;
    state(out, "now", &rerun.now)?;
    for added in &rerun.added {
        writeln!(out, "  + {}", article(added, look))?;
    }
    rerun.left.iter().try_for_each(|left| gone(out, left, look))?;
    let same = rerun.now.articles - rerun.added.len() as u64;
    let (added, left) = (rerun.added.len() as u64, rerun.left.len() as u64);
    let text = match (added, left) {
        (0, 0) => format!("the same {}", counted(same, "article", "articles")),
        _ => format!(
            "{} the same, {} added, {} no longer found",
            thousands(same),
            thousands(added),
            thousands(left)
        ),
    };
    writeln!(out, "{}", look.paint(Role::Quiet, &text))
}

fn state(out: &mut dyn Write, when: &str, of: &Receipt) -> io::Result<()> {
    writeln!(
        out,
        "{when:<5} {}, {}; dateline {}, index generation {}",
        safe::line(&of.made),
        counted(of.articles, "article", "articles"),
        safe::line(&of.dateline),
        safe::line(&of.index.generation)
    )
}

fn article(article: &Named, look: &Look) -> String {
    let date = article.date.as_deref().unwrap_or("undated");
    let id = look.paint(Role::Quiet, article.id.as_str());
    format!("{id}  {}  {}", safe::line(date), safe::line(&article.title))
}

fn gone(out: &mut dyn Write, left: &Left, look: &Look) -> io::Result<()> {
    match &left.article {
        Some(found) => writeln!(out, "  - {} (still in the index)", article(found, look)),
        None => writeln!(out, "  - {}  (not in the index)", safe::line(&left.id)),
    }
}
