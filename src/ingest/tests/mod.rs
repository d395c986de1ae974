//! The whole line, from a file to its articles, and every form of text that archives hold.

mod long;
mod recognised;

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use super::document::{Document, Options};
use super::draft::Draft;
use super::fingerprint::Fingerprint;
use super::format::Format;
use super::source::walk::{Root, SourceFile, WalkOptions, walk};
use super::testing::Collected;
use super::{FileReport, IngestOptions, articles, recognise};
use crate::article::Article;
use crate::engine::FileOutcome;
use crate::when::Day;
use proptest::prelude::*;

/// The drafts that a text gives under a name, by the format that it is recognised as.
pub(crate) fn drafts(path: &str, text: &str) -> Vec<Draft> {
    drafts_with(path, text, &Options::default()).0
}

/// The same with options, and the problems.
pub(crate) fn drafts_with(path: &str, text: &str, options: &Options) -> (Vec<Draft>, Vec<String>) {
    let document = Document { path, bytes: text.as_bytes(), text, sidecar: None };
    let format = recognise::recognise(document);
    format.map(|format| drafts_as(format, (path, text), options)).unwrap_or_default()
}

/// The same for a text of a known format.
pub(crate) fn drafts_as(
    format: &Format,
    (path, text): (&str, &str),
    options: &Options,
) -> (Vec<Draft>, Vec<String>) {
    let document = Document { path, bytes: text.as_bytes(), text, sidecar: None };
    let mut collected = Collected::default();
    let _ = (format.extract)(document, options, &mut collected);
    (collected.articles, collected.problems)
}

fn options() -> IngestOptions {
    IngestOptions::on(Day::new(2026, 1, 1).unwrap())
}

/// An archive of files in a folder of its own.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Folder {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        Folder(folder)
    }

    fn files(&self) -> Vec<SourceFile> {
        let root = Root::of(self.0.path().canonicalize().unwrap(), "news");
        walk(&root, &WalkOptions::default()).files
    }

    fn read(&self, options: &IngestOptions) -> (Vec<Article>, Vec<FileReport>) {
        let mut all = Vec::new();
        let mut take = |article| {
            all.push(article);
            ControlFlow::Continue(())
        };
        let files = self.files();
        let reports = files.iter().map(|file| articles(file, options, None, &mut take)).collect();
        (all, reports)
    }
}

/// The only article of a file.
fn only(name: &str, bytes: &[u8]) -> Article {
    let (mut articles, reports) = Folder::new(&[(name, bytes)]).read(&options());
    assert_eq!(articles.len(), 1, "{name}: {reports:?}");
    articles.remove(0)
}

fn day(article: &Article) -> Option<String> {
    article.date.as_ref().map(crate::article::Dated::show)
}

#[test]
fn a_date_in_the_first_words_is_the_day_and_not_part_of_the_text() {
    let text = "2023-11-05 The harbour closed after the storm. Two ships waited outside.";
    let forms = [
        format!("date {text}"),
        format!(" date {text}"),
        format!("Date: {text}"),
        format!("\u{FEFF}date {text}\r\n"),
        format!("DATE - {text}"),
        format!("\n\n  date: {}\n", text.replace("2023-11-05", "5 November 2023")),
        format!("date {}", text.replace("2023-11-05", "November 5, 2023")),
        text.to_string(),
        text.replace("2023-11-05", "[2023-11-05]"),
    ];
    for form in forms {
        let article = only("a.txt", form.as_bytes());
        assert_eq!(day(&article).as_deref(), Some("2023-11-05"), "{form:?}");
        assert_eq!(article.title, "The harbour closed after the storm", "{form:?}");
        assert!(article.title_derived, "{form:?}");
        let body = "The harbour closed after the storm. Two ships waited outside.";
        assert_eq!(article.body, body, "{form:?}");
        assert_eq!(article.source, None);
    }
}

#[test]
fn labelled_lines_are_read_and_the_text_behind_them_is_the_body() {
    let text = "Title: Storm closes the harbour\nSource: The Quay\nDate: 5 November 2023\n\
                Author: Ann Field\nURL: https://example.org/storm\n\nThe harbour closed.\n\nIt rained.\n";
    let article = only("a.txt", text.as_bytes());
    assert_eq!(article.title, "Storm closes the harbour");
    assert_eq!(article.source_name(), Some("The Quay"));
    assert_eq!(day(&article).as_deref(), Some("2023-11-05"));
    assert_eq!(article.authors, ["Ann Field"]);
    assert_eq!(article.url.as_deref(), Some("https://example.org/storm"));
    assert_eq!(article.body, "The harbour closed.\n\nIt rained.");
}

