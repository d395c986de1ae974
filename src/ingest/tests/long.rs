//! Files that are too long to be read whole.

use std::fs::File;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Folder, options};
use crate::article::Article;
use crate::engine::FileOutcome;
use crate::ingest::article::clean;
use crate::ingest::format::FileFormat;
use crate::ingest::source::read::{LONG, hash};

/// How many records make a file long.
const RECORDS: usize = 12;

fn body(number: usize) -> String {
    format!("It rained on quay {number}. ") + &"The water rose. ".repeat(1 << 15)
}

fn lines() -> String {
    let line =
        |number| format!("{{\"title\": \"Rain {number}\", \"body\": \"{}\"}}\n", body(number));
    let mut lines: String = (1..=RECORDS).map(line).collect();
    lines.push_str("{\"title\": \"Rain without end\n{\"unknown\": 1}\n");
    assert!(lines.len() as u64 > LONG);
    lines
}

fn titles(articles: &[Article]) -> Vec<&str> {
    articles.iter().map(|article| article.title.as_str()).collect()
}

#[test]
fn a_long_file_is_read_in_chunks_and_its_lines_are_counted_through() {
    let folder = Folder::new(&[("a.jsonl", lines().as_bytes())]);
    let (articles, reports) = folder.read(&options());
    let expected: Vec<String> = (1..=RECORDS).map(|number| format!("Rain {number}")).collect();
    assert_eq!(titles(&articles), expected);
    let report = &reports[0];
    assert_eq!(
        (&report.outcome, report.format.map(FileFormat::name)),
        (&FileOutcome::Indexed, Some("JSON Lines"))
    );
    assert_eq!(report.hash, hash(&folder.files()[0].path).ok());
    assert!(report.problems[0].starts_with("line 13: not valid JSON"), "{:?}", report.problems);
    assert_eq!(report.problems[1..], ["1 record holds no article: line 14"]);
}

#[test]
fn a_broken_record_of_a_long_list_costs_only_itself_in_any_chunk() {
    let text = "It rained on the quay. ".repeat(4000);
    for broken in [10, 55] {
        let record = |number: usize| match number == broken {
            true => format!(r#"{{"title": "Rain {number}", "text": oops}}"#),
            false => format!(r#"{{"title": "Rain {number}", "text": "{text}"}}"#),
        };
        let records: Vec<String> = (1..=60).map(record).collect();
        let list = format!("[{}]", records.join(",\n"));
        let (articles, reports) = Folder::new(&[("a.json", list.as_bytes())]).read(&options());
        assert_eq!(articles.len(), 59);
        let named = format!("record {broken}: not valid JSON");
        assert!(reports[0].problems[0].starts_with(&named), "{:?}", reports[0].problems);
    }
}

#[test]
fn a_long_file_in_a_container_gives_the_same_articles() {
    let mut packed = GzEncoder::new(vec![], Compression::fast());
    packed.write_all(lines().as_bytes()).unwrap();
    // What is noise on a disk fits no chunk: the container itself is long.
    let noise: Vec<u8> = (0..LONG).scan(1_u32, noise).collect();
    let (mut tar, mut header) = (tar::Builder::new(vec![]), tar::Header::new_gnu());
    for (name, bytes) in [("a.jsonl.gz", packed.finish().unwrap()), ("b.bin", noise)] {
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    let folder = Folder::new(&[("a.tar", &tar.into_inner().unwrap())]);
    let (articles, reports) = folder.read(&options());
    assert_eq!((articles.len(), &reports[0].outcome), (RECORDS, &FileOutcome::Indexed));
    assert_eq!(reports[0].hash, hash(&folder.files()[0].path).ok());
    assert!(articles[0].path.ends_with("/a.tar!/a.jsonl.gz!/a.jsonl"), "{}", articles[0].path);
    let passed =
        reports[0].problems.iter().any(|problem| problem == "1 member passed over: not text");
    assert!(passed, "{:?}", reports[0].problems);
}

fn noise(state: &mut u32, _: u64) -> Option<u8> {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    Some((*state >> 24) as u8)
}

#[test]
fn a_long_file_of_one_article_is_read_whole_and_its_text_is_cut() {
    let text = format!("Rain\n\n{}", body(1).repeat(3 * RECORDS));
    let folder = Folder::new(&[("a.txt", text.as_bytes())]);
    let (articles, reports) = folder.read(&options());
    assert_eq!(articles.len(), 1, "{reports:?}");
    assert_eq!(articles[0].notes, [clean::CUT]);
    assert_eq!(reports[0].hash, hash(&folder.files()[0].path).ok());
}

#[test]
fn a_file_of_holes_is_refused_and_not_read() {
    let folder = Folder::new(&[]);
    let path = folder.0.path().join("a.csv");
    File::create(&path).unwrap().set_len(10 << 40).unwrap();
    let (_, reports) = folder.read(&options());
    let reason = format!("nearly all of its {} bytes are holes", 10_u64 << 40);
    assert_eq!(reports[0].outcome, FileOutcome::Refused(reason));
}
