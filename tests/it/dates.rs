//! Questions about days.

use crate::archive::Archive;

#[test]
fn a_range_of_days_alone_lists_it_newest_first() {
    Archive::newsroom()
        .index()
        .run(&["search", "--from", "2023-11-05", "--to", "2023-11-06", "--format", "tsv"])
        .stdout("@")
        .success();
}

#[test]
fn days_can_be_named_by_where_they_lie_from_today() {
    let counts = [("--on", "2023-11", "3"), ("--since", "7d", "3"), ("--until", "2022", "1")];
    let mut archive = Archive::newsroom().index();
    for (flag, date, count) in counts {
        archive =
            archive.run(&["search", "--count", flag, date]).stdout(&format!("{count}\n")).success();
    }
    archive.run(&["search", "--count", "date:missing"]).stdout("1\n").success();
}

#[test]
fn a_date_that_cannot_be_read_is_shown_under_its_caret() {
    Archive::newsroom().index().run(&["search", "--from", "2023-02-30"]).stderr("@").exit(2);
}
