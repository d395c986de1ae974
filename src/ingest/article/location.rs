//! Evidence from the location of an article: dates in the file name, the folders and the URL, and
//! the folder that may name the outlet. It does not decide which evidence to use.

use super::dates::{self, DayOrder, Rank, Spelled};
use crate::article::Evidence;
use crate::ingest::draft::Candidate;
use crate::when::Precision;

/// The dates in the path of a file (relative to its root) and in a URL. `language` is that of the
/// text.
pub fn dates(relative: &str, url: Option<&str>, language: Option<&str>) -> Vec<Candidate> {
    let path = relative.replace("!/", "/");
    let stem = without_endings(&path);
    let folders = stem.rfind('/').map_or(0, |slash| slash + 1);
    let mut found = vec![];
    for date in dates::spelled(stem, language) {
        let (rule, rank) = match (date.range.start >= folders, date.range.end < folders) {
            (true, _) => ("file name", Rank::Path),
            (_, true) => ("folders", Rank::Path),
            _ => ("path", Rank::Path),
        };
        found.push(spelled(stem, date, rule, rank));
    }
    if let Some(path) = url.map(original).map(path_of) {
        let path = without_endings(path);
        // Dates spelled in the words of a headline in a URL, and years alone, often belong to the
        // topic of the page.
        let dated = |date: &Spelled| date.sure && date.precision != Precision::Year;
        let spelled_in = dates::spelled(path, language).into_iter().filter(dated);
        found.extend(spelled_in.map(|date| spelled(path, date, "url", Rank::Address)));
    }
    found
}

fn spelled(path: &str, date: Spelled, rule: &str, rank: Rank) -> Candidate {
    let text = &path[date.range];
    let captured = EXPORTS.iter().any(|word| text.to_lowercase().contains(word));
    let rank = match (captured, date.sure) {
        (true, _) => Rank::Captured,
        (_, true) => rank,
        (_, false) => Rank::Weak,
    };
    let confidence = if date.precision == Precision::Day { 80 } else { 40 };
    let known = Some((date.day, date.precision));
    Candidate { known, ..Candidate::new(rank, confidence, Evidence::new(rule, text)) }
}

/// Words in file names that programs write, next to the day on which the program ran.
const EXPORTS: [&str; 9] =
    ["export", "backup", "dump", "snapshot", "crawl", "scrape", "download", "takeout", "mirror"];

/// A path without the extensions of its last part, such as `.html` and `.html.erb`.
fn without_endings(path: &str) -> &str {
    let mut rest = path;
    for _ in 0..3 {
        let name = rest.rfind('/').map_or(0, |slash| slash + 1);
        let Some(point) = rest[name..].rfind('.').filter(|&point| point > 0) else { break };
        let ending = &rest[name + point + 1..];
        let known = (1..=10).contains(&ending.len())
            && ending.starts_with(|c: char| c.is_ascii_alphabetic())
            && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        if !known {
            break;
        }
        rest = &rest[..name + point];
    }
    rest
}

/// The original URL of a copy in the Wayback Machine, without the timestamp of the copy; any other
/// URL unchanged.
pub fn original(url: &str) -> &str {
    let rest = url.split_once("web.archive.org/web/").map(|(_, rest)| rest);
    let behind = rest.and_then(|rest| rest.split_once('/'));
    behind
        .filter(|(stamp, _)| stamp.starts_with(|c: char| c.is_ascii_digit()))
        .map_or(url, |(_, url)| url)
}

/// The date in a name, such as the name of the image of a scanned page.
pub fn named(rule: &str, text: &str, confidence: u8) -> Option<Candidate> {
    let (_, range) = dates::find(text, DayOrder::Unknown)?;
    let evidence = Evidence::new(rule, text.get(range)?);
    Some(Candidate::new(Rank::Path, confidence, evidence))
}

