//! What indexing reads, skips and refuses; every file is accounted for.

use crate::archive::Archive;

#[test]
fn every_file_is_accounted_for() {
    Archive::newsroom()
        .bytes("photo.jpg", b"\xFF\xD8\xFF\xE0 not really")
        .file("broken.json", "{\"title\": ")
        .run(&["index", "news"])
        .stdout("
                6 files = 4 indexed + 0 unchanged + 1 skipped + 1 refused; 5 added, 0 updated, 0 removed, 1 undated; 5 articles in all; [time]
                ")
        .stderr("
                refused: news/broken.json: not valid JSON: EOF while parsing a value at line 1 column 9
                ")
        .exit(4)
        .run(&["status"])
        .stdout("
                index     index
                articles  5
                days      2022-03-01 to 2023-11-07
                undated   1
                no source 0
                files     6
                size      [size]

                archives
                news  news
                  5 articles in 6 files; last run 2023-11-10

                by source
                The Herald  2   40.0%  ████████████████████████████████████████
                courier     2   40.0%  ████████████████████████████████████████
                notes       1   20.0%  ████████████████████

                by year
                2022  1   20.0%  █████████████▍
                2023  3   60.0%  ████████████████████████████████████████

                by language
                en  5  100.0%  ████████████████████████████████████████

                1 file refused
                  news/broken.json: not valid JSON: EOF while parsing a value at line 1 column 9

                1 file skipped
                  1 file: an image
                ")
        .success();
}

#[test]
fn the_summary_is_an_object_in_json() {
    Archive::newsroom().run(&["index", "news", "--json"]).stdout(r#"
                {"type":"summary","version":1,"files":4,"indexed":4,"unchanged":0,"skipped":0,"refused":0,"vanished":0,"added":5,"updated":0,"removed":0,"undated":1,"sourceless":0,"articles":5,"bytes":737,"text_bytes":480,"seconds":[time],"interrupted":false,"moved":0,"refused_before":0}
                "#).success();
}

#[test]
fn the_index_inside_the_archive_is_not_part_of_it() {
    Archive::newsroom()
        .run(&["index", "news", "--index", "news/index"])
        .stdout("
                5 files = 4 indexed + 0 unchanged + 1 skipped + 0 refused; 5 added, 0 updated, 0 removed, 1 undated; 5 articles in all; [time]
                ")
        .success()
        .run(&["index", "news", "--index", "news/index"])
        .stdout("
                5 files = 0 indexed + 4 unchanged + 1 skipped + 0 refused; 0 added, 0 updated, 0 removed; 5 articles in all; [time]
                ")
        .success();
}

#[test]
fn the_users_own_names_of_fields_are_read() {
    Archive::new()
        .file(
            "a.json",
            r#"{"kop": "Brug open", "inhoud": {"tekst": "De brug is open."}, "dag": "2023-11-05"}"#,
        )
        .run(&[
            "index",
            "news",
            "--map",
            "title=kop,body=inhoud.tekst,date=dag",
            "--source",
            "De Brug",
        ])
        .stdout("
                1 file = 1 indexed + 0 unchanged + 0 skipped + 0 refused; 1 added, 0 updated, 0 removed; 1 article in all; [time]
                ")
        .success()
        .run(&["search", "brug", "--format", "csv"])
        .stdout("
                rank,score,id,date,source,title,authors,section,tags,lang,url,guid,path,words,passage
                1,[score],xpxx1qmasmcvsfn0,2023-11-05,De Brug,Brug open,,,,,,,[here]/news/a.json,4,De brug is open.
                ")
        .success();
}

#[test]
fn a_broken_record_is_named_and_one_without_an_article_is_no_loss() {
    let whole = r#"{"title": "Ferry late", "body": "The ferry came an hour late to Lunden."}"#;
    let empty = r#"{"title": "", "body": ""}"#;
    Archive::new()
        .file("empty.jsonl", &format!("{whole}\n{empty}\n{whole}\n"))
        .run(&["index", "-q", "news"])
        .stderr("")
        .success()
        .file("broken.json", &format!("[{whole}, {{\"title\": \"Pier \" \"closed\"}}, {whole}]"))
        .run(&["index", "-q", "news"])
        .stderr("
                incomplete: news/broken.json: record 2: not valid JSON: expected `,` or `}` at line 1 column 19
                ")
        .exit(4);
}