#[test]
fn a_first_line_that_reads_like_a_title_is_one() {
    let body = "The harbour was closed on Friday after the storm, and the two ships that were to \
                leave stayed where they were, the mayor said.";
    for text in [
        format!("Storm closes the harbour\n\n{body}\n\n{body}"),
        format!("Storm closes the harbour\n{body}\n{body}"),
        format!("Storm closes the harbour\n[2023-11-05]\nhttps://example.org/a\n\n{body}"),
        format!("Storm closes the harbour\nBy Ann Field\n5 November 2023\n\n{body}"),
    ] {
        let article = only("a.txt", text.as_bytes());
        assert_eq!(article.title, "Storm closes the harbour", "{text}");
        assert!(!article.title_derived && article.body.starts_with("The harbour was"), "{text}");
    }
    let prose = only("a.txt", format!("{body}\n\n{body}").as_bytes());
    assert!(prose.title_derived && prose.body.starts_with("The harbour was"));
}

#[test]
fn the_title_of_a_press_release_is_under_its_letterhead_and_all_of_it_is_kept() {
    let text = "THE HON ANN FIELD MP\n\nMinister for Harbours\n\nMEDIA RELEASE\n\n17 August 2020\n\n\
                New lights for the northern quay\n\nThe northern quay will be lit from Friday, the \
                minister said. Nobody had asked her to do so.\n";
    let article = only("a.txt", text.as_bytes());
    assert_eq!(article.title, "New lights for the northern quay");
    assert!(article.body.starts_with("THE HON ANN FIELD MP\n\nMinister"));
    assert_eq!(day(&article), Some("2020-08-17".into()));
}

#[test]
fn lines_broken_at_a_width_are_joined() {
    let text = "Storm closes harbour\n\nThe harbour was closed on Friday after the\nstorm, and the two ships that were to\n\
                leave stayed where they were, the mayor\nsaid.\n\nNobody was hurt in the town, though three\nroofs were lost.\n";
    let article = only("a.txt", text.as_bytes());
    assert_eq!(article.body.split("\n\n").count(), 2);
    assert!(article.body.contains("after the storm, and the two ships that were to leave"));
}

#[test]
fn the_names_of_file_and_folders_give_day_and_source() {
    for name in [
        "quay/2023/11/05/x.txt",
        "quay/2023-11-05-field-1234.txt",
        "quay/20231105.md",
        "quay/2023/11/05.txt",
    ] {
        let article = only(name, b"Nobody came to see it, and nobody went.");
        assert_eq!(day(&article).as_deref(), Some("2023-11-05"), "{name}");
        assert_eq!(article.source_name(), Some("quay"), "{name}");
    }
}

#[test]
fn the_source_is_the_articles_own_then_the_users_then_the_folder_then_the_host() {
    let own =
        br#"{"title": "A", "text": "b", "source": "The Quay", "url": "https://www.example.org/"}"#;
    let none = br#"{"title": "A", "text": "b", "url": "https://www.example.org/"}"#;
    let named = IngestOptions { source: Some("Named".into()), ..options() };
    let source = |name: &str, bytes: &[u8], options: &IngestOptions| {
        let (articles, _) = Folder::new(&[(name, bytes)]).read(options);
        articles[0].source_name().map(str::to_string)
    };
    assert_eq!(source("paper/a.json", own, &named).as_deref(), Some("The Quay"));
    assert_eq!(source("paper/a.json", none, &named).as_deref(), Some("Named"));
    assert_eq!(source("The Paper/a.json", none, &options()).as_deref(), Some("The Paper"));
    assert_eq!(source("example/a.json", none, &options()).as_deref(), Some("example"));
    // What does not agree with the host is how somebody keeps files.
    assert_eq!(source("batch-7/a.json", none, &options()).as_deref(), Some("example.org"));
    // The folder of a writer is no outlet.
    let written = br#"{"title": "A", "text": "b", "author": "Mara Quill"}"#;
    assert_eq!(source("posts/Mara/a.json", written, &options()), None);
    assert_eq!(source("posts/Quay/a.json", written, &options()).as_deref(), Some("Quay"));
    // Neither the page of an issue nor the kind of a key makes another outlet.
    let paged = br#"{"title": "A", "text": "b", "newspaper": "The Quay, Page 15"}"#;
    assert_eq!(source("a.json", paged, &options()).as_deref(), Some("The Quay"));
    let channel = br#"{"title": "A", "text": "b", "channel_name": "Harbour Now"}"#;
    assert_eq!(source("a.json", channel, &options()).as_deref(), Some("Harbour Now"));
    assert_eq!(source("a.json", none, &options()).as_deref(), Some("example.org"));
    assert_eq!(source("a.txt", b"Text of nobody.", &options()), None);
    // A name with the host of the article is the same outlet as an article with the host alone.
    let both = br#"{"title": "A", "text": "b", "source": "Ex (example.org)", "url": "https://www.example.org/"}"#;
    assert_eq!(source("a.json", both, &options()).as_deref(), Some("example.org"));
    let other = br#"{"title": "A", "text": "b", "source": "Ex (example.org)"}"#;
    assert_eq!(source("a.json", other, &options()).as_deref(), Some("Ex"));
}

