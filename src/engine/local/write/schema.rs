//! The fields of the index: what tantivy is told to keep of an article and of a file record. It
//! fills none of them; [`super::document`] does.

use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings};

use super::tokens;
use crate::engine::Facet;
use crate::query::ast::MetaField;

/// Every field of the index.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// Title and body: search terms, written terms and markers, with positions and lengths.
    pub text: Field,
    /// The title alone, as [`Fields::text`] has it.
    pub title: Field,
    /// The outlet, as plain words.
    pub source: Field,
    /// The authors, as plain words.
    pub author: Field,
    /// The section, as plain words.
    pub section: Field,
    /// The keywords, as plain words.
    pub tag: Field,
    /// The first part of the code of the language, as one term.
    pub lang: Field,
    /// The address, as plain words.
    pub url: Field,
    /// The archive and the path of the file in it, as plain words.
    pub path: Field,
    /// The identity of the archive, as one term.
    pub archive: Field,
    /// The whole id as one term.
    pub id: Field,
    /// One term that every article has and no file record, and another that those with a weak date
    /// have.
    pub kind: Field,
    /// The key of the file, of articles and of file records.
    pub file: Field,
    /// [`crate::article::ArticleId::order`], the last key of every order.
    pub order: Field,
    /// The first day that the date stands for; absent in undated articles.
    pub day: Field,
    /// The last day that the date stands for.
    pub day_end: Field,
    /// How many words the body has.
    pub words: Field,
    /// The sketch of the body: [`crate::engine::stories::Sketch::values`].
    pub sketch: Field,
    /// The outlet, whole, to count by.
    pub source_facet: Field,
    /// The section, as a column to count by.
    pub section_facet: Field,
    /// The authors, as a column to count by.
    pub author_facet: Field,
    /// The language, as a column to count by.
    pub lang_facet: Field,
    /// The article itself, as JSON: a text, since tantivy takes bytes out of its store one by one.
    pub stored: Field,
    /// A file record, as [`super::file_table`] packs it.
    pub record: Field,
}

/// The term of the field `kind` that every article has.
pub const ARTICLE: &str = "a";

/// The term of the field `kind` that an article has whose date stands on weak evidence.
pub const WEAKLY_DATED: &str = "w";

/// Level of zstd in the store of articles, and the bytes of a block before compression. Measured over
/// 40 MB of news, level 3 leaves 42 % in blocks of 16 KiB, 39 % of 32, 38 % of 64; level 1 leaves 42,
/// 41 and 40 %. Every hit costs the decompression of one block.
const STORE_LEVEL: i32 = 3;
const STORE_BLOCK: usize = 32 * 1024;

/// The schema and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut build = Schema::builder();
    let fields = Fields {
        text: positions(&mut build, "text", tokens::TEXT, true),
        title: positions(&mut build, "title", tokens::TITLE, true),
        source: positions(&mut build, "source", tokens::PLAIN, false),
        author: positions(&mut build, "author", tokens::PLAIN, false),
        section: positions(&mut build, "section", tokens::PLAIN, false),
        tag: positions(&mut build, "tag", tokens::PLAIN, false),
        lang: whole(&mut build, "lang"),
        url: positions(&mut build, "url", tokens::PLAIN, false),
        path: positions(&mut build, "path", tokens::PLAIN, false),
        archive: whole(&mut build, "archive"),
        id: whole(&mut build, "id"),
        kind: whole(&mut build, "kind"),
        file: build.add_u64_field("file", INDEXED | FAST),
        order: build.add_u64_field("order", FAST),
        day: build.add_i64_field("day", FAST),
        day_end: build.add_i64_field("day_end", FAST),
        words: build.add_u64_field("words", FAST),
        sketch: build.add_u64_field("sketch", FAST),
        source_facet: facet(&mut build, "source_facet"),
        section_facet: facet(&mut build, "section_facet"),
        author_facet: facet(&mut build, "author_facet"),
        lang_facet: facet(&mut build, "lang_facet"),
        stored: build.add_text_field("stored", STORED),
        record: build.add_bytes_field("record", BytesOptions::default().set_fast()),
    };
    (build.build(), fields)
}

/// How the index is laid out on disk, apart from its fields.
pub fn settings() -> IndexSettings {
    let level = ZstdCompressor { compression_level: Some(STORE_LEVEL) };
    IndexSettings {
        docstore_compression: Compressor::Zstd(level),
        docstore_blocksize: STORE_BLOCK,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}

/// Makes the tokenizers known, which tantivy does not keep with an index.
pub fn register(index: &Index) {
    tokens::register(index.tokenizers());
}

impl Fields {
    /// The field that holds the words of a meta field.
    pub fn meta(&self, field: MetaField) -> Field {
        match field {
            MetaField::Source => self.source,
            MetaField::Author => self.author,
            MetaField::Section => self.section,
            MetaField::Tag => self.tag,
            MetaField::Lang => self.lang,
            MetaField::Url => self.url,
            MetaField::Path => self.path,
        }
    }
}

/// The name of the column that hits are counted by, for a facet that is a text.
pub fn facet_column(facet: Facet) -> Option<&'static str> {
    match facet {
        Facet::Source => Some("source_facet"),
        Facet::Section => Some("section_facet"),
        Facet::Author => Some("author_facet"),
        Facet::Lang => Some("lang_facet"),
        Facet::Year => None,
    }
}

fn positions(build: &mut SchemaBuilder, name: &str, tokenizer: &str, lengths: bool) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_fieldnorms(lengths)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    build.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

fn whole(build: &mut SchemaBuilder, name: &str) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    build.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

fn facet(build: &mut SchemaBuilder, name: &str) -> Field {
    build.add_text_field(name, TextOptions::default().set_fast("raw"))
}
