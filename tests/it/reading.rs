//! How files are read: `index --explain`, `--as`, `formats`, and source names.

use crate::archive::Archive;

/// An archive with a page, and a file of records of which not all are articles.
fn mixed() -> Archive {
    Archive::new()
        .file(
            "quay/page.html",
            r#"
            <!doctype html><html lang="en"><head><title>Ferry returns | The Quay</title>
            <meta property="og:site_name" content="The Quay">
            <meta property="article:published_time" content="2023-11-05T10:00:00+01:00">
            <meta property="article:modified_time" content="2031-01-01">
            <meta name="author" content="By Ada Berg and Bo Lund"></head>
            <body><h1>Ferry returns</h1><p>The ferry returns to the quay of Lunden on Monday, after
            two weeks of storm that kept it in the harbour of Arlen.</p></body></html>
            "#,
        )
        .file(
            "records.jsonl",
            r#"
            {"headline":"Budget passes","body":"The budget passed on Tuesday.","published_at":"2023-11-07","source":"The Herald"}
            {"count":3}
            "#,
        )
}

#[test]
fn how_a_file_is_read_is_shown_and_nothing_is_written() {
    let archive = mixed()
        .run(&["index", "--explain", "news/quay/page.html", "news/records.jsonl"])
        .stdout("
                news/quay/page.html
                archive   news/quay
                size      [size]
                format    HTML, recognised by its content: it begins as a page: `<!doctype html>`, `<html>`, `<head>` or `<body>`
                charset   UTF-8, its bytes are valid in it
                articles  1

                1. Ferry returns
                title     from the element title
                date      2023-11-05, at 2023-11-05T10:00:00+01:00, from meta article:published_time: 2023-11-05T10:00:00+01:00
                          * 2023-11-05 (stated, 92 %) meta article:published_time: 2023-11-05T10:00:00+01:00
                          - refused, in the future (modified, 85 %) meta article:modified_time: 2031-01-01
                source    The Quay, from meta og:site_name: The Quay
                authors   Ada Berg; Bo Lund, from meta author
                language  en, declared: en
                body      23 words, from the main text of the page: The ferry returns to the quay of Lunden on Monday, after two weeks of storm that kept it in the harbour of Arlen.
                id        4fsg44p2a70gszey

                total     1 article

                news/records.jsonl
                archive   news
                size      [size]
                format    JSON Lines, recognised by its content: a JSON object a line
                charset   UTF-8, its bytes are valid in it
                articles  1

                1. Budget passes
                title     from json headline
                date      2023-11-07, from json published_at: 2023-11-07
                          * 2023-11-07 (stated, 88 %) json published_at: 2023-11-07
                source    The Herald, from json source: The Herald
                language  en, by its words
                body      5 words, from json body: The budget passed on Tuesday.
                id        tqk97yk1qpyb3c8q

                total     1 article
                problem   1 record holds no article: line 2
                ")
        .success();
    assert!(!archive.here().join("index").exists());
}

#[test]
fn a_file_that_the_index_knows_is_explained_under_the_root_that_it_was_indexed_under() {
    let archive = Archive::newsroom().index();
    let told = archive.answer(&["index", "--explain", "news/notes/undated.txt"]);
    assert!(told.contains("archive   news\n"), "{told}");
    assert!(told.contains("source    notes, from folder: notes"), "{told}");
    let shown = archive.answer(&["search", "market without", "--format", "ids"]);
    assert!(told.contains(shown.trim()), "{told} {shown}");
}

#[test]
fn a_member_of_a_container_is_explained_alone() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    for (name, text) in [("a.txt", "date 2023-11-05 The ferry returns."), ("b.css", "p {}")] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    let archive = Archive::new().bytes("week.zip", &zip);
    let whole = archive.answer(&["index", "--explain", "news/week.zip"]);
    assert!(whole.contains("format    zip, recognised by its content"), "{whole}");
    assert!(whole.contains("!/b.css\narticles  none: part of a web page"), "{whole}");
    let one = archive.answer(&["index", "--explain", "news/week.zip!/a.txt"]);
    assert!(one.contains("!/a.txt") && !one.contains("b.css"), "{one}");
    archive
        .run(&["index", "--explain", "news/week.zip!/c.txt"])
        .stderr(
            "
                error: [here]/news/week.zip!/c.txt does not exist; the index was not changed
                ",
        )
        .exit(2);
}

