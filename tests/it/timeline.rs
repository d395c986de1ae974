//! Articles over time, and by source.

use crate::archive::Archive;

#[test]
fn a_timeline_shows_silence_and_gaps_apart() {
    Archive::newsroom().index().run(&["timeline", "truce", "--by", "month"]).stdout("@").success();
}

#[test]
fn a_timeline_by_day_is_filled_with_zeros() {
    Archive::newsroom()
        .index()
        .run(&["timeline", "truce OR tax", "--from", "2023", "--format", "csv"])
        .stdout("@")
        .success();
}

#[test]
fn two_queries_are_compared_in_shares() {
    Archive::newsroom()
        .index()
        .run(&["timeline", "truce", "--compare", "market", "--share", "--by", "year"])
        .stdout("@")
        .success();
}

#[test]
fn a_timeline_in_json_has_every_period() {
    Archive::newsroom().index().run(&["timeline", "--on", "2023", "--json"]).stdout("@").success();
}

#[test]
fn sources_are_counted_with_their_shares() {
    Archive::newsroom()
        .index()
        .run(&["sources"])
        .stdout("@")
        .success()
        .run(&["sources", "--by", "year", "--format", "csv"])
        .stdout("@")
        .success();
}
