//! Copies of an article: one is shown, the others are named, and all of them are listed.

use crate::archive::Archive;

const STORY: &str = "The harbour board closed the swing bridge on Sunday evening after divers found a crack in its \
northern pier, and engineers said it would take at least two weeks to learn how deep the damage goes. Commuters \
from the eastern bank will be carried by ferries that leave every twenty minutes from the fish quay, the board \
said. Lorries have to go round by the old toll road, which adds an hour to the trip. Shops in the lower town \
expect fewer customers, and the market will move to the square in front of the town hall until further notice.";

/// A story in three outlets, one of which added a paragraph, and an article about something else.
pub(crate) fn archive() -> Archive {
    let line = |id: u8, title: &str, text: &str, date: &str, source: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"{title}\",\"text\":\"{text}\",\"date\":\"{date}\",\"source\":\"{source}\"}}\n"
        )
    };
    let longer = format!("{STORY}\\n\\nThe last closure was in 1978, our archive says.");
    let lines = [
        line(1, "Bridge closed", STORY, "2023-11-06", "Herald"),
        line(2, "Swing bridge shut", &longer, "2023-11-05", "Wire"),
        line(3, "Crack in the pier", STORY, "2023-11-06", "Quay"),
        line(4, "Stalls opened", "Forty stalls opened by the bridge.", "2023-10-25", "Herald"),
    ];
    Archive::new().file("a.jsonl", &lines.concat()).index()
}

/// The ids of the copies, in order of time.
fn ids(archive: &Archive) -> Vec<String> {
    let found =
        archive.answer(&["search", "pier", "--copies", "--sort", "oldest", "--format", "ids"]);
    found.lines().map(str::to_owned).collect()
}

#[test]
fn one_copy_is_shown_and_the_others_are_named() {
    archive()
        .run(&["search", "pier", "--passage-length", "0", "--sort", "oldest"])
        .stdout(
            "
            1. Swing bridge shut
               2023-11-05  Wire  6et9eg2k
               +2 copies (Herald, Quay, 2023-11-06)
               news/a.jsonl

            1 story, 3 articles
            ",
        )
        .success()
        .run(&["search", "bridge", "--stories", "--format", "ids", "--limit", "1", "--offset", "2"])
        .stdout("")
        .success();
}

#[test]
fn every_copy_is_a_hit_where_that_is_wanted() {
    let archive = archive();
    assert_eq!(ids(&archive).len(), 3);
    assert_eq!(archive.answer(&["search", "pier", "--count"]), "3\n");
    // A program gets every article, unless it asks for stories.
    let lines = |more: &[&str]| {
        archive.answer(&[&["search", "pier", "--format", "ids"], more].concat()).lines().count()
    };
    assert_eq!((lines(&[]), lines(&["--stories"])), (3, 1));
}

#[test]
fn copies_of_an_article_are_listed_in_order_of_time() {
    let archive = archive();
    let first = ids(&archive).remove(0);
    archive
        .run(&["copies", &first])
        .stdout(
            "
            Copies of Swing bridge shut (2023-11-05)

            2023-11-05  Wire  6et9eg2k  this article
              Swing bridge shut
            2023-11-06  Herald  2fcb31pd  91.6% of the text, 0.0% added
              Bridge closed
            2023-11-06  Quay  5exe7sz5  91.6% of the text, 0.0% added
              Crack in the pier

            3 articles
            ",
        )
        .success();
}
