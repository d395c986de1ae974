//! The text of the pages, in one table, so that another language needs only another table. Messages
//! and hints come from `app`.

use crate::app::settings::{Facet, Period};
use crate::render::number::{counted, thousands};
use crate::web::address::name_of_period;

pub(super) const NAME: &str = "dateline";
pub(super) const SEARCH: &str = "Search";
pub(super) const SEARCH_LABEL: &str = "Search the archive";
pub(super) const FROM: &str = "From";
pub(super) const TO: &str = "To";
pub(super) const SEARCHING: &str = "Searching …";
pub(super) const TIMELINE: &str = "Timeline";
pub(super) const ARCHIVE: &str = "Archive";
pub(super) const HELP: &str = "Help";
pub(super) const SKIPS: &str = "Skip links";
pub(super) const SKIP_CONTENT: &str = "Skip to the content";
pub(super) const SKIP_HITS: &str = "Skip to the hits";
pub(super) const SKIP_NARROW: &str = "Skip to narrowing";
pub(super) const SKIP_BARS: &str = "Skip the bars";

pub(super) const READ_AS: &str = "Read as";
pub(super) const EVERY_ARTICLE: &str = "every article";
pub(super) const EXPLAIN: &str = "explain";
pub(super) const NOTE: &str = "Note";
pub(super) const WARNING: &str = "Warning";
pub(super) const ERROR: &str = "Error";
pub(super) const OR_SEARCH: &str = "Or search for";
pub(super) const CHOSEN: &str = "Chosen";
pub(super) const CLEAR: &str = "Clear all";
pub(super) const TAKE_AWAY: &str = "Take away:";
pub(super) const ANY_WORDS: &str = "any of the words";

pub(super) const ARTICLES: &str = "articles";
pub(super) const SHARE: &str = "share of the archive";
pub(super) const WHEN: &str = "When:";
pub(super) const NOTHING_HELD: &str = "nothing in the archive";
pub(super) const NOTHING: &str = "nothing";
pub(super) const LESS_MORE: &str = "in the archive: less – more";
pub(super) const BRUSH: &str = "{n} articles. Enter narrows, Esc leaves it.";
pub(super) const OPEN_TIMELINE: &str = "Open the timeline";
pub(super) const AS_TABLE: &str = "As a table";
pub(super) const WHOLE_SPAN: &str = "whole span";
pub(super) const WINDOW: &str = "The range within the whole span";
pub(super) const EARLIER: &str = "earlier";
pub(super) const LATER: &str = "later";

pub(super) const SORT: &str = "Sort:";
pub(super) const BEST: &str = "best match";
pub(super) const NEWEST: &str = "newest";
pub(super) const OLDEST: &str = "oldest";
pub(super) const VIEW: &str = "View:";
pub(super) const PASSAGES: &str = "passages";
pub(super) const TITLES: &str = "titles only";
pub(super) const NARROW: &str = "Narrow";
pub(super) const NARROW_NOTE: &str = "Counts hold your other choices. A minus leaves a value out.";
pub(super) const BACK_TOP: &str = "Back to the hits";
pub(super) const FILTER: &str = "Filter the list";
pub(super) const UNDATED: &str = "no date";
pub(super) const UNTITLED: &str = "Untitled";
pub(super) const LOOSE_MONTH: &str = "some day of the month";
pub(super) const LOOSE_YEAR: &str = "some day of the year";
pub(super) const LACKS: &str = "without";
pub(super) const PAGES: &str = "Pages of hits";
pub(super) const PREVIOUS: &str = "Previous";
pub(super) const NEXT: &str = "Next";
pub(super) const EXPORT: &str = "Export all";
pub(super) const RELAXED: &str = "No article has all of these words. These have some of them.";
pub(super) const NO_WORD: &str = "No article has the word";
pub(super) const FOUND: &str = "Found";
pub(super) const NARROWER: &str = "Or narrower";

pub(super) const DID_YOU_MEAN: &str = "Did you mean";
pub(super) const BY_CLAUSE: &str = "Clause by clause";
pub(super) const CLAUSE: &str = "Clause";
pub(super) const ALONE: &str = "finds alone";
pub(super) const WITHOUT: &str = "found without it";
pub(super) const OR: &str = "Or";
pub(super) const ANY_INSTEAD: &str = "Any of the words instead of all";
pub(super) const ANY_DATE: &str = "Any date instead of these days";
pub(super) const NO_CHOICES: &str = "Without the choices";
pub(super) const COVERAGE: &str = "Coverage";
pub(super) const NOT_HELD: &str = "What is not in the archive cannot be found:";
pub(super) const WHAT_IT_HOLDS: &str = "what it holds";
pub(super) const GAP: &str = "The archive holds nothing from these days.";
pub(super) const GAP_MORE: &str =
    "There is not one article of any source, so no query can find anything there.";
