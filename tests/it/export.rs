//! Whole articles, uncapped.

use crate::archive::Archive;

#[test]
fn export_writes_every_article_whole() {
    Archive::newsroom().index().run(&["export", "truce"]).stdout("@").success();
}

#[test]
fn export_writes_a_table() {
    Archive::newsroom()
        .index()
        .run(&["export", "flooded", "--format", "csv"])
        .stdout("@")
        .success();
}

#[test]
fn an_export_of_nothing_says_so_by_its_exit_code() {
    Archive::newsroom().index().run(&["export", "zeppelin"]).stdout("@").exit(1);
}
