//! An article or a file record as a tantivy document, and back. It decides what is kept, not how
//! it is looked for.

use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::file_table;
use super::schema::{ARTICLE, Fields, WEAKLY_DATED};
use super::tokens;
use crate::article::Article;
use crate::engine::stories::Sketch;
use crate::engine::{EngineError, FileKey, FileRecord, language};

/// The document of an article of a file.
///
/// # Errors
/// When the article cannot be written as JSON, which no article should bring about.
pub fn article(
    fields: &Fields,
    file: FileKey,
    article: &Article,
) -> Result<TantivyDocument, EngineError> {
    let mut document = TantivyDocument::new();
    let packed = tokens::pack(language(article), &article.title, &article.body);
    document.add_text(fields.text, &packed);
    document.add_text(fields.title, tokens::pack(language(article), &article.title, ""));
    document.add_text(fields.id, article.id.as_str());
    document.add_text(fields.kind, ARTICLE);
    document.add_u64(fields.file, file.0);
    document.add_u64(fields.order, article.id.order());
    document.add_u64(fields.words, article.words.into());
    let sketch = Sketch::of(&article.body);
    sketch.values().iter().for_each(|value| document.add_u64(fields.sketch, *value));
    document.add_text(fields.path, article.place());
    document.add_text(fields.archive, &article.archive);
    if let Some(url) = &article.url {
        document.add_text(fields.url, url);
    }
    add_date(&mut document, fields, article);
    add_values(&mut document, fields, article);
    document.add_text(fields.stored, json(article)?);
    Ok(document)
}

fn add_date(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    if let Some(date) = &article.date {
        let (first, last) = date.interval();
        document.add_i64(fields.day, first.number());
        document.add_i64(fields.day_end, last.number());
        if date.weak {
            document.add_text(fields.kind, WEAKLY_DATED);
        }
    }
}

fn add_values(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    if let Some(source) = article.source_name() {
        document.add_text(fields.source, source);
        document.add_text(fields.source_facet, source);
    }
    if let Some(section) = &article.section {
        document.add_text(fields.section, section);
        document.add_text(fields.section_facet, section);
    }
    if let Some(lang) = &article.lang {
        document.add_text(fields.lang, primary(lang));
        document.add_text(fields.lang_facet, lang);
    }
    for author in &article.authors {
        document.add_text(fields.author, author);
        document.add_text(fields.author_facet, author);
    }
    for tag in &article.tags {
        document.add_text(fields.tag, tag);
    }
}

/// Adds the record of a file to a document of that file: that of its last article, or one of its
/// own.
///
/// # Errors
/// When the record cannot be written, which no record should bring about.
pub fn add_record(
    fields: &Fields,
    record: &FileRecord,
    document: &mut TantivyDocument,
) -> Result<(), EngineError> {
    document.add_bytes(fields.record, &file_table::packed(record)?);
    Ok(())
}

/// The article that a document keeps.
///
/// # Errors
/// When the document keeps none, or one that cannot be read.
pub fn stored(fields: &Fields, document: &TantivyDocument) -> Result<Article, EngineError> {
    let text = document.get_first(fields.stored).and_then(|value| value.as_str());
    let text = text.ok_or_else(|| EngineError::Internal("a hit without its article".into()))?;
    serde_json::from_str(text)
        .map_err(|cause| EngineError::Internal(format!("a stored article: {cause}")))
}

/// What is looked up of the code of a language: `en-GB` is `en`.
pub fn primary(code: &str) -> String {
    code.split(['-', '_']).next().unwrap_or("").to_lowercase()
}

fn json(value: &impl serde::Serialize) -> Result<String, EngineError> {
    serde_json::to_string(value).map_err(|cause| EngineError::Internal(cause.to_string()))
}
