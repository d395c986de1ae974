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
