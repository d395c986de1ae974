//! Article counts over time and by source.

use crate::archive::Archive;

#[test]
fn a_timeline_shows_silence_and_gaps_apart() {
    Archive::newsroom()
        .index()
        .run(&["timeline", "truce", "--by", "month"])
        .stdout(
            "
                2022-03  1  ████████████████████████████████████████████████████████████████████
                gap: the archive holds nothing from 2022-04 to 2023-10
                2023-11  1  ████████████████████████████████████████████████████████████████████
                2 articles by month
                ",
        )
        .success();
}

#[test]
fn a_timeline_by_day_is_filled_with_zeros() {
    Archive::newsroom()
        .index()
        .run(&["timeline", "truce OR tax", "--from", "2023", "--format", "csv"])
        .stdout(
            "
                start,end,count,archive
                2023-11-05,2023-11-05,1,1
                2023-11-06,2023-11-06,0,1
                2023-11-07,2023-11-07,1,1
                ",
        )
        .success();
}

#[test]
fn two_queries_are_compared_in_shares() {
    Archive::newsroom()
        .index()
        .run(&["timeline", "truce", "--compare", "market", "--share", "--by", "year"])
        .stdout(
            "
                2022  100.0%  ██████████████████████████████████████████████████████████████████
                        0.0%
                2023   33.3%  ██████████████████████
                       33.3%  ██████████████████████
                2 articles by year
                █ truce
                █ market
                ",
        )
        .success();
}

#[test]
fn a_timeline_in_json_has_every_period() {
    Archive::newsroom().index().run(&["timeline", "--on", "2023", "--json"]).stdout(r#"
                {"type":"period","start":"2023-11-05","end":"2023-11-05","count":1,"archive":1}
                {"type":"period","start":"2023-11-06","end":"2023-11-06","count":1,"archive":1}
                {"type":"period","start":"2023-11-07","end":"2023-11-07","count":1,"archive":1}
                {"type":"summary","version":1,"query":"date:2023-01-01..2023-12-31","by":"day","total":3,"undated":0}
                "#).success();
}

#[test]
fn sources_are_counted_with_their_shares() {
    Archive::newsroom()
        .index()
        .run(&["sources"])
        .stdout(
            "
                The Herald  2   40.0%  ████████████████████████████████████████
                courier     2   40.0%  ████████████████████████████████████████
                notes       1   20.0%  ████████████████████
                5 articles
                ",
        )
        .success()
        .run(&["sources", "--by", "year", "--format", "csv"])
        .stdout(
            "
                value,count,share
                2023,3,0.600000
                ,1,0.200000
                2022,1,0.200000
                ",
        )
        .success();
}

#[test]
fn a_timeline_between_two_dates_has_every_period_of_them() {
    let archive = Archive::newsroom().index();
    let asked = [
        "timeline", "market", "--from", "2023", "--to", "2023", "--by", "month", "--format", "csv",
    ];
    let months: Vec<String> = (1..=12).map(|month| format!("2023-{month:02}")).collect();
    let answer = archive.answer(&asked);
    let shown: Vec<&str> = answer.lines().skip(1).map(|line| &line[..7]).collect();
    assert_eq!(shown, months);
}
