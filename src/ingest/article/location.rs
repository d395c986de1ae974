//! What the place of a file says of its articles: dates in its name, its folders and its address
//! on the web, and the folder that may be the outlet. It judges none of them.

use super::dates::{self, DayOrder, Rank, Spelled};
use crate::article::Evidence;
use crate::ingest::draft::Candidate;
use crate::when::Precision;

/// The dates that stand in the path of a file (relative to its root) and in a web address;
/// `language` is that of the text.
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
        // Words of a headline in an address are of what the page is about, and a year alone is as
        // often.
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

/// Words by which programs name what they wrote, with the day that they ran.
const EXPORTS: [&str; 9] =
    ["export", "backup", "dump", "snapshot", "crawl", "scrape", "download", "takeout", "mirror"];

/// A path without the endings of its last part, such as `.html` and `.html.erb`.
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

/// The address that the Wayback Machine keeps a copy of: the stamp before it is that of the copy.
pub fn original(url: &str) -> &str {
    let rest = url.split_once("web.archive.org/web/").map(|(_, rest)| rest);
    let behind = rest.and_then(|rest| rest.split_once('/'));
    behind
        .filter(|(stamp, _)| stamp.starts_with(|c: char| c.is_ascii_digit()))
        .map_or(url, |(_, url)| url)
}

/// The date that stands in a name, such as that of the picture that a page was scanned into.
pub fn named(rule: &str, text: &str, confidence: u8) -> Option<Candidate> {
    let (_, range) = dates::find(text, DayOrder::Unknown)?;
    let evidence = Evidence::new(rule, text.get(range)?);
    Some(Candidate::new(Rank::Path, confidence, evidence))
}

/// Names of folders that say how files are kept, not who published them, without case and signs.
const KEPT: &[&str] = &[
    "archive",
    "archives",
    "article",
    "articles",
    "body",
    "clean",
    "content",
    "corpus",
    "csv",
    "data",
    "dataset",
    "datasets",
    "docs",
    "documents",
    "download",
    "downloads",
    "export",
    "exports",
    "feeds",
    "files",
    "fulltext",
    "fulltexts",
    "html",
    "input",
    "items",
    "json",
    "jsonl",
    "markdown",
    "md",
    "news",
    "original",
    "out",
    "output",
    "pages",
    "plain",
    "posts",
    "processed",
    "raw",
    "rss",
    "sample",
    "samples",
    "scraped",
    "source",
    "sources",
    "src",
    "stories",
    "test",
    "tests",
    "text",
    "texts",
    "txt",
    "xml",
];

/// The folders above a file that may be named for the outlet: first the outermost that is not a
/// date, then, if that says only how files are kept, the next one that says more.
pub fn folders(relative: &str) -> (Option<&str>, Option<&str>) {
    let file = relative.split_once("!/").map_or(relative, |(file, _)| file);
    let Some((folders, _)) = file.rsplit_once('/') else { return (None, None) };
    let mut named = folders.split('/').filter(|name| !name.is_empty() && !is_dated(name));
    let kept = |name: &&str| KEPT.contains(&crate::ingest::parse::fields::plain(name).as_str());
    let first = named.next();
    match first.filter(kept) {
        Some(_) => (None, named.find(|name| !kept(name)).or(first)),
        None => (first, None),
    }
}

/// The folder that a file shares with the other pages of its outlet, as a path: down to the one that
/// is named for it, or the root (nothing).
pub fn outlet_folder(relative: &str) -> &str {
    let (first, other) = folders(relative);
    let Some(named) = first.or(other) else { return "" };
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

/// The path of a web address, without its query.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |slash| &rest[slash..]);
    path.split(['?', '#']).next().unwrap_or(path)
}

/// An address that stands in a document at another (RFC 3986, 5.2, without its dots); `None` where
/// it is whole already, or is none.
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

/// The host of a web address, in lower case and without `www.`.
pub fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map(|(_, rest)| rest).or(url.strip_prefix("//"));
    let rest = rest.or(url.starts_with("www.").then_some(url))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.');
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_string())
}

#[cfg(test)]
mod tests {
    use super::{folders, host, outlet_folder, resolved};

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
    fn a_folder_of_numbers_is_no_outlet_and_one_named_for_what_it_keeps_is_the_last_resort() {
        assert_eq!(folders("jpost/2023/11/05/x.txt"), (Some("jpost"), None));
        assert_eq!(folders("2023/11/jpost/x.txt"), (Some("jpost"), None));
        assert_eq!(folders("raw/jpost/x.txt"), (None, Some("jpost")));
        assert_eq!(folders("data/x.txt"), (None, Some("data")));
        assert_eq!(folders("2023/11/x.txt"), (None, None));
        assert_eq!(folders("x.txt"), (None, None));
    }
}
