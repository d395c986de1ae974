//! Many queries in one go.

use crate::archive::Archive;

#[test]
fn every_query_of_a_batch_is_answered_under_its_id() {
    Archive::newsroom()
        .index()
        .run(&["search", "--json", "--limit", "1", "--batch", "-"])
        .input("q1\ttruce\nq2\tzeppelin\n\nflood\n")
        .stdout("@")
        .success();
}

#[test]
fn a_query_of_a_batch_that_cannot_be_understood_does_not_stop_the_others() {
    Archive::newsroom()
        .index()
        .run(&["search", "--format", "ids", "--batch", "-"])
        .input("q1\ttitel:x\nq2\ttalks\n")
        .stdout("@")
        .stderr("@")
        .exit(2);
}
