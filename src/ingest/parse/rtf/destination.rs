//! Where the text of a group goes: into the document, into a property, or nowhere.

/// What the text of a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Text of the document.
    Body,
    /// Not to be read.
    Nowhere,
    /// The table of fonts.
    Fonts,
    /// The table of styles.
    Styles,
    /// The properties.
    Info,
    /// The title among them.
    Title,
    /// The author among them.
    Author,
    /// The keywords among them.
    Keywords,
    /// The day on which the document was made.
    Created,
    /// The day of its last change.
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
    /// What the rest of a group is that goes here, if a word in it changes that; `optional` is a
    /// word that a reader may pass over with its group.
    pub(super) fn within(self, word: &str, optional: bool) -> Option<Destination> {
        match (word, self) {
            // The same text once more, in Unicode, for those who can read it.
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
            // A style of characters, which the table of styles marks as optional.
            ("cs" | "ds" | "ts", Destination::Styles) => None,
            _ => optional.then_some(Destination::Nowhere),
        }
    }
}
