//! Ranked hits as text.

use crate::archive::{Archive, unindent};

#[test]
fn every_word_must_occur_and_the_best_comes_first() {
    Archive::newsroom()
        .index()
        .search("truce arlen")
        .stdout(
            "
                1. Truce holds for a second year
                   2022-03-01  The Herald  crg7f90y  [score]
                   The truce of Arlen has held for a year.
                   news/herald.jsonl

                2. Ceasefire talks resume in Arlen
                   2023-11-05  courier  cc6s53f9  [score]
                   Ceasefire talks resume in Arlen. Envoys of both sides met on Sunday to
                   discuss a truce.
                   news/courier/2023/11/05/talks.txt

                2 articles
                ",
        )
        .success();
}

#[test]
fn a_word_is_found_in_all_its_forms() {
    Archive::newsroom()
        .index()
        .search("flooding")
        .stdout(
            "
                1. River floods old town of Lunden
                   2023-11-06  courier  14e91d54  [score]
                   Heavy rain flooded the old town of Lunden on Monday. Hundreds left their
                   homes, and the market was closed.
                   news/courier/2023/11/06/flood.txt

                2. Budget passes after long debate
                   2023-11-07  The Herald  f9njb2dm  [score]
                   The budget passed on Tuesday. A tax on floods of goods was dropped.
                   news/herald.jsonl

                2 articles
                ",
        )
        .success();
}

#[test]
fn where_no_article_has_all_words_those_that_have_some_are_shown_and_it_is_said() {
    Archive::newsroom()
        .index()
        .search("budget envoys")
        .stdout(
            "
                No article has all of these words. These have some of them:

                1. Budget passes after long debate
                   2023-11-07  The Herald  f9njb2dm  [score]
                   The budget passed on Tuesday. A tax on floods of goods was dropped.
                   missing: envoys
                   news/herald.jsonl

                2. Ceasefire talks resume in Arlen
                   2023-11-05  courier  cc6s53f9  [score]
                   Ceasefire talks resume in Arlen. Envoys of both sides met on Sunday to
                   discuss a truce.
                   missing: budget
                   news/courier/2023/11/05/talks.txt

                2 articles
                ",
        )
        .success();
}

#[test]
fn with_all_nothing_is_relaxed() {
    Archive::newsroom()
        .index()
        .search("budget envoys")
        .with("--all")
        .stdout(
            "
                Nothing found in 5 articles.

                  budget   alone: 1   without it: 1
                  envoys   alone: 1   without it: 1

                With --any: 2 articles.
                ",
        )
        .exit(1);
}

/// Why `budget envoys` finds nothing in the newsroom.
const ADVICE: &str = "
                Nothing found in 5 articles.

                  budget   alone: 1   without it: 1
                  envoys   alone: 1   without it: 1

                With --any: 2 articles.
                ";