#[test]
fn a_format_can_be_asked_for_and_another_one_reads_the_files_again() {
    let archive = Archive::new()
        .file("a.dat", "title,date,body\nFerry returns,2023-11-05,The ferry is back.\n")
        .index();
    archive
        .run(&["index", "news", "--as", "table"])
        .stdout("
                1 file = 1 indexed + 0 unchanged + 0 skipped + 0 refused; 0 added, 1 updated, 0 removed, 1 sourceless; 1 article in all; [time]
                ")
        .stderr("
                note: archive `news` is read with other options from now on: --as table (before: none)
                ")
        .success()
        .run(&["index", "news", "--as", "Table"])
        .stdout("
                1 file = 0 indexed + 1 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 1 article in all; [time]
                ")
        .success()
        .run(&["index", "news", "--as", "text"])
        .stdout("
                1 file = 1 indexed + 0 unchanged + 0 skipped + 0 refused; 0 added, 1 updated, 0 removed, 1 undated, 1 sourceless; 1 article in all; [time]
                ")
        .stderr("
                note: archive `news` is read with other options from now on: --as text (before: --as table)
                ")
        .success()
        .run(&["index", "news", "--as", "tabel"])
        .stderr("
                error: there is no format `tabel`: did you mean `table`?
                ")
        .exit(2);
}

#[test]
fn a_source_is_shown_by_the_name_that_is_wanted_for_it() {
    Archive::new()
        .file("a.json", r#"{"title": "One", "body": "Text", "source": "www.Quay.example"}"#)
        .file("jp/b.json", r#"{"title": "Two", "body": "Text", "url": "https://www.jpost.com/2"}"#)
        .file("c.json", r#"{"title": "Three", "body": "Text", "source": "The Mole - RSS Feed"}"#)
        .file("sources.toml", "\"jpost.com\" = \"The Jerusalem Post\"\n\"Quay\" = [\"quay.example\"]\n")
        .run(&["index", "news", "--alias", "the mole=Mole Times"])
        .stdout("
                4 files = 3 indexed + 0 unchanged + 1 skipped + 0 refused; 3 added, 0 updated, 0 removed, 3 undated; 3 articles in all; [time]
                ")
        .success()
        .run(&["sources", "--format", "tsv"])
        .stdout("
                value	count	share
                Mole Times	1	0.333333
                Quay	1	0.333333
                The Jerusalem Post	1	0.333333
                ")
        .success()
        // A new name for a source is a reason to read its archive again.
        .file("sources.toml", "\"jpost.com\" = \"Jerusalem Post\"\n")
        .run(&["index", "news"])
        .stdout("
                4 files = 3 indexed + 0 unchanged + 1 skipped + 0 refused; 0 added, 3 updated, 0 removed, 3 undated; 3 articles in all; [time]
                ")
        .success();
}

#[test]
fn a_file_of_aliases_that_cannot_be_understood_stops_before_anything_is_done() {
    let archive = Archive::newsroom()
        .file("sources.toml", "\"a\" = \"A\"\n\"b\" = 3\n")
        .run(&["index", "news"])
        .stderr("
                error: [here]/news/sources.toml, line 2: write \"alias\" = \"Name\" or \"Name\" = [\"alias\", \"other alias\"]; nothing was indexed
                ")
        .exit(2);
    assert!(!archive.here().join("index").exists());
}

#[test]
fn formats_are_listed_with_what_they_give_and_what_they_are_known_by() {
    let archive = Archive::new();
    let text = archive.answer(&["formats"]);
    assert!(text.contains("NITF\n  title, text, day"), "{text}");
    assert!(text.contains("WARC (holds files)\n"), "{text}");
    let json = archive.answer(&["formats", "--json"]);
    let first = r#"{"type":"format","name":"DOCX","gives":"#;
    assert!(json.starts_with(first) && json.lines().count() > 30, "{json}");
}

#[test]
fn spellings_of_a_source_that_differ_in_case_are_one_source_shown_as_first_seen() {
    let article = |title: &str, date: &str, source: &str| {
        format!(
            r#"{{"title": "{title}", "date": "{date}", "body": "Ferry", "source": "{source}"}}"#
        )
    };
    let archive = Archive::new()
        .file("a.json", &article("One", "2023-11-05", "the quay"))
        .file("b.json", &article("Two", "2023-11-01", "The Quay"))
        .file("c.json", &article("Three", "2023-11-07", "THE QUAY"))
        .index()
        .run(&["sources", "--format", "tsv"])
        .stdout(
            "
                value	count	share
                The Quay	3	1.000000
                ",
        )
        .success()
        .run(&["search", "--count", "source:\"THE quay\""])
        .stdout("3\n")
        .success()
        .run(&["search", "--count", "--source", "the Quay"])
        .stdout("3\n")
        .success();
    let hits = archive.answer(&["search", "ferry", "--json"]);
    assert_eq!(hits.matches(r#""source":"The Quay""#).count(), 3, "{hits}");
    // An article that is older but added later is now the earliest one.
    let archive = archive.file("d.json", &article("Four", "2020", "the QUAY")).index();
    archive
        .run(&["sources", "--format", "tsv"])
        .stdout(
            "
                value	count	share
                the QUAY	4	1.000000
                ",
        )
        .success();
}

#[test]
fn text_is_read_in_the_charset_that_was_asked_for() {
    let archive = Archive::new().bytes("old.txt", b"date 1994-05-02 Die M\x81hle steht.\n");
    let archive = archive
        .run(&["index", "news", "--charset", "cp850"])
        .stdout("1 file = 1 indexed + 0 unchanged + 0 skipped + 0 refused; 1 added, 0 updated, 0 removed, 1 sourceless; 1 article in all; [time]\n")
        .success();
    let shown = archive.answer(&["search", "M\u{fc}hle", "--format", "ids"]);
    assert_eq!(shown.lines().count(), 1, "{shown}");
    archive
        .run(&["index", "news", "--charset", "quay"])
        .stderr(
            "error: there is no charset `quay`: name it as HTML does (`windows-1252`, `macintosh`) or by its page (`cp850`)\n",
        )
        .exit(2);
}

#[test]
fn a_container_that_is_not_opened_is_refused_and_a_document_of_another_kind_says_what_to_do() {
    let archive = Archive::new()
        .bytes("a.rar", b"Rar!\x1A\x07\x01\0more")
        .bytes("b.msg", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0")
        .bytes("c.ai", b"%!PS-Adobe-3.0 \n")
        .file("d.txt", "date 2023-11-05 The ferry is back.");
    let archive = archive
        .run(&["index", "news"])
        .stdout("4 files = 1 indexed + 0 unchanged + 2 skipped + 1 refused; 1 added, 0 updated, 0 removed, 1 sourceless; 1 article in all; [time]\n")
        .stderr("refused: news/a.rar: a RAR container: unpack it first\n")
        .exit(4);
    let status = archive.answer(&["status", "--all"]);
    for reason in [
        "a message of Outlook: save it as .eml first",
        "PostScript: convert it to PDF or text first",
    ] {
        assert!(status.contains(reason), "{status}");
    }
}

#[test]
fn the_site_that_an_archive_is_the_source_of_is_the_outlet_of_its_articles() {
    let archive = Archive::new()
        .file("_config.yml", "title: The Quay\nurl: https://quay.example\n")
        .file(
            "_posts/2023-11-05-pier.md",
            "---\ntitle: Pier mended\n---\n\nThe pier is whole again.\n",
        )
        .file(
            "_posts/2023-11-06-guest.md",
            "---\ntitle: Boats\nsource: The Mole\n---\n\nThe boats are back.\n",
        )
        .index();
    archive
        .run(&["sources", "--format", "csv"])
        .stdout("value,count,share\nThe Mole,1,0.500000\nThe Quay,1,0.500000\n")
        .success();
}

#[test]
fn pages_that_list_articles_are_no_articles() {
    let links =
        "<a href=/a>a</a> <a href=/b>b</a> <a href=/c>c</a> <a href=/d>d</a> <a href=/e>e</a>";
    let page = |title: &str| {
        format!(
            "<html><head><title>{title}</title></head><body><p>Of ships and of the sea.</p>{links}</body></html>"
        )
    };
    Archive::new()
        .file("tag/ships.html", &page("ships tag"))
        .file("author/ada/index.html", &page("Ada"))
        .file("index2.html", &page("Page 2"))
        .file("2023/11/05/ships/index.html", &page("Ships of the sea"))
        .index()
        .run(&["search", "ships", "--format", "paths"])
        .stdout("[here]/news/2023/11/05/ships/index.html\n")
        .success();
}

#[test]
fn a_table_that_names_the_files_beside_it_describes_them_and_is_no_article() {
    let archive = Archive::new()
        .file("text/a1.txt", "The lamp lighters met in the hall to speak of the price of oil.\n")
        .file("text/a2.txt", "The wick makers met in the hall to speak of the price of wool.\n")
        .file("text/a3.txt", "Nobody has a row for this one, which stands alone.\n")
        .file(
            "metadata.csv",
            "id,title,date,source,author,file\n\
             1,Lamp oil dearer,2019-03-04,The Quay,Mara Quill,text/a1.txt\n\
             2,Wicks dearer,2019-03-05,The Quay,Jon Bell,a2.txt\n",
        )
        .index();
    archive
        .run(&["export", "date:2019", "--format", "csv"])
        .stdout(
            "
                id,date,source,title,authors,section,tags,lang,url,guid,path,words,body
                63gvrfq8c7nhzv1r,2019-03-04,The Quay,Lamp oil dearer,Mara Quill,,,en,,1,[here]/news/text/a1.txt,14,The lamp lighters met in the hall to speak of the price of oil.
                esntvrp1845sqxkr,2019-03-05,The Quay,Wicks dearer,Jon Bell,,,en,,2,[here]/news/text/a2.txt,14,The wick makers met in the hall to speak of the price of wool.
                ",
        )
        .success();
}

#[test]
fn a_row_that_changes_is_read_again_with_the_file_that_it_describes() {
    let table = |title: &str| format!("file,title\na.txt,{title}\nb.txt,Wicks\n");
    Archive::new()
        .file("a.txt", "The lamp lighters met in the hall.\n")
        .file("b.txt", "The wick makers met in the hall.\n")
        .file("list.csv", &table("Oil dear"))
        .index()
        .file("list.csv", &table("Oil dearer still"))
        .run(&["index", "news"])
        .stdout(
            "
                3 files = 1 indexed + 1 unchanged + 1 skipped + 0 refused; 0 added, 1 updated, 0 removed, 1 undated, 1 sourceless; 2 articles in all; [time]
                ",
        )
        .success()
        .run(&["search", "title:dearer", "--count"])
        .stdout("1\n")
        .success();
}
