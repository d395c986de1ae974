//! Messages, references, downloads of press databases and records, known by their labels and names.

use super::super::{Format, MAX_PROSE, bibtex, iptc7901, json, mail, post, ris, subtitles};
use crate::ingest::format::download::{europresse, factiva, nexis, proquest};
use crate::ingest::source::boundaries;
use crate::ingest::source::chunks::Chunking;

/// The rows, in the order in which they are tried.
pub(super) const ROWS: &[Format] = &[
    Format {
        name: "e-mail",
        gives: "a message an article: title, text, day, source, authors",
        sign: "headers of a message: `From:` with two of `Subject:`, `To:`, `Received:` and the like, or the `From ` line of a mailbox",
        chunking: Some(Chunking::at(boundaries::message)),
        ..Format::of_text(mail::recognise, mail::extract)
    },
    Format {
        name: "RIS",
        gives: "a reference an article: title, text, day, source, authors, keywords, language, url",
        sign: "a first line with the tag `TY`",
        chunking: Some(Chunking::at(boundaries::reference)),
        ..Format::of_text(ris::recognise, ris::extract)
    },
    Format {
        name: "BibTeX",
        gives: "an entry an article: title, text, day, source, authors, keywords, language, url",
        sign: "a first entry `@kind{` with known fields",
        ..Format::of_text(bibtex::recognise, bibtex::extract)
    },
    Format {
        name: "Factiva download",
        gives: "an article each: title, text, day, source, authors, section, language",
        sign: "labels `HD`, `PD`, `LP` and `SN`, or lines of words and document numbers, as text or a page; elements `<accessionNo>`",
        ..Format::of_text(factiva::recognise, factiva::extract)
    },
    Format {
        name: "Nexis download",
        gives: "an article each: title, text, day, source, authors, section, language",
        sign: "rulers (`1 of 20 DOCUMENTS`, `End of Document`) and labels such as `LENGTH:`",
        ..Format::of_text(nexis::recognise, nexis::extract)
    },
    Format {
        name: "Europresse download",
        gives: "an article each: title, text, day, source, authors, section",
        sign: "elements `<article>` of a page with the class `DocPublicationName`",
        ..Format::of_text(europresse::recognise, europresse::extract)
    },
    Format {
        name: "ProQuest download",
        gives: "an article each: title, text, day, source, authors, section, language, url",
        sign: "labels `ProQuest document ID` and `Full text`, `Abstract` or `Title`",
        ..Format::of_text(proquest::recognise, proquest::extract)
    },
    Format {
        name: "IPTC 7901",
        gives: "a message an article: title, text, day, source, keywords",
        sign: "a header between the control characters of a news wire",
        ..Format::of_text(iptc7901::recognise, iptc7901::extract)
    },
    Format {
        name: "subtitles",
        gives: "a transcript an article (SRT, VTT, SBV, ASS, LRC, lines with times): running text with its speakers, title, language",
        sign: "`WEBVTT`, `[Script Info]`, or lines of times",
        ..Format::of_text(subtitles::recognise, subtitles::extract)
    },
    Format {
        name: "front matter over HTML",
        gives: "the post of a site generator: fields, title, text",
        sign: "YAML, TOML or JSON over HTML",
        is_page: true,
        max_bytes: MAX_PROSE,
        page_extensions: &["erb", "liquid"],
        ..Format::of_text(post::recognise, post::extract)
    },
    Format {
        name: "JSON Lines",
        gives: "an article a line, by the names of its fields",
        sign: "a JSON object a line",
        chunking: Some(Chunking::at(boundaries::line)),
        is_page: true,
        ..Format::of_text(json::is_lines, json::extract_lines)
    },
    Format {
        name: "JSON",
        gives: "an article, a list of them, or articles under a key (JSON Feed and ninjs too), by the names of their fields",
        sign: "one JSON value",
        chunking: Some(Chunking {
            head: boundaries::list_head,
            boundary: boundaries::element,
            tail: b"]",
        }),
        is_page: true,
        page_extensions: &["json"],
        ..Format::of_text(json::is_json, json::extract)
    },
];
