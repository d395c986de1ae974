//! Queries for dates.

use crate::archive::Archive;

#[test]
fn a_range_of_days_alone_lists_it_newest_first() {
    Archive::newsroom()
        .index()
        .run(&["search", "--from", "2023-11-05", "--to", "2023-11-06", "--format", "tsv"])
        .stdout("
                rank	score	id	date	source	title	authors	section	tags	lang	url	guid	path	words	passage
                1	0	14e91d54tr53yqm2	2023-11-06	courier	River floods old town of Lunden	Ada Berg			en			[here]/news/courier/2023/11/06/flood.txt	19	Heavy rain flooded the old town of Lunden on Monday. Hundreds left their homes, and the market was closed.
                2	0	cc6s53f9mp69rzh1	2023-11-05	courier	Ceasefire talks resume in Arlen				en			[here]/news/courier/2023/11/05/talks.txt	16	Ceasefire talks resume in Arlen. Envoys of both sides met on Sunday to discuss a truce.
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

/// Three articles: one dated by day, one by month and one by year.
fn days_months_and_years() -> Archive {
    Archive::new()
        .file("a.txt", "Title: Ferry of a day\nDate: 2023-11-05\n\nThe ferry is back.\n")
        .file("b.txt", "Title: Ferry of a month\nDate: November 2023\n\nThe ferry is back.\n")
        .file("c.json", r#"{"title": "Ferry of a year", "date": "2023", "body": "It is back."}"#)
        .index()
}

/// The number that a search prints; its exit code says whether it is 0.
fn counted(archive: &Archive, asked: &[&str]) -> String {
    let done = archive.command(asked).output().unwrap();
    let number = String::from_utf8(done.stdout).unwrap().trim().to_owned();
    assert_eq!(done.status.code(), Some(i32::from(number == "0")), "{asked:?}");
    number
}

#[test]
fn an_article_of_a_month_is_found_by_a_day_of_it_only_where_dates_are_loose() {
    let archive = days_months_and_years();
    let questions: [(&[&str], &str, &str); 8] = [
        (&["--on", "2023-11-05"], "1", "3"),
        (&["ferry", "--from", "2023-11-05", "--to", "2023-11-20"], "1", "3"),
        (&["date:2023-11-05"], "1", "3"),
        (&["date:2023-11-06"], "0", "2"),
        (&["ferry -date:2023-11"], "1", "0"),
        (&["--on", "2023-11"], "2", "3"),
        (&["--on", "2023"], "3", "3"),
        (&["date:2023-12.."], "0", "1"),
    ];
    for (question, strict, loose) in questions {
        let asked = [&["search", "--count"], question].concat();
        assert_eq!(counted(&archive, &asked), strict, "{question:?}");
        let asked = [&asked[..], &["--loose-dates"]].concat();
        assert_eq!(counted(&archive, &asked), loose, "{question:?}");
    }
}

#[test]
fn a_date_on_weak_evidence_is_found_marked_and_left_out_where_sure_ones_are_wanted() {
    Archive::new()
        .file("a.txt", "Title: Ferry returns\nDate: 2023-11-05\n\nThe ferry is back.\n")
        .file("ferry-returns-on-6-november-2023.txt", "Ferry returns\n\nThe ferry is back again.\n")
        .file("c.txt", "Ferry returns\n\nThe ferry is back a third time.\n")
        .index()
        .run(&["search", "--count", "date:2023-11"])
        .stdout("2\n")
        .success()
        .run(&["search", "--count", "date:sure"])
        .stdout("1\n")
        .success()
        .run(&["search", "--count", "NOT date:sure"])
        .stdout("2\n")
        .success();
}

#[test]
fn loose_dates_hold_for_counts_and_exports_too() {
    let archive = days_months_and_years()
        .run(&[
            "timeline",
            "--on",
            "2023-11-05",
            "--by",
            "year",
            "--loose-dates",
            "--format",
            "tsv",
        ])
        .stdout(
            "
                start	end	count	archive
                2023-01-01	2023-12-31	3	3
                ",
        )
        .success()
        .run(&["sources", "date:2023-11-05", "--by", "year", "--loose-dates", "--format", "tsv"])
        .stdout(
            "
                value	count	share
                2023	3	1.000000
                ",
        )
        .success();
    let exported = archive.answer(&["export", "--on", "2023-11-05", "--loose-dates", "--json"]);
    assert_eq!(exported.lines().filter(|line| line.contains("\"body\"")).count(), 3, "{exported}");
}

#[test]
fn a_query_with_loose_dates_is_explained_as_such() {
    let archive = days_months_and_years();
    let told = archive.answer(&["explain", "ferry date:2023-11-05", "--loose-dates"]);
    assert!(told.contains("date:~2023-11-05"), "{told}");
}
