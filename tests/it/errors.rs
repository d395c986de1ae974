//! What is said when something is wrong, and the exit codes.

use crate::archive::Archive;

#[test]
fn without_an_index_it_is_said_how_to_make_one() {
    Archive::new().search("truce").stderr("@").exit(3);
}

#[test]
fn a_folder_that_is_not_there_changes_nothing() {
    Archive::newsroom().index().run(&["index", "nowhere"]).stderr("@").exit(2);
}

#[test]
fn a_folder_that_is_no_index_is_left_alone() {
    Archive::newsroom()
        .run(&["index", "news", "--index", "news/courier"])
        .stderr("@")
        .exit(3)
        .run(&["search", "x", "--index", "news/courier"])
        .stderr("@")
        .exit(3);
}

#[test]
fn an_unknown_field_is_named_with_the_nearest_one() {
    Archive::newsroom().index().search("titel:truce").stderr("@").exit(2);
}

#[test]
fn in_json_an_error_is_an_object_too() {
    Archive::newsroom().index().search("titel:truce").with("--json").stdout("@").exit(2);
}

#[test]
fn past_the_limit_of_hits_the_way_to_export_is_shown() {
    Archive::newsroom().index().run(&["search", "--limit", "20000"]).stderr("@").exit(2);
}

#[test]
fn a_flag_that_is_not_there_is_a_usage_error() {
    Archive::new().run(&["status", "--colour"]).stderr("@").exit(2);
}

#[test]
fn where_nothing_is_found_the_clause_that_empties_it_and_the_spelling_are_shown() {
    Archive::newsroom().index().search("trucee date:2023").stdout("@").exit(1);
}
