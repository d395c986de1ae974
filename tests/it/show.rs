//! One whole article.

use crate::archive::Archive;

#[test]
fn an_article_is_shown_whole() {
    Archive::newsroom()
        .index()
        .run(&["show", "cc6s53f9"])
        .stdout(
            "
                Ceasefire talks resume in Arlen

                date     2023-11-05
                source   courier
                language en
                words    16
                id       cc6s53f9mp69rzh1
                path     news/courier/2023/11/05/talks.txt

                Ceasefire talks resume in Arlen. Envoys of both sides met on Sunday to discuss a
                truce.
                ",
        )
        .success();
}

#[test]
fn it_can_be_asked_why_an_article_has_its_date() {
    Archive::newsroom()
        .index()
        .run(&["show", "cc6s53f9", "--why-date"])
        .stdout(
            "
                id       cc6s53f9mp69rzh1
                date     2023-11-05
                         from first words, date: 2023-11-05
                source   courier
                         from folder: courier
                ",
        )
        .success();
}

#[test]
fn an_id_that_is_not_there_and_one_that_is_not_unique_are_told_apart() {
    Archive::newsroom()
        .index()
        .run(&["show", "zzzzzzzz"])
        .stderr(
            "
                error: no article has an id that starts with `zzzzzzzz`
                  hint: `dateline search` shows the id of each hit
                ",
        )
        .exit(1);
}

#[test]
fn several_articles_are_shown_one_below_the_other_with_what_a_query_matches() {
    let archive = Archive::newsroom().index();
    let shown = archive.answer(&[
        "show",
        "cc6s53f9",
        "herald.jsonl",
        "--query",
        "truce",
        "--color",
        "always",
    ]);
    let plain = archive.answer(&["show", "cc6s53f9", "herald.jsonl"]);
    let articles: Vec<&str> = plain.split(&"─".repeat(80)).collect();
    let titles = articles.iter().filter_map(|article| article.trim().lines().next());
    assert_eq!(
        titles.collect::<Vec<_>>(),
        [
            "Ceasefire talks resume in Arlen",
            "Truce holds for a second year",
            "Budget passes after long debate"
        ]
    );
    assert!(shown.contains("a\n\u{1b}[1m\u{1b}[31mtruce\u{1b}[0m."), "{shown}");
    assert!(shown.contains("\u{1b}[31mTruce\u{1b}[0m\u{1b}[1m holds"), "{shown}");
    assert_eq!(shown.matches("\u{1b}[31m").count(), 3, "{shown}");
}

#[test]
fn the_articles_of_a_file_are_shown_by_its_path() {
    let archive = Archive::newsroom().index();
    let whole = archive.answer(&["show", "news/herald.jsonl", "--json"]);
    assert_eq!(whole.lines().count(), 2, "{whole}");
    for path in [
        "herald.jsonl",
        "./news/herald.jsonl",
        &archive.news().join("herald.jsonl").display().to_string(),
    ] {
        assert_eq!(archive.answer(&["show", path, "--json"]), whole, "{path}");
    }
    archive
        .run(&["show", "erald.jsonl"])
        .stderr(
            "
                error: the index has no article of a file `erald.jsonl`
                ",
        )
        .exit(1)
        .run(&["show", "cc6s53f9", "zzzz"])
        .stderr(
            "
                error: no article has an id that starts with `zzzz`
                  hint: `dateline search` shows the id of each hit
                ",
        )
        .exit(1);
}
