//! Markdown.

use super::super::draft::Drafts;
use super::{Document, Options, Refusal};

/// By name.
pub fn is_markdown(document: &Document<'_>) -> bool {
    let path = document.path.to_lowercase();
    [".md", ".markdown", ".mdown", ".mkd"].iter().any(|end| path.ends_with(end))
}

/// Extracts.
pub fn extract(
    document: Document<'_>,
    options: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    super::text::extract(document, options, drafts)
}