pub(super) const GAP_AROUND: &str = "What the archive holds around these days";

pub(super) const TO_HITS: &str = "Back to the hits";
pub(super) const PREVIOUS_HIT: &str = "Previous hit";
pub(super) const NEXT_HIT: &str = "Next hit";
pub(super) const KNOWN_FROM: &str = "Where this is known from";
pub(super) const ABOUT: &str = "About this article";
pub(super) const DATE: &str = "Date";
pub(super) const NOT_BELIEVED: &str = "Not believed";
pub(super) const SOURCE: &str = "Source";
pub(super) const LANGUAGE: &str = "Language";
pub(super) const TAGS: &str = "Tags";
pub(super) const FILE: &str = "File";
pub(super) const ADDRESS: &str = "Address";
pub(super) const ID: &str = "Id";
pub(super) const GUID: &str = "Publisher’s id";
pub(super) const NOTES: &str = "Notes";
pub(super) const FOUND_IN: &str = "found in";
pub(super) const NOT_KNOWN: &str = "not known";
pub(super) const LEAVES: &str = "leaves this machine";
pub(super) const NOT_A_LINK: &str = "no address of the web";
pub(super) const RAW: &str = "raw JSON";
pub(super) const CITE: &str = "Cite";
pub(super) const COPY_CITATION: &str = "Copy citation";
pub(super) const SIMILAR: &str = "Similar articles";
pub(super) const MORE_SIMILAR: &str = "more";
pub(super) const ALIKE_BY: &str = "by";
pub(super) const DERIVED: &str = "title made from the first sentence";

pub(super) const FIRST_QUERY: &str = "First query";
pub(super) const SECOND_QUERY: &str = "Second query";
pub(super) const DRAW: &str = "Draw";
pub(super) const COMPARED: &str = "Compared";
pub(super) const BY: &str = "By:";
pub(super) const AUTO: &str = "auto";
pub(super) const SHOW: &str = "Show:";
pub(super) const SAVE_AS: &str = "Save as";
pub(super) const HOW_TO_READ: &str = "How to read it";
pub(super) const READ_SHARE: &str = "A bar is the share of all articles that the archive has from that \
    time, so that a year with a full run of papers does not outweigh one with a few. Where the \
    archive has nothing the chart is hatched: nothing is known there, not nothing written.";
pub(super) const READ_COUNTS: &str = "A bar is a number of articles. The strip under the chart shows how \
    much the archive has from that time; where it has nothing the chart is hatched: nothing is \
    known there, not nothing written.";
pub(super) const TOO_FEW: &str = "fewer than 10 articles in the archive";

pub(super) const STATE: &str = "State";
pub(super) const UP_TO_DATE: &str = "Up to date";
pub(super) const NO_DATE: &str = "No date";
pub(super) const NO_SOURCE: &str = "No source";
pub(super) const LANGUAGES: &str = "Languages";
pub(super) const INDEX: &str = "Index";
pub(super) const ALL: &str = "All";
pub(super) const REFUSED: &str = "Refused";
pub(super) const REFUSED_MORE: &str = "should hold articles and could not be read.";
pub(super) const IN_PART: &str = "In part";
pub(super) const IN_PART_MORE: &str = "taken in, but not whole.";
pub(super) const SKIPPED: &str = "Skipped";
pub(super) const SKIPPED_MORE: &str = "hold no articles";
pub(super) const WHY: &str = "Why";
pub(super) const COVERAGE_NOTE: &str =
    "Articles by source; darker is more, a dot is nothing. A number leads to its articles.";
pub(super) const TO_READ_NEW: &str = "To read new files:";

pub(super) const TRY: &str = "Try";
pub(super) const SOURCES: &str = "Sources";
pub(super) const HOW_TO_ASK: &str = "How to ask";
pub(super) const WHOLE_LANGUAGE: &str = "The whole language and the keys";
pub(super) const HOLDS_BY: &str = "What the archive holds";

pub(super) const KEYS: &str = "Keys";
pub(super) const SINGLE: &str = "Keys without Ctrl or Alt";
pub(super) const SINGLE_MORE: &str = "Turn off if you dictate, or type letters by accident.";
pub(super) const CLOSE: &str = "Close";
pub(super) const PRIVACY: &str = "Privacy";
pub(super) const PRIVACY_MORE: &str = "This page is made on your machine. It loads nothing from anywhere \
    else and keeps no history. An address of an article is only a link; it opens if you follow it.";
pub(super) const THE_LANGUAGE: &str = "The language";
pub(super) const LANGUAGE_MORE: &str = "All words must occur, in any order. No query fails: what cannot be \
    read as written is said, with its place, and read in the nearest way that works.";
