//! Text that repeats on most pages of a source is left out, whatever the order of reading.

use crate::archive::Archive;

const NOTICE: &str = "This site keeps biscuits to remember your harbour.";

/// Adds a page of The Quay to the archive for each number.
fn with_pages(mut archive: Archive, numbers: std::ops::Range<usize>) -> Archive {
    for number in numbers {
        let page = format!(
            "<!doctype html><html lang=\"en\"><head><title>Ship {number} is in | Harbour desk</title>\
             <meta property=\"og:site_name\" content=\"The Quay\"></head><body><article>\
             <p>{NOTICE}</p><p>Ship {number} reached the quay on a morning of wind, and its {number} \
             sailors went ashore to see the town and its market before the storm.</p>\
             <p>Nobody had waited for ship {number}, which was meant to stay at sea for another \
             week and to come home by way of the northern islands.</p></article></body></html>"
        );
        archive = archive.bytes(&format!("quay/in/ship{number:02}.html"), page.as_bytes());
    }
    archive
}

/// Every stored field of the articles of an index.
fn exported(archive: &Archive) -> String {
    archive.answer(&["export", "--json"])
}

#[test]
fn a_notice_on_most_pages_is_left_out_noted_and_kept_where_that_is_wanted() {
    let archive = with_pages(Archive::new(), 0..9)
        .index()
        .finds_nothing("biscuits")
        .finds_nothing("title:\"harbour desk\"");
    let told = archive.answer(&["index", "--explain", "news/quay/in/ship03.html"]);
    let note = "note      1 paragraph that repeats over most pages of the source was left out\n";
    assert!(told.contains(&format!("{note}left out  {NOTICE}\n")), "{told}");
    archive
        .run(&["index", "news", "--keep-boilerplate"])
        .stdout("
                9 files = 9 indexed + 0 unchanged + 0 skipped + 0 refused; 0 added, 9 updated, 0 removed, 9 undated; 9 articles in all; [time]
                ")
        .stderr("
                note: archive `news` is read with other options from now on: --keep-boilerplate (before: none)
                ")
        .success()
        .run(&["search", "--count", "biscuits"])
        .stdout("9\n")
        .success();
}

#[test]
fn seven_pages_are_too_few_and_what_stands_on_some_pages_only_stays() {
    let article = |number: usize| {
        let quay = if number < 4 { "Read on in our newsletter." } else { "" };
        format!("Title: Number {number}\n\nText {number} of the day.\n\n{quay}\n")
    };
    let mut archive = with_pages(Archive::new(), 0..7);
    for number in 0..9 {
        archive = archive.bytes(&format!("mole/{number}.txt"), article(number).as_bytes());
    }
    archive
        .index()
        .run(&["search", "--count", "biscuits"])
        .stdout("7\n")
        .success()
        .run(&["search", "--count", "newsletter"])
        .stdout("4\n")
        .success();
}

#[test]
fn the_index_is_the_same_however_many_threads_read_and_however_often() {
    let at_once = with_pages(Archive::new(), 0..30);
    let at_once = at_once
        .run(&["index", "news", "--threads", "8"])
        .stdout("
                30 files = 30 indexed + 0 unchanged + 0 skipped + 0 refused; 30 added, 0 updated, 0 removed, 30 undated; 30 articles in all; [time]
                ")
        .success();
    let whole = exported(&at_once);
    assert!(!whole.contains("biscuits"), "{whole}");

    // Seven pages prove nothing; with the others there is proof, and the seven are read again.
    let step_by_step = with_pages(Archive::new(), 0..7).index();
    let step_by_step = with_pages(step_by_step, 7..30)
        .run(&["index", "news", "--threads", "1"])
        .stdout("
                30 files = 30 indexed + 0 unchanged + 0 skipped + 0 refused; 23 added, 7 updated, 0 removed, 30 undated; 30 articles in all; [time]
                ")
        .success()
        .run(&["index", "news"])
        .stdout("
                30 files = 0 indexed + 30 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 30 articles in all; [time]
                ")
        .success();
    let here = |archive: &Archive| archive.here().display().to_string();
    let stepped = exported(&step_by_step).replace(&here(&step_by_step), &here(&at_once));
    assert_eq!(stepped, whole);
}

#[test]
fn a_page_that_is_brought_up_to_date_alone_is_still_known_by_its_siblings() {
    let archive = with_pages(Archive::new(), 0..30).index();
    let before = exported(&archive);
    let archive = archive
        .run(&["index", "news/quay/in/ship03.html"])
        .stdout("
                1 file = 0 indexed + 1 unchanged + 0 skipped + 0 refused; 0 added, 0 updated, 0 removed; 30 articles in all; [time]
                ")
        .success()
        .run(&["index", "news/quay/in", "--full"])
        .stdout("
                30 files = 30 indexed + 0 unchanged + 0 skipped + 0 refused; 0 added, 30 updated, 0 removed, 30 undated; 30 articles in all; [time]
                ")
        .success();
    assert_eq!(exported(&archive), before);
    let archive = archive
        .run(&["index", "news/quay/in/ship03.html", "--full"])
        .stdout("
                1 file = 1 indexed + 0 unchanged + 0 skipped + 0 refused; 0 added, 1 updated, 0 removed, 1 undated; 30 articles in all; [time]
                ")
        .success();
    assert_eq!(exported(&archive), before);
}

#[test]
fn the_records_of_one_file_tell_what_repeats_over_them() {
    let record = |number: usize| {
        format!(
            r#"{{"title": "Ship {number}", "body": "Ship {number} is in, and so is the wind of the north.\n\nRead more", "source": "The Quay"}}"#
        )
    };
    let records: Vec<String> = (0..80).map(record).collect();
    Archive::new()
        .bytes("ships.jsonl", records.join("\n").as_bytes())
        .index()
        .finds_nothing("\"read more\"")
        .run(&["search", "--count", "wind"])
        .stdout("80\n")
        .success();
}
