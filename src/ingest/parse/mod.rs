//! What several formats share: XML, office packages, records and their field names, front matter,
//! title and labelled lines of a text, paragraphs, text out of HTML.

pub mod elements;
pub mod entity;
pub mod fields;
pub mod front;
pub mod head;
pub mod markup;
pub mod metadata;
pub mod moment;
pub mod package;
pub mod paragraphs;
pub mod plain;
pub mod record;
pub mod rtf;
pub mod shape;
pub mod title;
pub mod wikitext;
pub mod xml;
