//! Error messages and exit codes.

use crate::archive::Archive;

#[test]
fn without_an_index_it_is_said_how_to_make_one() {
    Archive::new().search("truce").stderr("
                error: there is no index in index; make one with `dateline index FOLDER --index index`
                ").exit(3);
}

#[test]
fn a_folder_that_is_not_there_changes_nothing() {
    Archive::newsroom()
        .index()
        .run(&["index", "nowhere"])
        .stderr(
            "
                error: nowhere does not exist; the index was not changed
                ",
        )
        .exit(2);
}

#[test]
fn a_folder_that_is_no_index_is_left_alone() {
    Archive::newsroom()
        .run(&["index", "news", "--index", "news/courier"])
        .stderr("
                error: news/courier is not empty and is not a dateline index; name another folder with --index
                ")
        .exit(3)
        .run(&["search", "x", "--index", "news/courier"])
        .stderr("
                error: news/courier is not empty and is not a dateline index; name another folder with --index
                ")
        .exit(3);
}

#[test]
fn an_unknown_field_is_named_with_the_nearest_one() {
    Archive::newsroom()
        .index()
        .search("titel:zeppelin")
        .stdout(
            "
                Nothing found in 5 articles.

                  titel      alone: 0   without it: 0
                  zeppelin   alone: 0   without it: 0

                No article has the word `titel`.
                No article has the word `zeppelin`.
                ",
        )
        .stderr(
            "
                warning: there is no field `titel`; it is read as a word
                  titel:zeppelin
                  ^^^^^
                  hint: did you mean `title:`?
                ",
        )
        .exit(1);
}

#[test]
fn a_query_that_cannot_be_answered_is_shown_with_a_caret_under_the_place() {
    Archive::newsroom()
        .index()
        .search("truce date:2023-13")
        .stderr(
            "
                error: there is no day or month `2023-13`
                  truce date:2023-13
                             ^^^^^^^
                  hint: write year, month and day: `2023-11-05`
                ",
        )
        .exit(2);
}

#[test]
fn in_json_an_error_is_an_object_too() {
    Archive::newsroom().index().search("truce date:2023-13").with("--json").stdout(r#"
                {"type":"problem","severity":"error","code":"date","message":"there is no day or month `2023-13`","subject":"query","text":"truce date:2023-13","start":11,"end":18,"hints":["write year, month and day: `2023-11-05`"],"mended":[]}
                {"type":"error","version":1,"message":"the query cannot be understood","exit":2}
                "#).exit(2);
}

#[test]
fn past_the_limit_of_hits_the_way_to_export_is_shown() {
    Archive::newsroom().index().run(&["search", "--limit", "20000"]).stderr("
                error: hits can be asked for up to number 10000, not 20000; narrow the query, or export all it finds
                ").exit(2);
}

#[test]
fn a_flag_that_is_not_there_is_a_usage_error() {
    Archive::new()
        .run(&["status", "--colour"])
        .stderr(
            "
                error: unexpected argument '--colour' found

                  tip: a similar argument exists: '--color'

                Usage: dateline status --color <WHEN>

                For more information, try '--help'.
                ",
        )
        .exit(2);
}

#[test]
fn where_nothing_is_found_the_clause_that_empties_it_and_the_spelling_are_shown() {
    Archive::newsroom()
        .index()
        .search("trcue date:2023")
        .stdout(
            "
                Nothing found in 5 articles.

                  trcue                         alone: 0   without it: 3
                  date:2023-01-01..2023-12-31   alone: 3   without it: 0

                No article has the word `trcue`. Did you mean: truce?
                ",
        )
        .exit(1);
}

#[test]
fn where_words_do_not_stand_together_it_is_said_how_often_each_is_found() {
    Archive::newsroom()
        .index()
        .search("truce NEAR/3 market")
        .stdout(
            "
                Nothing found in 5 articles.

                  truce    alone: 2
                  market   alone: 2
                ",
        )
        .exit(1);
}

#[test]
fn a_pattern_of_too_many_words_is_named_with_its_place_and_the_flag() {
    let said = "
        error: `t*` stands for more than 1 words of the index
          budget t*
                 ^^
          hint: write more of the word
          hint: raise the limit with `--max-expansions`
        ";
    Archive::newsroom()
        .index()
        .run(&["search", "budget t*", "--max-expansions", "1"])
        .stderr(said)
        .exit(2)
        .run(&["timeline", "budget t*", "--max-expansions", "1"])
        .stderr(said)
        .exit(2)
        .run(&["sources", "budget t*", "--max-expansions", "1"])
        .stderr(said)
        .exit(2);
}

#[test]
fn limits_of_a_query_can_be_raised() {
    Archive::newsroom()
        .index()
        .run(&["search", "((budget))", "--max-depth", "1"])
        .stderr(
            "
            error: the query is nested more than 1 levels deep
              ((budget))
               ^
              hint: raise the limit with `--max-depth`
            ",
        )
        .exit(2)
        .run(&["search", "((budget))", "--max-depth", "2", "--count"])
        .stdout("1\n")
        .success()
        .run(&["search", "budget market", "--max-clauses", "1"])
        .stderr(
            "
            error: the query has more than 1 words and filters
              budget market
                     ^^^^^^
              hint: raise the limit with `--max-clauses`
            ",
        )
        .exit(2)
        .run(&["search", "budget", "--max-bytes", "3"])
        .stderr(
            "
            error: the query has 6 bytes, the limit is 3
              budget
              ^
              hint: raise the limit with `--max-bytes`
            ",
        )
        .exit(2);
}

#[test]
fn an_argument_that_is_repeated_does_not_steer_the_terminal() {
    Archive::new()
        .run(&["status", "--\u{1b}[2J\u{202e}x\u{7}"])
        .stderr(
            "
                error: unexpected argument '--<U+202E>x' found

                Usage: dateline status [OPTIONS]

                For more information, try '--help'.
                ",
        )
        .exit(2);
}