pub(super) const API: &str = "For programs";

pub(super) const WHAT_TO_DO: &str = "What to do";
pub(super) const LOOK_AGAIN: &str = "Look again";
pub(super) const DETAILS: &str = "Details";
pub(super) const FOR_A_REPORT: &str = "For a report";

/// The keys, and what each does.
pub(super) const KEY_LIST: &[(&[&str], &str)] = &[
    (&["/"], "to the search box"),
    (&["j", "k"], "next hit, previous hit"),
    (&["Enter"], "open the hit"),
    (&["n", "p"], "next match, previous match"),
    (&["←", "→"], "in a chart: one bar back, one on"),
    (&["Shift", "←", "→"], "in a chart: extend the range"),
    (&["Esc"], "leave the box, drop the range"),
    (&["?"], "this list"),
];

/// Query syntax and what it finds: the few forms that a visitor needs first.
pub(super) const FIRST_STEPS: &[(&str, &str)] = &[
    ("swing bridge", "both words, in any of their forms"),
    ("\"swing bridge\"", "the phrase"),
    ("storm OR gale -bridge", "either, without a third"),
    ("bridge NEAR/5 crack", "near each other"),
    ("title:bridge source:courier", "in a field"),
    ("date:1931..1939", "published in a range; the From and To fields do the same"),
];

/// The rest of the query syntax.
pub(super) const LANGUAGE_LIST: &[(&str, &str)] = &[
    ("elect*  w?rd", "words that begin so; ? is one letter"),
    ("haniye~", "words one slip away"),
    ("=Apple", "the word as written: case, accents and form"),
    ("(storm OR flood) council", "either, and a third"),
    ("a /s b   a /p b", "both in one sentence, in one paragraph"),
    ("atleast3(flood)", "three times or more"),
    ("title:  lead:  body:", "in the title, the first paragraph, the body"),
    ("source:  author:  section:  tag:", "by outlet, author, section, tag"),
    ("source:=\"The Herald\"", "the outlet of that whole name"),
    ("lang:en  words:>500  url:  path:", "by language, length, address, file"),
    ("date:2023-11  date:2023-Q4  date:1990s", "in a month, a quarter, a decade"),
    ("date:7d  date:last-month  date:>=2023-11", "counted from today, or from a date on"),
    ("date:~2023-11  date:missing", "loosely dated; not dated"),
];

/// The name of a facet.
pub(super) fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Source => "Source",
        Facet::Section => "Section",
        Facet::Author => "Author",
        Facet::Lang => "Language",
        Facet::Year => "Year",
    }
}

/// The label for articles without a value of a facet.
pub(super) fn none_of(facet: Facet) -> &'static str {
    match facet {
        Facet::Source => "no source",
        Facet::Section => "no section",
        Facet::Author => "no author",
        Facet::Lang => "language not known",
        Facet::Year => "no date",
    }
}

/// The description of a chart, for screen readers.
pub(super) fn when(period: Period, first: &str, last: &str) -> String {
    format!("When: by {}, {first} – {last}", name_of_period(period))
}

/// A number of articles.
pub(super) fn articles(count: u64) -> String {
    counted(count, "article", "articles")
}

/// Which of the hits are shown, and how many there are.
pub(super) fn range(first: usize, last: usize, total: u64) -> String {
    format!("{} to {} of {}", thousands(first as u64), thousands(last as u64), thousands(total))
}

/// Which of five tints stands for a number: by its square root, 0 for none.
pub(super) fn tint(count: u64, most: u64) -> usize {
    if count == 0 || most == 0 {
        return 0;
    }
    let share = (count as f64 / most as f64).sqrt();
    ((share * 5.0).ceil() as usize).clamp(1, 5)
}

/// The English name of a language by its code; the code itself if it has no name here.
pub(super) fn language(code: &str) -> &str {
    let primary = code.split(['-', '_']).next().unwrap_or(code);
    LANGUAGE_NAMES.iter().find(|(known, _)| *known == primary).map_or(code, |(_, name)| name)
}

const LANGUAGE_NAMES: &[(&str, &str)] = &[
    ("af", "Afrikaans"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gl", "Galician"),
    ("gu", "Gujarati"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("ku", "Kurdish"),
    ("la", "Latin"),
    ("lb", "Luxembourgish"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mn", "Mongolian"),
    ("mr", "Marathi"),
    ("ms", "Malay"),
    ("my", "Burmese"),
    ("nb", "Norwegian Bokmål"),
    ("ne", "Nepali"),
    ("nl", "Dutch"),
    ("nn", "Norwegian Nynorsk"),
    ("no", "Norwegian"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("so", "Somali"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("tl", "Tagalog"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("yi", "Yiddish"),
    ("zh", "Chinese"),
    ("zu", "Zulu"),
];