#[test]
fn rulers_part_the_articles_of_a_file_and_nothing_else() {
    let article = |n: u32| {
        format!(
            "Storm number {n} closes the harbour\n[2023-11-0{n}]\nhttps://example.org/{n}\n\nIt rained {n} days.\n\n"
        )
    };
    let ruler = "-".repeat(80);
    let text = format!("{}{ruler}\n\n{}{ruler}\n", article(1), article(2));
    let (articles, _) = Folder::new(&[("a.txt", text.as_bytes())]).read(&options());
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[1].title, "Storm number 2 closes the harbour");
    assert_eq!(day(&articles[1]).as_deref(), Some("2023-11-02"));
    let text = format!("Storm closes the harbour\n\nIt rained.\n{ruler}\nIt went on.\n");
    assert_eq!(drafts("a.txt", &text).len(), 1);
}

#[test]
fn a_sidecar_gives_what_the_text_does_not_say_and_is_no_article() {
    let meta = b"Ann Field\nhttp://www.example.org/storm\ncoast\n26/12/2017\n249\n0.5\n";
    let json = br#"{"date_publish": "2019-03-04", "source_domain": "example.org"}"#;
    let text = b"Storm closes the harbour\n\nIt rained for three days.\n";
    let folder = Folder::new(&[
        ("true/1.txt", text),
        ("true-meta-information/1-meta.txt", meta),
        ("txt/2.txt", text),
        ("txt/2.json", json),
    ]);
    let (articles, reports) = folder.read(&options());
    let days: Vec<_> = articles.iter().map(day).collect();
    assert_eq!(days, [Some("2017-12-26".to_string()), Some("2019-03-04".to_string())]);
    assert_eq!(articles[0].authors, ["Ann Field"]);
    let skipped = reports.iter().filter(|r| matches!(r.outcome, FileOutcome::Skipped(_))).count();
    assert_eq!((articles.len(), skipped), (2, 2));
}

#[test]
fn a_scanned_page_has_the_title_and_day_of_its_issue_from_the_mets_file_above() {
    let page = include_bytes!("../../../tests/data/alto/page.xml");
    let mets = include_bytes!("../../../tests/data/alto/blocks_mets.xml");
    let folder = Folder::new(&[("a/issue-mets.xml", mets), ("a/text/page.xml", page)]);
    let (found, _) = folder.read(&options());
    assert_eq!(found[0].title, "The Harbour dues.");
    assert_eq!(day(&found[0]).as_deref(), Some("1858-07-10"));
    assert_eq!(found[0].source_name(), Some("The Ostport Post"));
}

#[test]
fn one_date_of_a_table_settles_the_order_of_all() {
    let table = "title,date,text\nStorm,03/04/2019,The storm came at night and broke the quay.\n\
        Quay,28/02/2019,The quay was closed when the storm had gone.\n";
    let (found, _) = Folder::new(&[("a.csv", table.as_bytes())]).read(&options());
    assert_eq!(day(&found[0]).as_deref(), Some("2019-04-03"));
}

#[test]
fn an_address_is_no_title_where_there_is_a_text() {
    let text = "# https://example.org/2022/08/1/\n\nThe quay of Port Reed is closed. It rains.\n";
    assert_eq!(only("a.md", text.as_bytes()).title, "The quay of Port Reed is closed");
}

