//! Containers built here, whole and broken, and what is found in them.

use std::io::{Cursor, Read, Write};

use super::{Budget, HEAD, Kind, Limits, Member, Members, members, recognise};
use crate::ingest::document::Refusal;

#[derive(Default)]
struct Seen {
    members: Vec<Member>,
    problems: Vec<String>,
    enough: usize,
}

impl Members for Seen {
    fn member(&mut self, member: Member) -> bool {
        self.members.push(member);
        self.members.len() != self.enough
    }

    fn long(&mut self, mut member: Member, rest: &mut dyn Read) -> bool {
        if let Err(error) = rest.read_to_end(&mut member.bytes) {
            self.problem(format!("{}: {error}", member.name));
        }
        self.member(member)
    }

    fn problem(&mut self, problem: String) {
        self.problems.push(problem);
    }
}

impl Seen {
    fn names(&self) -> Vec<&str> {
        self.members.iter().map(|member| member.name.as_str()).collect()
    }

    fn text(&self, place: usize) -> &str {
        str::from_utf8(&self.members[place].bytes).unwrap()
    }
}

fn read_within(limits: Limits, name: &str, bytes: &[u8]) -> (Seen, Result<(), Refusal>) {
    let kind = recognise(name, &bytes[..bytes.len().min(HEAD)]).expect("a container");
    let budget = Budget::new(limits, bytes.len() as u64);
    let mut seen = Seen::default();
    let end = members(kind, name, &mut Cursor::new(bytes), &budget, &mut seen);
    (seen, end)
}