/// Names of folders that describe storage, not an outlet, in lower case and without punctuation.
const KEPT: &[&str] = &[
    "all",
    "archive",
    "archives",
    "article",
    "articles",
    "audio",
    "blog",
    "blogs",
    "body",
    "bodies",
    "captions",
    "clean",
    "cleaned",
    "content",
    "contents",
    "corpora",
    "corpus",
    "crawl",
    "crawled",
    "crawls",
    "csv",
    "data",
    "database",
    "dataset",
    "datasets",
    "db",
    "default",
    "docs",
    "document",
    "documents",
    "docx",
    "download",
    "downloads",
    "drafts",
    "dump",
    "dumps",
    "entries",
    "entry",
    "episode",
    "episodes",
    "epub",
    "export",
    "exports",
    "feed",
    "feeds",
    "file",
    "files",
    "folder",
    "fulltext",
    "fulltexts",
    "home",
    "html",
    "htm",
    "import",
    "imports",
    "in",
    "inbox",
    "index",
    "input",
    "inputs",
    "issue",
    "issues",
    "item",
    "items",
    "json",
    "jsonl",
    "live",
    "mail",
    "mails",
    "main",
    "markdown",
    "mbox",
    "md",
    "media",
    "messages",
    "metadata",
    "misc",
    "mods",
    "new",
    "news",
    "oebps",
    "old",
    "original",
    "originals",
    "other",
    "out",
    "output",
    "outputs",
    "page",
    "pages",
    "pdf",
    "pdfs",
    "plain",
    "podcast",
    "podcasts",
    "post",
    "posts",
    "processed",
    "public",
    "published",
    "raw",
    "records",
    "results",
    "rss",
    "rtf",
    "sample",
    "samples",
    "saved",
    "scans",
    "scrape",
    "scraped",
    "scrapes",
    "scrapy",
    "selenium",
    "site",
    "source",
    "sources",
    "spider",
    "spiders",
    "src",
    "srt",
    "static",
    "stories",
    "story",
    "subtitles",
    "tei",
    "temp",
    "test",
    "tests",
    "text",
    "texts",
    "tmp",
    "train",
    "transcript",
    "transcripts",
    "txt",
    "unsorted",
    "update",
    "vtt",
    "warc",
    "warcs",
    "web",
    "website",
    "www",
    "xhtml",
    "xml",
    "zip",
];

/// The folder that may be named after the outlet of a file: the outermost one that is not a date,
/// not a code of two letters, does not describe storage, and is not that of one article
/// (`SLUG/index.html`).
pub fn folder(relative: &str) -> Option<&str> {
    let file = relative.split_once("!/").map_or(relative, |(file, _)| file);
    let (mut folders, name) = file.rsplit_once('/')?;
    if name.starts_with("index.") {
        folders = folders.rsplit_once('/')?.0;
    }
    let kept = |name: &str| {
        let plain = crate::ingest::parse::fields::plain(name);
        let code = plain.len() == 2 && name.len() == 2;
        code || KEPT.contains(&plain.as_str())
    };
    folders.split('/').find(|name| !name.is_empty() && !is_dated(name) && !kept(name))
}

/// Whether a folder of dates is directly below a folder, on the way to a file; folders of outlets
/// are often organised like this.
pub fn is_dated_below(relative: &str, folder: &str) -> bool {
    let mut below = relative.split('/').skip_while(|name| *name != folder).skip(1).peekable();
    let Some(next) = below.next() else { return false };
    below.peek().is_some() && is_dated(next)
}

/// Whether a folder is named after the outlet at a host: it is written like a name, or the host
/// contains all of its words.
pub fn agrees(folder: &str, host: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let host = letters(host).to_lowercase();
    let words: Vec<String> =
        folder.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let within = words.iter().all(|word| host.contains(word.as_str()));
    let tool = words.iter().any(|word| KEPT.contains(&word.as_str()));
    let list = folder.contains([',', '+', ';']);
    let named = folder.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphabetic());
    within || named && !list && !tool
}

/// The path of the folder that a file shares with the other pages of its outlet: down to the folder
/// named after the outlet, or the root (empty).
pub fn outlet_folder(relative: &str) -> &str {
    let Some(named) = folder(relative) else { return "" };
    let mut end = 0;
    for part in relative.split('/') {
        end += part.len();
        if part == named {
            return &relative[..end];
        }
        end += 1;
    }
    ""
}

fn is_dated(name: &str) -> bool {
    !name.chars().any(char::is_alphabetic) || dates::read(name, DayOrder::Unknown).is_some()
}

/// The path of a URL, without query and fragment.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |slash| &rest[slash..]);
    path.split(['?', '#']).next().unwrap_or(path)
}

/// Resolves a relative URL against a base (RFC 3986, section 5.2, without dot segments); `None` if
/// it is already absolute or is not a URL.
pub fn resolved(base: &str, address: &str) -> Option<String> {
    let scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let whole = address.split_once(':').is_some_and(|(start, _)| start.chars().all(scheme));
    let start = base.find("://")? + 3;
    if whole || address.is_empty() || address.contains(char::is_whitespace) {
        return None;
    }
    let path = base[start..].find(['/', '?', '#']).map_or(base.len(), |place| start + place);
    let folder = base[path..].split(['?', '#']).next()?.rfind('/').map_or(path, |end| path + end);
    Some(match address {
        _ if address.starts_with("//") => format!("{}:{address}", &base[..start - 3]),
        _ if address.starts_with('/') => format!("{}{address}", &base[..path]),
        _ => format!("{}/{}", &base[..folder], address.trim_start_matches("./")),
    })
}

