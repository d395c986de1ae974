//! Ranked hits as a person sees them.

use crate::archive::Archive;

#[test]
fn every_word_must_occur_and_the_best_comes_first() {
    Archive::newsroom().index().search("truce arlen").stdout("@").success();
}

#[test]
fn a_word_is_found_in_all_its_forms() {
    Archive::newsroom().index().search("flooding").stdout("@").success();
}

#[test]
fn where_no_article_has_all_words_those_that_have_some_are_shown_and_it_is_said() {
    Archive::newsroom().index().search("budget envoys").stdout("@").success();
}

#[test]
fn with_all_nothing_is_relaxed() {
    Archive::newsroom().index().search("budget envoys").with("--all").stdout("@").exit(1);
}

#[test]
fn filters_stand_beside_the_query() {
    Archive::newsroom()
        .index()
        .run(&["search", "--source", "the herald", "--section", "world"])
        .stdout("@")
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
        .stdout("@")
        .success()
        .run(&["search", "--offset", "7"])
        .stdout("@")
        .success();
}

#[test]
fn counting_prints_a_number_and_nothing_else() {
    Archive::newsroom()
        .index()
        .search("market")
        .with("--count")
        .stdout("2\n")
        .success()
        .search("zeppelin")
        .with("--count")
        .stdout("0\n")
        .exit(1);
}

#[test]
fn one_command_answers_a_question_about_a_folder() {
    Archive::newsroom()
        .run(&["search", "truce", "--limit", "1", "--archive", "news"])
        .stdout("@")
        .stderr("@")
        .success();
}

#[test]
fn an_empty_index_says_so() {
    Archive::new().index().search("truce").stdout("@").exit(1);
}