fn read(name: &str, bytes: &[u8]) -> Seen {
    let (seen, end) = read_within(Limits::default(), name, bytes);
    assert_eq!(end, Ok(()), "{:?}", seen.problems);
    seen
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in files {
        writer.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(vec![]);
    for (name, bytes) in files {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn record(head: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\r\n{head}\r\nContent-Length: {}\r\n\r\n", content.len());
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn response(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let about = format!(
        "WARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-05-04T10:00:00Z\r\n\
         Content-Type: application/http; msgtype=response"
    );
    record(&about, &[b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n\r\n", body].concat())
}

fn page(url: &str) -> Vec<u8> {
    response(url, "Content-Type: text/html; charset=utf-8", b"<p>The ferry runs again.</p>")
}

#[test]
fn a_packed_file_is_one_member_under_its_own_name() {
    let seen = read("story.txt.gz", &gz(b"The bridge is open."));
    assert_eq!((seen.names(), seen.text(0)), (vec!["story.txt"], "The bridge is open."));
    let seen = read("story.txt.zst", &zstd::bulk::compress(b"Tram 4", 1).unwrap());
    assert_eq!((seen.names(), seen.text(0)), (vec!["story.txt"], "Tram 4"));
}

#[test]
fn packed_pieces_put_together_are_one_file() {
    let seen = read("a.gz", &[gz(b"first "), gz(b"second")].concat());
    assert_eq!(seen.text(0), "first second");
    let mut piece = bzip2::write::BzEncoder::new(vec![], bzip2::Compression::fast());
    piece.write_all(b"third ").unwrap();
    let piece = piece.finish().unwrap();
    assert_eq!(read("a.bz2", &[piece.clone(), piece].concat()).text(0), "third third ");
    let mut piece = liblzma::write::XzEncoder::new(vec![], 1);
    piece.write_all(b"fourth ").unwrap();
    let piece = piece.finish().unwrap();
    assert_eq!(read("a.xz", &[piece.clone(), piece].concat()).text(0), "fourth fourth ");
}

#[test]
fn what_came_before_the_end_of_a_cut_file_is_kept_and_reported() {
    let text: String = (0..9000).map(|number| format!("line {number}\n")).collect();
    let whole = gz(text.as_bytes());
    let seen = read("a.txt.gz", &whole[..whole.len() / 2]);
    assert!(seen.text(0).starts_with("line 0\nline 1\n"));
    assert!(seen.members[0].note.as_deref().is_some_and(|note| note.contains("cut short")));
    assert_eq!(seen.problems, ["a.txt: the gzip member at byte 0 is cut short"]);
}

#[test]
fn containers_are_opened_in_one_another_and_their_names_joined() {
    let inner = gz(&tar(&[("b/c.txt", b"deep")]));
    let seen = read("a.zip", &zip(&[("b.tar.gz", &inner), ("d.txt", b"flat")]));
    assert_eq!(seen.names(), ["b.tar.gz!/b/c.txt", "d.txt"]);
}

#[test]
fn a_fourth_container_is_named_and_not_opened() {
    let seen = read("a.gz.gz.gz", &gz(&gz(&gz(b"three"))));
    assert_eq!(seen.text(0), "three");
    let seen = read("a.gz.gz.gz.gz", &gz(&gz(&gz(&gz(b"four")))));
    assert!(seen.members.is_empty());
    assert!(seen.problems[0].ends_with("not opened: containers lie deeper than 3"));
}

#[test]
fn a_bomb_stops_at_the_ratio_and_keeps_what_came_before() {
    let limits = Limits { free: 1 << 20, ..Limits::default() };
    let bomb = gz(&vec![0; 40 << 20]);
    let (seen, end) = read_within(limits, "zeros.txt.gz", &bomb);
    assert_eq!(end, Ok(()));
    assert!((1 << 20..=bomb.len() * 100).contains(&seen.members[0].bytes.len()));
    let expected = "zeros.txt: stopped: it unfolds to more than 100 times its size (beyond 1 MiB)";
    assert_eq!(seen.problems, [expected]);
}

#[test]
fn members_are_counted_and_cut_at_their_limits() {
    let limits = Limits { members: 2, ..Limits::default() };
    let files: &[(&str, &[u8])] = &[("a", b"1"), ("b", b"2"), ("c", b"3")];
    for bytes in [zip(files), tar(files)] {
        let (seen, _) = read_within(limits, "a", &bytes);
        assert_eq!(seen.names(), ["a", "b"]);
        assert_eq!(seen.problems, ["stopped: it holds more than 2 members"]);
    }
    let limits = Limits { member: 4, ..Limits::default() };
    let (seen, _) = read_within(limits, "a.tar", &tar(&[("b.zip", &zip(files)), ("c", b"12345")]));
    assert_eq!(seen.names(), ["c"]);
    assert_eq!(seen.problems[0], "b.zip: cut at 4 bytes, the limit for a member");
}

#[test]
fn a_zip_keeps_members_of_one_name_and_leaves_paths_as_labels() {
    let mut bytes = zip(&[("../x.txt", b"one"), ("../y.txt", b"two")]);
    while let Some(at) = bytes.windows(8).position(|name| name == b"../y.txt") {
        bytes[at + 3] = b'x';
    }
    assert_eq!(read("a.zip", &bytes).names(), ["../x.txt", "../x.txt"]);
    let cut = bytes.len() - 22;
    bytes.truncate(cut);
    let seen = read("a.zip", &bytes);
    assert_eq!(seen.names().len(), 2);
    assert!(seen.problems[0].contains("read from the front"), "{:?}", seen.problems);
}

#[test]
fn a_zip_that_is_none_is_refused() {
    let (seen, end) = read_within(Limits::default(), "a.zip", b"nothing of the kind");
    assert!(
        matches!(end, Err(Refusal::Broken(reason)) if reason.starts_with("not a readable zip"))
    );
    assert!(seen.problems.is_empty());
}

#[test]
fn office_documents_are_no_containers() {
    assert_eq!(recognise("a.bin", &zip(&[("[Content_Types].xml", b"<Types/>")])), None);
    assert_eq!(recognise("a.EPUB", &zip(&[("content.opf", b"")])), None);
    assert_eq!(recognise("a.bin", &zip(&[("a.txt", b"")])), Some(Kind::Zip));
}

#[test]
fn a_tape_archive_cut_short_gives_what_it_holds() {
    let long = "f/".repeat(80) + "story.txt";
    let whole = tar(&[(&long, b"long name"), ("b.txt", &[b'x'; 2000])]);
    assert_eq!(read("a.tar", &whole).names(), [long.as_str(), "b.txt"]);
    let cut = whole.iter().rposition(|&byte| byte == b'x').unwrap() - 700;
    let seen = read("a.tar", &whole[..cut]);
    assert_eq!(seen.members[1].note.as_deref(), Some("it is cut short"));
    assert!(seen.problems[0].starts_with("b.txt: it is cut short"), "{:?}", seen.problems);
}

#[test]
fn every_page_of_a_web_archive_is_a_member_and_the_rest_is_counted() {
    let revisit = record("WARC-Type: revisit", b"");
    let image = response("http://a.example/i.png", "Content-Type: image/png", b"PNG");
    let gone = record("WARC-Type: response", b"HTTP/1.1 404 Gone\r\n\r\n<p>gone</p>");
    let plain = [page("http://a.example/1"), revisit, image, gone].concat();
    let seen = read("a.warc", &plain);
    let found = &seen.members[0];
    assert_eq!(found.name, "@0");
    assert_eq!(found.url.as_deref(), Some("http://a.example/1"));
    assert_eq!(found.captured.as_deref(), Some("2020-05-04T10:00:00Z"));
    assert_eq!(found.media.as_deref(), Some("text/html"));
    assert_eq!(found.charset.as_deref(), Some("utf-8"));
    assert_eq!(found.bytes, b"<p>The ferry runs again.</p>");
    assert_eq!(seen.problems, ["3 records passed over: 1 image/png, 1 revisit, 1 status 404"]);
    assert_eq!(seen.members.len(), 1);
}

/// Bytes as a stream of brotli that holds them as they are.
fn stored_brotli(bytes: &[u8]) -> Vec<u8> {
    let head = (bytes.len() as u32 - 1) << 4 | 1 << 20;
    [&head.to_le_bytes()[..3], bytes, &[3]].concat()
}

#[test]
fn the_codings_of_a_page_are_undone() {
    let packed = gz(b"<p>packed</p>");
    let chunks = [
        format!("{:x}\r\n", 5).as_bytes(),
        &packed[..5],
        format!("\r\n{:x};x=1\r\n", packed.len() - 5).as_bytes(),
        &packed[5..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let head = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip";
    let brotli = "Content-Type: text/html\r\nContent-Encoding: br";
    let bytes = [
        response("http://a.example/", head, &chunks),
        response("http://a.example/2", head, b"<p>undone before</p>"),
        response("http://a.example/3", brotli, &stored_brotli(b"<p>small</p>")),
        response(
            "http://a.example/4",
            &head.replace("gzip", "zstd"),
            &zstd::encode_all(&b"<p>new</p>"[..], 3).unwrap(),
        ),
        response("http://a.example/5", brotli, b"\x11\x3e\x80"),
        response("http://a.example/6", &brotli.replace("br", "quay"), b"\x11\x3e\x80"),
    ]
    .concat();
    let seen = read("a.warc", &bytes);
    assert_eq!((seen.text(0), seen.text(1)), ("<p>packed</p>", "<p>undone before</p>"));
    assert_eq!((seen.text(2), seen.text(3)), ("<p>small</p>", "<p>new</p>"));
    assert_eq!(
        seen.problems,
        ["2 records passed over: 1 content encoding br, 1 content encoding quay"]
    );
}

#[test]
fn a_damaged_piece_of_a_web_archive_costs_only_its_record() {
    let pieces: Vec<Vec<u8>> =
        (0..4).map(|number| gz(&page(&format!("http://a.example/{number}")))).collect();
    let mut damaged = pieces.clone();
    let middle = damaged[1].len() / 2;
    damaged[1][middle] ^= 0xff;
    damaged[2].truncate(40);
    let seen = read("a.warc.gz", &damaged.concat());
    let urls: Vec<_> = seen.members.iter().filter_map(|member| member.url.as_deref()).collect();
    assert!(urls.contains(&"http://a.example/0") && urls.contains(&"http://a.example/3"));
    assert_eq!(seen.members.last().unwrap().name, format!("@{}", damaged[..3].concat().len()));
    let expected = format!("the gzip member at byte {} is", damaged[0].len());
    assert!(seen.problems.iter().any(|problem| problem.contains(&expected)), "{:?}", seen.problems);
}

#[test]
fn a_record_of_a_wrong_length_does_not_swallow_the_next() {
    let long = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 200\r\n\r\n\
        HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nshort\r\n\r\n";
    let seen = read("a.warc", &[&long[..], &page("http://a.example/next")].concat());
    assert_eq!(seen.text(0).trim(), "short");
    assert_eq!(seen.members[1].url.as_deref(), Some("http://a.example/next"));
    assert_eq!(seen.problems, ["record @0: its length is wrong: no record begins behind it"]);
}

#[test]
fn a_length_that_no_file_has_costs_only_its_record() {
    let huge =
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9223372036854775808\r\n\r\nx\r\n";
    let seen = read(
        "a.warc",
        &[&huge[..], &vec![b'x'; 5 << 20], b"\n", &page("http://a.example/")].concat(),
    );
    assert_eq!(seen.members.len(), 1);
    assert_eq!(seen.problems, ["record @0: no content is as long as 9223372036854775808 bytes"]);
}

#[test]
fn a_cut_end_is_reported_with_its_place() {
    let (first, second) = (page("http://a.example/1"), page("http://a.example/2"));
    let whole = [&first[..], &second[..second.len() - 12]].concat();
    let seen = read("a.warc", &whole);
    assert_eq!(seen.text(1), "<p>The ferry runs ag");
    let expected = format!("record @{}: cut short: ", first.len());
    assert!(seen.problems[0].starts_with(&expected), "{:?}", seen.problems);
    assert!(seen.members[1].note.is_some());
}

#[test]
fn a_web_archive_packed_by_zstd_brings_its_dictionary() {
    let pages: Vec<Vec<u8>> = (0..3).map(|n| page(&format!("http://a.example/{n}"))).collect();
    let dictionary = page("http://b.example/");
    let packed = zstd::bulk::compress(&dictionary, 3).unwrap();
    let mut bytes = vec![0x5d, 0x2a, 0x4d, 0x18];
    bytes.extend((packed.len() as u32).to_le_bytes());
    bytes.extend(&packed);
    let mut encoder = zstd::bulk::Compressor::with_dictionary(3, &dictionary).unwrap();
    for page in &pages {
        bytes.extend(encoder.compress(page).unwrap());
    }
    let seen = read("a.warc.zst", &bytes);
    assert_eq!(seen.members.len(), 3, "{:?}", seen.problems);
    assert_eq!(seen.members[2].url.as_deref(), Some("http://a.example/2"));
}

#[test]
fn the_older_form_of_web_archives_is_read_even_where_addresses_hold_spaces() {
    let body = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>old</p>";
    let about = "1 0 Invented\nURL IP-address Archive-date Content-type Archive-length\n\n";
    let first = format!("filedesc://a.arc 0.0.0.0 20010203040506 text/plain {}\n", about.len());
    let head = format!("http://a.example/a b 10.0.0.1 20010203040506 text/html {}\n", body.len());
    let bytes = [first.as_bytes(), about.as_bytes(), head.as_bytes(), body, b"\n"].concat();
    for bytes in [bytes.clone(), gz(&bytes)] {
        let seen = read("a.arc", &bytes);
        let found = &seen.members[0];
        assert_eq!(found.url.as_deref(), Some("http://a.example/a b"));
        assert_eq!(found.captured.as_deref(), Some("2001-02-03T04:05:06Z"));
        assert_eq!(seen.problems, ["1 record passed over: 1 filedesc"]);
    }
}

#[test]
fn a_wacz_gives_the_pages_of_its_archives_alone() {
    let warc = gz(&page("http://a.example/"));
    let bytes = zip(&[("datapackage.json", b"{}"), ("archive/data.warc.gz", &warc)]);
    let seen = read("a.wacz", &bytes);
    assert_eq!(seen.names(), ["archive/data.warc.gz!/@0"]);
    assert_eq!(seen.problems, Vec::<String>::new());
}

#[test]
fn what_a_mac_or_a_crawler_keeps_for_itself_is_no_member() {
    let side: &[(&str, &[u8])] =
        &[("__MACOSX/a/._b.txt", b"x"), ("a/._b.txt", b"x"), ("a/b.txt", b"y")];
    assert_eq!(read("a.zip", &zip(side)).names(), ["a/b.txt"]);
    assert_eq!(read("a.tar", &tar(side)).names(), ["a/b.txt"]);
    let log = "WARC-Type: resource\r\nWARC-Target-URI: metadata://a.example/log\r\n\
        Content-Type: text/plain";
    let bytes = [record(log, b"log"), page("http://a.example/robots.txt")].concat();
    let expected = "2 records passed over: 1 record of the crawler, 1 robots.txt";
    assert_eq!(read("a.warc", &bytes).problems, [expected]);
}

#[test]
fn a_text_taken_out_of_a_page_is_a_member() {
    let about = "WARC-Type: conversion\r\nWARC-Target-URI: http://a.example/\r\n\
        WARC-Truncated: length\r\nContent-Type: text/plain";
    let seen = read("a.warc.wet.gz", &gz(&record(about, b"The ferry runs.")));
    assert_eq!(
        (seen.text(0), seen.members[0].media.as_deref()),
        ("The ferry runs.", Some("text/plain"))
    );
    assert_eq!(seen.members[0].note.as_deref(), Some("cut by the crawler: length"));
}

#[test]
fn a_sparse_file_is_named_and_those_behind_it_are_read() {
    let mut header = ::tar::Header::new_gnu();
    header.set_path("sparse").unwrap();
    header.set_entry_type(::tar::EntryType::GNUSparse);
    header.set_size(0);
    header.as_gnu_mut().unwrap().isextended = [1];
    header.set_cksum();
    let bytes = [header.as_bytes(), &[0; 512][..], &tar(&[("b.txt", b"behind")])].concat();
    let seen = read("a.tar", &bytes);
    assert_eq!(seen.names(), ["b.txt"]);
    assert_eq!(seen.problems, ["sparse: sparse files are not read"]);
}

#[test]
fn reading_stops_when_nothing_more_is_wanted() {
    let bytes = zip(&[("a", b"1"), ("b", b"2")]);
    let mut seen = Seen { enough: 1, ..Seen::default() };
    let budget = Budget::new(Limits::default(), bytes.len() as u64);
    let end = members(Kind::Zip, "a.zip", &mut Cursor::new(bytes), &budget, &mut seen);
    assert_eq!((end, seen.names()), (Ok(()), vec!["a"]));
}

proptest::proptest! {
    #[test]
    fn no_damage_makes_a_reader_panic_or_run_on(
        which in 0usize..5,
        spots in proptest::collection::vec((0usize..4000, 0u8..=255), 0..12),
        cut in 0usize..4000,
    ) {
        let pages = [page("http://a.example/1"), page("http://a.example/2")].concat();
        let (name, mut bytes) = match which {
            0 => ("a.warc", pages),
            1 => ("a.warc.gz", gz(&pages)),
            2 => ("a.zip", zip(&[("a.txt", b"one"), ("b.warc", &pages)])),
            3 => ("a.tar", tar(&[("a.txt", b"one"), ("b.gz", &gz(b"two"))])),
            _ => ("a.arc", b"filedesc://a 0.0.0.0 20010203040506 text/plain 3\nabc\n".to_vec()),
        };
        let length = bytes.len();
        spots.into_iter().for_each(|(at, byte)| bytes[at % length] = byte);
        bytes.truncate(length - cut % length);
        if recognise(name, &bytes).is_some() {
            let (seen, _) = read_within(Limits::default(), name, &bytes);
            proptest::prop_assert!(seen.members.len() < 10);
        }
    }
}
