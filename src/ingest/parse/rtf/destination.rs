//! The destination of the text in a group: the document, a property, or nowhere.

/// What the text of a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Text of the document.
    Body,
    /// Skipped text.
    Nowhere,
    /// The font table.
    Fonts,
    /// The style table.
    Styles,
    /// The document properties.
    Info,
    /// The title property.
    Title,
    /// The author property.
    Author,
    /// The keywords property.
    Keywords,
    /// The date of creation.
    Created,
    /// The date of the last change.
    Revised,
}

/// Groups that hold no text of the document.
const UNREAD: &[&str] = &[
    "annotation",
    "atnauthor",
    "atnid",
    "colortbl",
    "datafield",
    "datastore",
    "falt",
    "fldinst",
    "fontemb",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "generator",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "latentstyles",
    "listoverridetable",
    "listtable",
    "listtext",
    "nonshppict",
    "objdata",
    "panose",
    "pict",
    "pntext",
    "pnseclvl",
    "revtbl",
    "rsidtbl",
    "rxe",
    "tc",
    "themedata",
    "txe",
    "upr",
    "userprops",
    "xe",
    "xmlnstbl",
];

impl Destination {
    /// The destination of the rest of a group after a control word, if the word changes it;
    /// `optional` marks a word that readers may skip together with its group.
    pub(super) fn within(self, word: &str, optional: bool) -> Option<Destination> {
        match (word, self) {
            // The same text again, in Unicode, for readers that support it.
            ("ud", _) => Some(Destination::Body),
            (_, Destination::Nowhere) => None,
            ("fonttbl", _) => Some(Destination::Fonts),
            ("stylesheet", _) => Some(Destination::Styles),
            ("info", _) => Some(Destination::Info),
            ("title", Destination::Info) => Some(Destination::Title),
            ("author", Destination::Info) => Some(Destination::Author),
            ("keywords", Destination::Info) => Some(Destination::Keywords),
            ("creatim", Destination::Info) => Some(Destination::Created),
            ("revtim", Destination::Info) => Some(Destination::Revised),
            _ if UNREAD.contains(&word) => Some(Destination::Nowhere),
            // A character style, which the style table marks as optional.
            ("cs" | "ds" | "ts", Destination::Styles) => None,
            _ => optional.then_some(Destination::Nowhere),
        }
    }
}
