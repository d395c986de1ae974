//! One whole article.

use crate::archive::Archive;

#[test]
fn an_article_is_shown_whole() {
    Archive::newsroom().index().run(&["show", "@id"]).stdout("@").success();
}

#[test]
fn it_can_be_asked_why_an_article_has_its_date() {
    Archive::newsroom().index().run(&["show", "@id", "--why-date"]).stdout("@").success();
}

#[test]
fn an_id_that_is_not_there_and_one_that_is_not_unique_are_told_apart() {
    Archive::newsroom().index().run(&["show", "zzzzzzzz"]).stderr("@").exit(1);
}
