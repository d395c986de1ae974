use super::testing::{Collected, document};
use super::{Keyed, opens_any, root};
use crate::ingest::draft::Draft;

#[test]
fn the_root_is_found_behind_whatever_stands_before_it() {
    let text = "\n junk <?xml version='1.0'?><!DOCTYPE a [<!ELEMENT b>]><!-- <c> --><n:Feed x='1'>";
    assert!(root(document(text).text).is_some_and(|root| root.is("feed")));
    assert!(opens_any(text, &["item", "feed"]));
    assert!(root("no markup & nothing < here").is_none());
}

#[test]
fn every_article_has_a_key_of_its_own() {
    let mut collected = Collected::default();
    let mut keyed = Keyed::new(&mut collected);
    for guid in [Some("a"), None, Some("a")] {
        let (guid, body) = (guid.map(str::to_owned), "text".to_owned());
        keyed.give(Draft { guid, body, ..Draft::default() });
    }
    keyed.give(Draft::default());
    assert_eq!(keyed.finish(), 3);
    assert_eq!(collected.problems, ["1 records hold neither title nor text"]);
    let keys: Vec<&str> = collected.articles.iter().map(|draft| draft.key.as_str()).collect();
    assert_eq!(keys, ["a", "1", "a#2"]);
}