#[test]
fn files_that_are_no_articles_are_skipped_with_their_reason_and_ordinary_ones_are_not() {
    for (name, bytes) in [
        ("README.md", b"About".as_slice()),
        ("LICENSE", b"Free"),
        ("a.py", b"print(1)"),
        ("a.cdx", b"org,example)/ 2020"),
        ("a.pdf", b"%PDF-1.4 ..."),
        ("a.bin", b"\0\x01\x02\x03\0\0\0\x07"),
        ("empty.txt", b" \n"),
        ("a.json", br#"{"name": "tool", "version": "1"}"#),
        ("schema.json", br#"{"$schema": "x", "title": "A", "description": "b c"}"#),
        ("a.csv", b"colour,size\nred,3\n"),
    ] {
        let (articles, reports) = Folder::new(&[(name, bytes)]).read(&options());
        assert_eq!(articles.len(), 0, "{name}");
        assert!(matches!(reports[0].outcome, FileOutcome::Skipped(_)), "{name}: {reports:?}");
    }
    for name in ["notice.txt", "words", "todo-list.txt", "a.text", "security.txt"] {
        only(name, b"amex\nase\nasx\n");
    }
}

#[test]
fn broken_files_are_refused_by_name_and_articles_before_the_break_are_kept() {
    let (articles, reports) =
        Folder::new(&[("a.json", br#"{"title": "A", "text": "#)]).read(&options());
    assert_eq!(articles.len(), 0);
    assert!(matches!(reports[0].outcome, FileOutcome::Refused(_)), "{reports:?}");
    let half = br#"[{"title": "A", "text": "b"}, {"title": "#;
    let (articles, reports) = Folder::new(&[("a.json", half)]).read(&options());
    assert_eq!((articles.len(), &reports[0].outcome), (1, &FileOutcome::Indexed));
    assert!(reports[0].problems[0].contains("not valid JSON"), "{reports:?}");
}

#[test]
fn ids_stay_when_the_archive_moves_and_differ_within_a_file() {
    let lines =
        "{\"title\": \"A\", \"text\": \"b\", \"url\": \"https://example.org/1\"}\n".repeat(2);
    let ids = |name: &str| {
        let (articles, _) = Folder::new(&[(name, lines.as_bytes())]).read(&options());
        articles.into_iter().map(|article| article.id).collect::<Vec<_>>()
    };
    let first = ids("a.jsonl");
    assert_eq!(first, ids("a.jsonl"));
    assert_ne!(first[0], first[1]);
    assert_ne!(first, ids("b.jsonl"));
}

#[test]
fn a_fingerprint_changes_with_what_an_article_depends_on() {
    let text = b"Storm closes the harbour\n\nIt rained.\n".as_slice();
    let folder = Folder::new(&[("a.txt", text), ("a.json", b"{\"date\": \"2020-01-02\"}")]);
    let file = folder.files().into_iter().find(|file| file.relative == "a.txt").unwrap();
    let named = IngestOptions { source: Some("Named".into()), ..options() };
    assert_ne!(Fingerprint::of(&file, &options()), Fingerprint::of(&file, &named));
    let alone = SourceFile { sidecar: None, ..file.clone() };
    assert_ne!(Fingerprint::of(&file, &options()), Fingerprint::of(&alone, &options()));
    let later = IngestOptions { today: Day::new(2027, 1, 1).unwrap(), ..options() };
    assert_eq!(Fingerprint::of(&file, &options()), Fingerprint::of(&file, &later));
}

#[test]
fn a_file_that_vanishes_before_it_is_read_is_refused() {
    let folder = Folder::new(&[("a.txt", b"Text")]);
    let file = folder.files().remove(0);
    fs::remove_file(Path::new(&file.path)).unwrap();
    let report = articles(&file, &options(), None, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(report.outcome, FileOutcome::Refused(_)));
}

proptest! {
    #[test]
    fn no_text_of_any_format_panics(
        name in prop::sample::select(vec!["a.txt", "a.md", "a.json", "a.jsonl", "a.csv", "a.tsv"]),
        text in "(([A-Za-zé字:,;#|\"'{}\\[\\]\t \\-*_<>&/]{0,12}|date|2023-11-05|title: |http://a.b/|---|\\+\\+\\+)\n?){0,12}",
    ) {
        drafts(name, &text);
    }
}
