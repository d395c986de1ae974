//! The ladder of evidence for the day of publication: what is believed, and in what order, the same
//! for every format. `docs/dates.md` tells users the same. It reads nothing; it only ranks.
//!
//! A weaker or coarser find never replaces a stronger or finer one; it can only complete it: a
//! month that the publisher states takes its day from a file name of that month, and no other.

/// How much a date proves, the strongest first. Within a rank the confidence of the rule decides,
/// then the order in which dates were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The publisher states it as the day of publication: a field or element of that name.
    Stated,
    /// A line, label or element that stands for the date: a byline, a dateline
    /// (`PORT ELLERY, 4 March 2019 --`), `Posted on 4 March 2019`, a date alone in its line near
    /// the title, a `<time>` beside the heading.
    Shown,
    /// The folders and the file name, read as a date: `2019/03/04/`, `2019-03-04-lamp.md`.
    Path,
    /// The web address, read likewise.
    Address,
    /// What was right less than 19 times in 20 where it was measured: dates far from the heading,
    /// words of a name (`fair-on-4-march-2019`), fields named for the making of a page.
    Weak,
    /// The day of the last change.
    Modified,
    /// The time of the file on the disk, where the user asks for it.
    FileTime,
    /// The day a machine fetched or exported it: never the day of publication.
    Captured,
}

impl Rank {
    /// Whether a date of this rank is believed only where nothing better is found, and is marked.
    pub fn is_weak(self) -> bool {
        self >= Rank::Weak
    }

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Rank::Stated => "stated",
            Rank::Shown => "shown",
            Rank::Path => "path",
            Rank::Address => "address",
            Rank::Weak => "weak",
            Rank::Modified => "modified",
            Rank::FileTime => "file time",
            Rank::Captured => "captured",
        }
    }
}