#[test]
fn what_a_program_reads_is_never_relaxed_and_the_advice_is_on_standard_error() {
    let mut archive = Archive::newsroom().index();
    for format in ["csv", "tsv", "ids", "paths", "json"] {
        let arguments = ["search", "budget envoys", "--format", format];
        let done = archive.command(&arguments).output().unwrap();
        let answer = String::from_utf8(done.stdout).unwrap();
        let advice = String::from_utf8(done.stderr).unwrap();
        assert_eq!((advice, done.status.code()), (unindent(ADVICE), Some(1)), "{format}");
        match format {
            "csv" | "tsv" => assert!(answer.starts_with("rank") && answer.lines().count() == 1),
            "json" => assert!(answer.contains(r#""hits":0,"total":0,"relaxed":false"#), "{answer}"),
            _ => assert_eq!(answer, ""),
        }
    }
    archive =
        archive.run(&["search", "budget envoys", "--count"]).stdout("0\n").stderr(ADVICE).exit(1);
    archive.run(&["search", "budget envoys", "--any", "--count"]).stdout("2\n").success();
}

#[test]
fn filters_stand_beside_the_query() {
    Archive::newsroom()
        .index()
        .run(&["search", "--source", "the herald", "--section", "world"])
        .stdout(
            "
                1. Truce holds for a second year
                   2022-03-01  The Herald  crg7f90y
                   The truce of Arlen has held for a year.
                   news/herald.jsonl

                1 article
                ",
        )
        .success()
        .run(&["search", "--author", "berg", "--title", "river", "--count"])
        .stdout("1\n")
        .success();
}

#[test]
fn hits_can_be_paged_through() {
    Archive::newsroom()
        .index()
        .run(&["search", "--sort", "oldest", "--limit", "2", "--offset", "1"])
        .stdout(
            "
                2. Ceasefire talks resume in Arlen
                   2023-11-05  courier  cc6s53f9
                   Ceasefire talks resume in Arlen. Envoys of both sides met on Sunday to
                   discuss a truce.
                   news/courier/2023/11/05/talks.txt

                3. River floods old town of Lunden
                   2023-11-06  courier  14e91d54
                   Heavy rain flooded the old town of Lunden on Monday. Hundreds left their
                   homes, and the market was closed.
                   news/courier/2023/11/06/flood.txt

                2 to 3 of 5 articles
                ",
        )
        .success()
        .run(&["search", "--offset", "7"])
        .stdout(
            "
                5 articles, none of them past the first 7
                ",
        )
        .success();
}

#[test]
fn counting_prints_a_number_and_nothing_else_on_standard_output() {
    Archive::newsroom()
        .index()
        .search("market")
        .with("--count")
        .stdout("2\n")
        .success()
        .finds_nothing("zeppelin");
}

#[test]
fn one_command_answers_a_question_about_a_folder() {
    Archive::newsroom()
        .run(&["search", "truce", "--limit", "1", "--archive", "news"])
        .stdout("
                1. Truce holds for a second year
                   2022-03-01  The Herald  crg7f90y  [score]
                   The truce of Arlen has held for a year.
                   news/herald.jsonl

                1 of 2 articles
                ")
        .stderr("
                4 files = 4 indexed + 0 unchanged + 0 skipped + 0 refused; 5 added, 0 updated, 0 removed, 1 undated; 5 articles in all; [time]
                ")
        .success();
}

#[test]
fn a_search_that_indexes_first_keeps_the_aliases_of_the_index() {
    let asked = ["search", "tide", "--count", "--archive", "news", "--alias", "quay=The Quay"];
    Archive::new()
        .file("a.json", r#"{"title": "One", "body": "The tide", "source": "Quay"}"#)
        .run(&["index", "news", "--alias", "quay=The Quay"])
        .stdout("
                1 file = 1 indexed + 0 unchanged + 0 skipped + 0 refused; 1 added, 0 updated, 0 removed, 1 undated; 1 article in all; [time]
                ")
        .success()
        .run(&asked)
        .stdout("1\n")
        .stderr("
                1 file = 0 indexed + 1 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 1 article in all; [time]
                ")
        .success()
        .run(&["search", "tide", "--alias", "quay=The Quay"])
        .stderr("
                error: the following required arguments were not provided:
                  --archive <PATH|NAME>

                Usage: dateline search --archive <PATH|NAME> --alias <ALIAS=NAME> --now <MOMENT> --tz <ZONE> <QUERY>...

                For more information, try '--help'.
                ")
        .exit(2);
}

#[test]
fn an_empty_index_says_so() {
    Archive::new()
        .index()
        .search("truce")
        .stdout(
            "
                Nothing found: the index holds no articles yet.
                ",
        )
        .exit(1);
}

#[test]
fn a_word_of_two_characters_is_found_and_a_phrase_is_exact_in_scripts_without_spaces() {
    let mut archive = Archive::new()
        .file("zh.txt", "渡轮回港\n\n大风两周之后，渡轮在星期一回到港口，市场重新开放。")
        .file("ja.txt", "フェリー再開\n\n嵐の後、港町の市場が月曜日に再び開いた。船長は喜んだ。")
        .file("th.txt", "เรือกลับมา\n\nเรือข้ามฟากกลับมาที่ท่าเรือเมื่อวันจันทร์หลังพายุ")
        .file("ko.txt", "배가 돌아왔다\n\n폭풍이 지나간 뒤 항구의 시장이 월요일에 문을 열었다.")
        .index();
    for (query, count) in [
        ("渡轮", "1"),
        ("市场", "1"),
        ("市場", "1"),
        ("港町", "1"),
        ("\"港口市场\"", "0"),
        ("\"市场重新开放\"", "1"),
        ("\"市场开放\"", "0"),
        ("\"月曜日に再び\"", "1"),
        ("船長", "1"),
        ("พายุ", "1"),
        ("\"ท่าเรือเมื่อวันจันทร์\"", "1"),
        ("항구", "1"),
        ("시장", "1"),
    ] {
        archive = match count {
            "0" => archive.finds_nothing(query),
            _ => archive.run(&["search", "--count", query]).stdout(&format!("{count}\n")).success(),
        };
    }
}

#[test]
fn words_that_are_written_without_spaces_are_relaxed_as_others_are() {
    let archive = Archive::new()
        .file("a.txt", "渡轮回港\n\n渡轮在星期一回到港口，市场重新开放。")
        .file("b.txt", "博物馆\n\n博物馆今天关闭。")
        .index();
    let answer = archive.answer(&["search", "港口市场"]);
    assert!(answer.contains("a.txt") && !answer.contains("b.txt"), "{answer}");
    assert!(answer.contains("No article has all of these words."), "{answer}");
    archive.finds_nothing("港口市场");
}

#[test]
fn a_word_to_exclude_needs_no_quotation_marks_in_the_shell() {
    let mut archive = Archive::newsroom().index();
    for query in [vec!["market", "-heavy"], vec!["-heavy", "market"], vec!["-heavy market"]] {
        let asked = [&["search", "--count"], &query[..]].concat();
        archive = archive.run(&asked).stdout("1\n").success();
    }
    archive
        .run(&["search", "market", "-n", "1", "--format", "ids", "-heavy"])
        .stdout("nkvh3qbm90h2n33e\n")
        .success();
}

#[test]
fn dates_of_flags_are_read_and_remarked_on_as_those_of_queries_are() {
    let mut archive = Archive::newsroom().index();
    for on in [
        "2023-11-05",
        "2023-11-5",
        "5 days ago",
        "Nov 5",
        "5 de noviembre de 2023",
        "2023-11-05 .. 2023-11-05",
    ] {
        archive = archive.run(&["search", "--count", "--on", on]).stdout("1\n").success();
    }
    archive
        .run(&["search", "--count", "--on", "05/11/2023"])
        .stdout("1\n")
        .stderr(
            "
                warning: `05/11/2023` may be read day first or month first; it is read as 2023-11-05
                  --on 05/11/2023
                       ^^^^^^^^^^
                  hint: write `2023-11-05`
                ",
        )
        .success()
        .run(&["search", "--count", "--from", "2023-11-06", "--to", "2023-11-05"])
        .stdout("0\n")
        .stderr(
            "
                warning: `2023-11-06..2023-11-05` ends before it begins, so no day lies in it
                  --to 2023-11-05
                       ^^^^^^^^^^
                  hint: swap its ends
                Nothing found in 5 articles.
                ",
        )
        .exit(1);
}

#[test]
fn a_source_is_the_one_of_that_name_where_there_is_one_and_else_those_with_the_name_in_theirs() {
    let article = |number: u32, source: &str| {
        format!(
            r#"{{"title": "Tide {number}", "body": "The tide {number}", "source": "{source}"}}"#
        )
    };
    let lines = [article(1, "The Quay"), article(2, "The Quay Ledger"), article(3, "Harbour Wire")];
    Archive::new()
        .bytes("a.jsonl", lines.join("\n").as_bytes())
        .index()
        .run(&["search", "--count", "--source", "the quay"])
        .stdout("1\n")
        .success()
        .run(&["search", "--count", "--source", "The Quay", "--source", "harbour wire"])
        .stdout("2\n")
        .success()
        .run(&["search", "--count", "--source", "quay"])
        .stdout("2\n")
        .stderr(
            "
                note: no source has the whole name `quay`; it is read as a part of: `The Quay`, `The Quay Ledger`
                  --source quay
                           ^^^^
                ",
        )
        .success()
        .run(&["search", "--count", "--source", "harbor wire"])
        .stdout("0\n")
        .stderr(
            "
                warning: no source is named `harbor wire`
                  --source harbor wire
                           ^^^^^^^^^^^
                  hint: did you mean `Harbour Wire`?
                Nothing found in 3 articles.
                ",
        )
        .exit(1);
}