/// The host of a URL, in lower case and without prefixes such as `www.`, `m.` and `amp.` that name
/// the same pages. For a copy in the Wayback Machine, the host of the original page.
pub fn host(url: &str) -> Option<String> {
    let url = original(url);
    let rest = url.split_once("://").map(|(_, rest)| rest).or(url.strip_prefix("//"));
    let rest = rest.or(url.starts_with("www.").then_some(url))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = main_host(&host).trim_end_matches('.');
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_string())
}

/// A host without its first label, if that only names variants of the same pages: `www1.`, `m.`,
/// `amp.`.
fn main_host(host: &str) -> &str {
    let Some((label, rest)) = host.split_once('.') else { return host };
    let numbered = label.strip_prefix("www").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let same = numbered || matches!(label, "m" | "amp" | "mobile");
    if same && rest.contains('.') { rest } else { host }
}

#[cfg(test)]
mod tests {
    use super::{agrees, folder, host, is_dated_below, outlet_folder, resolved};

    #[test]
    fn an_address_that_is_not_whole_is_taken_from_its_base() {
        let base = "https://quay.example/a/feed.xml?b=/c";
        for (address, whole) in [
            ("/tide", Some("https://quay.example/tide")),
            ("./tide", Some("https://quay.example/a/tide")),
            ("//moon.example/", Some("https://moon.example/")),
            ("https://moon.example/", None),
            ("tag:moon.example,2020:1", None),
            ("a tide", None),
        ] {
            assert_eq!(resolved(base, address).as_deref(), whole, "{address}");
        }
        let bare = resolved("https://quay.example", "tide");
        assert_eq!(bare.as_deref(), Some("https://quay.example/tide"));
    }

    #[test]
    fn the_host_of_an_address_is_named_without_www_and_port() {
        let expected = Some("example.org".to_string());
        assert_eq!(host("https://www.Example.org:443/a?b"), expected);
        assert_eq!(host("//example.org"), expected);
        assert_eq!(host("tag:example.org,2020:1"), None);
    }

    #[test]
    fn pages_of_an_outlet_share_its_folder_or_the_root() {
        assert_eq!(outlet_folder("2023/jpost/11/x.txt"), "2023/jpost");
        assert_eq!(outlet_folder("raw/jpost/x.txt"), "raw/jpost");
        assert_eq!(outlet_folder("2023/11/x.txt"), "");
        assert_eq!(outlet_folder("x.txt"), "");
    }

    #[test]
    fn a_folder_that_is_a_date_a_code_or_says_how_files_are_kept_is_no_outlet() {
        assert_eq!(folder("jpost/2023/11/05/x.txt"), Some("jpost"));
        assert_eq!(folder("2023/11/jpost/x.txt"), Some("jpost"));
        assert_eq!(folder("raw/jpost/x.txt"), Some("jpost"));
        for path in ["data/x.txt", "2023/11/x.txt", "x.txt", "public/en/x.html", "out-puts/a.csv"] {
            assert_eq!(folder(path), None, "{path}");
        }
    }

    #[test]
    fn folders_of_dates_lie_below_that_of_an_outlet() {
        assert!(is_dated_below("wire/2024/0704/x.md", "wire"));
        assert!(!is_dated_below("wire/2024-07-04.md", "wire"));
        assert!(!is_dated_below("wire/port/x.md", "wire"));
    }

    #[test]
    fn the_folder_of_one_page_is_no_outlet() {
        assert_eq!(folder("2010/01/01/lamp-oil-dearer/index.html"), None);
        assert_eq!(folder("quay/2010/lamp-oil-dearer/index.md"), Some("quay"));
        assert_eq!(folder("lamp-oil-dearer/index.html"), None);
    }

    #[test]
    fn a_folder_agrees_with_a_host_by_its_words_or_as_a_name() {
        for folder in ["ellery-courier", "courier", "The Ellery Courier", "Harbour Wire"] {
            assert!(agrees(folder, "ellery-courier.example"), "{folder}");
        }
        for folder in ["outputs", "harbour", "Courier, Wire, Quay", "Scrapy Courier"] {
            assert!(!agrees(folder, "ellery-courier.example"), "{folder}");
        }
    }

    #[test]
    fn hosts_of_the_same_pages_are_one() {
        for url in [
            "https://www1.ellery.example/a",
            "https://m.ellery.example/a",
            "https://amp.ellery.example/a",
            "https://web.archive.org/web/20200101000000/https://www.ellery.example/a",
        ] {
            assert_eq!(host(url).as_deref(), Some("ellery.example"), "{url}");
        }
        assert_eq!(host("https://m.example/a").as_deref(), Some("m.example"));
    }
}
