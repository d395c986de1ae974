//! The parsers that several formats share: XML, office packages, records and their field names,
//! front matter, titles and labelled lines, paragraphs, HTML to text.

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
