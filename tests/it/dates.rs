//! Questions about days.

use crate::archive::Archive;

#[test]
fn a_range_of_days_alone_lists_it_newest_first() {
    Archive::newsroom()
        .index()
        .run(&["search", "--from", "2023-11-05", "--to", "2023-11-06", "--format", "tsv"])
        .stdout("
                rank	score	id	date	source	title	authors	section	tags	lang	url	guid	path	words	passage
                1	0	wwv1qczw1jxzwgkx	2023-11-06	courier	River floods old town of Lunden	Ada Berg			en			[here]/news/courier/2023/11/06/flood.txt	19	Heavy rain flooded the old town of Lunden on Monday. Hundreds left their homes, and the market was closed.
                2	0	amepzt0a9xv25x9c	2023-11-05	courier	Ceasefire talks resume in Arlen				en			[here]/news/courier/2023/11/05/talks.txt	16	Ceasefire talks resume in Arlen. Envoys of both sides met on Sunday to discuss a truce.
                ")
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
    Archive::newsroom()
        .index()
        .run(&["search", "--from", "2023-02-30"])
        .stderr(
            "
                error: there is no day or month `2023-02-30`
                  --from 2023-02-30
                         ^^^^^^^^^^
                  hint: the last day of that month is `2023-02-28`
                ",
        )
        .exit(2);
}
