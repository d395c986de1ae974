//! Tables of counts by two things at once.

use crate::archive::Archive;

#[test]
fn a_table_counts_by_source_and_year() {
    Archive::newsroom()
        .index()
        .run(&["table", "truce OR market"])
        .stdout(
            "
                            2022  2023  (undated)  total
                courier        0     2          0      2
                The Herald     1     0          0      1
                notes          0     0          1      1
                4 articles
                ",
        )
        .success();
}

#[test]
fn a_row_may_be_a_query_and_a_cell_a_share() {
    Archive::newsroom()
        .index()
        .run(&["table", "--row", "truce", "--row", "market", "--columns", "year", "--share"])
        .stdout(
            "
                          2022   2023  (undated)  total
                truce   100.0%  33.3%       0.0%  40.0%
                market    0.0%  33.3%     100.0%  40.0%
                4 articles; percentages of all articles with the same filters
                ",
        )
        .success();
}

#[test]
fn a_wide_table_is_written_in_parts() {
    let mut archive = Archive::new();
    for month in 1..=12 {
        let text = format!("date 2022-{month:02}-05 The tide of month {month} at the quay.");
        archive = archive.file(&format!("a/{month}.txt"), &text);
    }
    archive
        .index()
        .run(&["table", "tide", "--columns", "month", "--rows", "lang"])
        .stdout(
            "
                    2022-01  2022-02  2022-03  2022-04  2022-05  2022-06  2022-07  2022-08
                en        1        1        1        1        1        1        1        1

                    2022-09  2022-10  2022-11  2022-12  total
                en        1        1        1        1     12
                12 articles
                ",
        )
        .success();
}

#[test]
fn a_table_has_a_form_for_programs() {
    let archive = Archive::newsroom().index();
    archive
        .run(&["table", "truce", "--rows", "year", "--columns", "source", "--format", "csv"])
        .stdout("row,The Herald,courier,total\n2022,1,0,1\n2023,0,1,1\n")
        .success()
        .run(&["table", "--rows", "source", "--columns", "section", "--limit", "1", "--json"])
        .stdout(
            r#"
                {"type":"row","row":"The Herald","count":2,"all":2,"cells":[{"column":null,"count":0,"all":0}]}
                {"type":"summary","version":1,"query":"*","total":5,"rows_left_out":2,"columns_left_out":2}
                "#,
        )
        .success()
        .run(&["table", "zeppelin", "--format", "csv"])
        .stdout("row,total\n")
        .exit(1);
}

#[test]
fn periods_in_which_the_rows_that_are_shown_have_nothing_are_left_out_at_the_ends() {
    Archive::newsroom()
        .file("old.txt", "date 1999-05-05 A market of old.")
        .index()
        .run(&["table", "truce OR market", "--limit", "1"])
        .stdout(
            "
                         2023  (undated)  total
                courier     2          0      2
                5 articles; 3 rows with fewer articles left out (--limit)
                ",
        )
        .success();
}

#[test]
fn rows_of_articles_without_a_value_are_counted_however_many_values_there_are() {
    let mut lines = String::new();
    for number in 0..1100 {
        lines += &format!(
            "{{\"id\":\"{number}\",\"title\":\"Tide {number}\",\"body\":\"The tide.\",\"author\":\"Ada{number:04} Berg\"}}\n"
        );
    }
    lines += "{\"id\":\"x\",\"title\":\"Ebb\",\"body\":\"The ebb.\"}\n";
    Archive::new()
        .file("a.jsonl", &lines)
        .index()
        .run(&["table", "ebb", "--rows", "author", "--columns", "lang", "--format", "csv"])
        .stdout("row,(none),total\n(none),1,1\n")
        .success();
}
