//! Dates as they are written, and the days they stand for.

use proptest::prelude::*;

use super::calendar::Calendar;
use super::{Choice, DayOrder, choose, find, order_for, order_in, order_of, read};
use crate::article::Evidence;
use crate::ingest::draft::{Candidate, Rank};
use crate::when::Day;

fn shown(text: &str) -> String {
    read(text, DayOrder::Unknown).map_or("none".into(), |date| date.precision.show(date.day))
}

fn found(text: &str) -> String {
    find(text, DayOrder::Unknown).map_or("none".into(), |(date, _)| date.precision.show(date.day))
}

/// All that is not as expected, so that one run shows every form that fails.
fn wrong<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(&'a str, String)> {
    let read = pairs.into_iter().map(|(text, expected)| (text, shown(text), expected));
    read.filter(|(_, shown, expected)| shown != expected)
        .map(|(text, shown, _)| (text, shown))
        .collect()
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

/// One day, as it is written in news around the world.
const SPELLINGS: &[&str] = &[
    "2023-11-05",
    "2023-11-05T10:15:00Z",
    "2023-11-05T23:59:59.123456+05:30",
    "2023-11-05T23:15+0530",
    "2023-11-05 10:15:00",
    "2023-11-05 10:15:00 +0000 UTC",
    "20231105",
    "20231105T101500Z",
    "20231105101500",
    "2023/11/05",
    "2023.11.05",
    "2023. 11. 05.",
    "2023_11_05",
    "Sun, 05 Nov 2023 10:15:00 +0100",
    "Sun, 05 Nov 2023 10:15:00 MEST",
    "Κυρ, 5 Νοε 2023 10:15:00 ET",
    "Sunday, 05-Nov-23 10:15:00 GMT",
    "Sun Nov  5 10:15:00 2023",
    "Sun Nov 5 10:15:00 EST 2023",
    "05-NOV-2023 15:01:01.79",
    "05/Nov/2023:10:15:00 +0000",
    "Nov. 5, 2023",
    "November 5th, 2023",
    "November 5, 2023 at 10:15 a.m. EST",
    "Nov 5, 2023, 10:15 PM",
    "Published 5 November 2023",
    "Updated on: Sunday 5th of November 2023, 10.15am",
    "10:15 AM EST, Sun November 5, 2023",
    "5 Nov '23",
    "5 de noviembre de 2023",
    "Publicado el 5 de noviembre de 2023 a las 10:15",
    "5 de novembro de 2023",
    "05/11/2023 09h12",
    "5/11/23",
    "Publié le 5 novembre 2023 à 10h15",
    "dimanche 5 novembre 2023",
    "5. November 2023",
    "Sonntag, 5. November 2023, 10:15 Uhr",
    "Stand: 05.11.2023",
    "5 novembre 2023",
    "5 november 2023",
    "5. nov. 2023",
    "5. marraskuuta 2023",
    "2023. november 5.",
    "5 noiembrie 2023",
    "5 Kasım 2023",
    "5 KASIM 2023 Pazar",
    "5 ноября 2023 г.",
    "5 ноября 2023, 10:15",
    "5 Νοεμβρίου 2023",
    "5 listopada 2023",
    "5. listopadu 2023",
    "5 листопада 2023 року",
    "5 November 2023 pukul 10.15 WIB",
    "ngày 5 tháng 11 năm 2023",
    "5 de novembre de 2023",
    "la 5-an de novembro 2023",
    "2023 m. lapkričio 5 d.",
    "2023. gada 5. novembris",
    "5 نوفمبر 2023",
    "٥ نوفمبر ٢٠٢٣",
    "5 تشرين الثاني 2023",
    "۵ نوامبر ۲۰۲۳",
    "5 בנובמבר 2023",
    "5 नवंबर 2023",
    "५ नवंबर २०२३",
    "5 நவம்பர் 2023",
    "5 พฤศจิกายน 2566",
    "๕ พ.ย. ๒๕๖๖",
    "2023年11月5日",
    "２０２３年１１月５日",
    "2023年11月05日 10:15",
    "二〇二三年十一月五日",
    "令和5年11月5日",
    "令和五年十一月五日",
    "民國112年11月5日",
    "2023년 11월 5일",
    "۱۴۰۲/۰۸/۱۴",
    "1402-08-14",
    "۱۴ آبان ۱۴۰۲",
    "یکشنبه ۱۴ آبان ۱۴۰۲ - ۱۰:۱۵",
    "1699179300",
    "1699179300000",
    "1699179300.5",
];

#[test]
fn every_spelling_of_one_day_is_that_day() {
    assert_eq!(wrong(SPELLINGS.iter().map(|text| (*text, "2023-11-05"))), []);
}

#[test]
fn other_days_are_read_too() {
    let spellings = [
        ("12 de outubro de 2017", "2017-10-12"),
        ("22/12/2017 09h12", "2017-12-22"),
        ("28/2/18", "2018-02-28"),
        ("2/28/18", "2018-02-28"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        ("۱۳۹۹/۰۱/۱۵", "2020-04-03"),
        ("1399-12-30", "2021-03-20"),
        ("1 فروردین 1400", "2021-03-21"),
        ("1 رمضان 1444", "2023-03-23"),
        ("昭和64年1月7日", "1989-01-07"),
        ("November 2023", "2023-11"),
        ("noviembre de 2023", "2023-11"),
        ("2023-11", "2023-11"),
        ("11/2023", "2023-11"),
        ("2023年11月", "2023-11"),
        ("2023", "2023"),
        ("2023年", "2023"),
    ];
    assert_eq!(wrong(spellings), []);
}

#[test]
fn a_day_that_does_not_exist_is_not_replaced_by_another() {
    for text in [
        "2023-02-30",
        "0000-00-00",
        "0201-01-01",
        "30 February 2023",
        "February 30, 2023",
        "30/02/2023",
        "2023-13-01",
        "20230230",
        "31.11.2023",
        "1402-12-30",
        "",
        "tomorrow",
        "5 November",
        "v1.2.3",
        "10:15",
    ] {
        assert_eq!(shown(text), "none", "{text}");
        assert_eq!(found(text), "none", "{text}");
    }
}

#[test]
fn a_text_that_says_more_than_a_date_is_not_a_date() {
    for text in
        ["In 2023 the council met", "Room 5, November 2023 issue", "Ann, 5 May 2023 in Rome"]
    {
        assert_eq!(shown(text), "none", "{text}");
    }
}

#[test]
fn the_first_date_of_a_running_text_is_found() {
    for (text, expected) in [
        ("RIO, 5 de novembro de 2023 - A chuva", "2023-11-05"),
        ("The report of Nov. 5, 2023 says 12 people left", "2023-11-05"),
        ("2020-03-01-smh-1234.txt", "2020-03-01"),
        ("jpost/2023/11/05/x.txt", "2023-11-05"),
        ("/n1/2023/1105/c1001-3.html", "2023-11-05"),
        ("https://example.org/2023-11/05/content_3.htm", "2023-11-05"),
        ("https://example.org/2023/11/the-flood", "2023-11"),
        ("smh20231105.txt", "2023-11-05"),
        ("In November 2023, by 5/11/2023 at the latest", "2023-11-05"),
        ("host 192.168.10.20, version 10.11.2023.4", "none"),
        ("in 2023 and 2024", "none"),
        ("call 20231305 or 99999999", "none"),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn the_place_of_a_date_is_the_bytes_it_takes() {
    let text = "à Paris, le 5 mai 2023, une";
    let (_, place) = find(text, DayOrder::Unknown).unwrap();
    assert_eq!(&text[place], "5 mai 2023");
    for (text, after) in [
        ("2023-11-05 1000 people came", " 1000 people came"),
        ("2023-11-05 10.50 per cent", " 10.50 per cent"),
        ("2023-11-05 3rd time", " 3rd time"),
        ("2023-11-05-1234.txt", "-1234.txt"),
        ("2023-11-05T10:15:00Z Rain", " Rain"),
        ("Nov 5, 2023 at 10:15 - 5 people", " - 5 people"),
    ] {
        let (_, place) = find(text, DayOrder::Unknown).unwrap();
        assert_eq!(&text[place.end..], after);
    }
}

#[test]
fn a_language_is_the_last_resort_for_the_order() {
    assert_eq!(order_for("en_US"), DayOrder::MonthFirst);
    assert_eq!(order_for("en"), DayOrder::Unknown);
    assert_eq!(order_for("de-AT"), DayOrder::DayFirst);
}

#[test]
fn the_order_of_a_table_is_that_of_its_dates_and_addresses_do_not_count() {
    let table = "title,date\nStorm,03/04/2019\n\"Quay, closed\",28/02/2019\n";
    assert_eq!(order_in(table), DayOrder::DayFirst);
    assert_eq!(order_in("https://example.org/2019/04/28/storm and 03/04/2019"), DayOrder::Unknown);
}

#[test]
fn one_date_settles_the_order_of_a_file() {
    let order = order_of(["1/2/18", "28/2/18", "3/4/18"].into_iter());
    assert_eq!(order, DayOrder::DayFirst);
    assert_eq!(order_of(["1/2/18", "2/28/18"].into_iter()), DayOrder::MonthFirst);
    assert_eq!(order_of(["1/2/18"].into_iter()), DayOrder::Unknown);
    assert_eq!(read("3/4/18", DayOrder::MonthFirst).unwrap().day, day("2018-03-04"));
    assert!(read("3/4/18", DayOrder::Unknown).unwrap().assumed);
}

#[test]
fn an_instant_is_kept_and_never_moves_the_day() {
    let date = read("Sun, 05 Nov 2023 23:30:00 -0800", DayOrder::Unknown).unwrap();
    assert_eq!(date.day, day("2023-11-05"));
    assert_eq!(date.instant.as_deref(), Some("2023-11-05T23:30:00-08:00"));
    let local = read("2023-11-05 23:30", DayOrder::Unknown).unwrap();
    assert_eq!(local.instant, None);
    let afternoon = read("Nov 5, 2023 3:04 p.m. EST", DayOrder::Unknown).unwrap();
    assert_eq!(afternoon.instant.as_deref(), Some("2023-11-05T15:04:00-05:00"));
}

fn candidate(rank: Rank, confidence: u8, text: &str) -> Candidate {
    Candidate::new(rank, confidence, Evidence::new("test", text))
}

fn chosen(candidates: &[Candidate]) -> Choice {
    choose(candidates, day("2024-01-01"), DayOrder::Unknown)
}

#[test]
fn publication_beats_change_and_the_future_is_refused() {
    let choice = chosen(&[
        candidate(Rank::Captured, 100, "2023-12-01"),
        candidate(Rank::Modified, 100, "2023-11-07"),
        candidate(Rank::Shown, 50, "2023-11-06"),
        candidate(Rank::Stated, 90, "2031-01-01"),
        candidate(Rank::Stated, 40, "2023-02-30"),
    ]);
    assert_eq!(choice.date.unwrap().show(), "2023-11-06");
    let reasons: Vec<&str> = choice.refused.iter().map(|e| e.rule.as_str()).collect();
    assert_eq!(reasons, ["test (in the future)", "test (not a date)"]);
}

#[test]
fn a_coarse_date_takes_the_day_from_another_that_agrees() {
    let choice = chosen(&[
        candidate(Rank::Stated, 90, "November 2023"),
        candidate(Rank::Shown, 50, "2023-11-06"),
    ]);
    assert_eq!(choice.date.unwrap().show(), "2023-11-06");
}

#[test]
fn an_assumed_order_yields_to_a_date_that_says_it() {
    let choice = chosen(&[
        candidate(Rank::Stated, 90, "3/4/2023"),
        candidate(Rank::Modified, 50, "2023-03-04"),
    ]);
    assert_eq!(choice.date.unwrap().show(), "2023-03-04");
}

#[test]
fn forms_that_are_rare_are_read_and_those_that_could_be_anything_are_not() {
    let rare = [
        ("5 Nov 23", "2023-11-05"),
        ("202311051015", "2023-11-05"),
        ("14/08/1402", "2023-11-05"),
        ("5 พฤศจิกายน 2023", "2023-11-05"),
        ("5 พ.ย. พ.ศ. 2566", "2023-11-05"),
        ("令和元年5月1日", "2019-05-01"),
        ("二〇二三年十一月廿五日", "2023-11-25"),
        // An era and its year, and nothing behind them, were no date.
        ("พ.ศ. 2566", "2023"),
        ("民國112", "2023"),
        ("23年11月5日", "none"),
        ("2023 5 November", "none"),
    ];
    assert_eq!(wrong(rare), []);
    for (text, expected) in [
        ("on 5 Nov '23 he came", "2023-11-05"),
        ("on 05-11-23 he came", "2023-11-05"),
        ("In May 5 June 2023 was far", "2023-06-05"),
        ("on 5 Nov 23 came", "none"),
        ("img_05_11_23.jpg", "none"),
        ("11.5.11.2023", "none"),
        ("room 2023 5 November", "none"),
        ("202311051015 people", "none"),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
    let late = read("Nov 5, 2023 10pm EST", DayOrder::Unknown).unwrap();
    assert_eq!(late.instant.as_deref(), Some("2023-11-05T22:00:00-05:00"));
    let instant = read("1699179301", DayOrder::Unknown).unwrap().instant;
    assert_eq!(instant.as_deref(), Some("2023-11-05T10:15:01Z"));
}

#[test]
fn an_order_is_assumed_only_where_two_are_possible() {
    for (text, assumed) in [
        ("5/11/2023", true),
        ("05-11-2023", true),
        ("5.11.2023", false),
        ("5/5/2023", false),
        ("28/2/2023", false),
        ("2/28/2023", false),
        ("5 November 2023", false),
    ] {
        assert_eq!(read(text, DayOrder::Unknown).unwrap().assumed, assumed, "{text}");
        assert!(!read(text, DayOrder::DayFirst).unwrap().assumed, "{text}");
    }
}

#[test]
fn zones_are_kept_as_they_are_written_and_none_is_further_than_fifteen_hours() {
    for (zone, shown) in [
        ("+5:30", Some("+05:30")),
        ("-3:30", Some("-03:30")),
        ("+0545", Some("+05:45")),
        ("+15", Some("+15:00")),
        ("GMT+2", Some("+02:00")),
        ("(UTC)", Some("Z")),
        ("", None),
    ] {
        let date = read(&format!("2023-11-05 10:15:30 {zone}"), DayOrder::Unknown).unwrap();
        let expected = shown.map(|shown| format!("2023-11-05T10:15:30{shown}"));
        assert_eq!(date.instant, expected, "{zone}");
    }
    let far = read("2023-11-05 10:15:30 +16:00", DayOrder::Unknown);
    assert_eq!(far.and_then(|date| date.instant), None);
}

/// Every day of some years of a calendar, in order; the days of a month end where there is none.
fn days_of(calendar: Calendar, years: std::ops::Range<u32>) -> Vec<Day> {
    let months = years.flat_map(|year| (1..=12).map(move |month| (year, month)));
    let days = |(year, month)| (1..=40).map_while(move |dom| calendar.day(year, month, dom));
    months.flat_map(days).collect()
}

#[test]
fn the_days_of_other_calendars_follow_each_other_without_a_gap() {
    for (calendar, years) in [
        (Calendar::Jalali, 1150..1700),
        (Calendar::Hijri, 1200..1500),
        (Calendar::Buddhist, 2500..2600),
    ] {
        let days = days_of(calendar, years.clone());
        let gap = days.windows(2).find(|pair| pair[0].plus(1) != pair[1]);
        assert_eq!(gap, None, "{calendar:?}");
        let year = if calendar == Calendar::Hijri { 354..=355 } else { 365..=366 };
        assert!(year.contains(&(days.len() / years.len())), "{calendar:?} {}", days.len());
    }
}

#[test]
fn days_of_other_calendars_are_those_of_the_almanacs() {
    for (calendar, (year, month, dom), civil) in [
        (Calendar::Jalali, (1300, 1, 1), "1921-03-21"),
        (Calendar::Jalali, (1357, 11, 22), "1979-02-11"),
        (Calendar::Jalali, (1399, 12, 30), "2021-03-20"),
        (Calendar::Jalali, (1402, 6, 31), "2023-09-22"),
        (Calendar::Jalali, (1402, 12, 29), "2024-03-19"),
        (Calendar::Jalali, (1403, 1, 1), "2024-03-20"),
        (Calendar::Jalali, (1404, 1, 1), "2025-03-21"),
        (Calendar::Jalali, (1408, 12, 30), "2030-03-20"),
        (Calendar::Hijri, (1, 1, 1), "0622-07-19"),
        (Calendar::Hijri, (1400, 1, 1), "1979-11-21"),
        (Calendar::Hijri, (1445, 1, 1), "2023-07-19"),
        (Calendar::Hijri, (1445, 12, 30), "2024-07-07"),
        (Calendar::Buddhist, (2566, 11, 5), "2023-11-05"),
    ] {
        assert_eq!(calendar.day(year, month, dom), Some(day(civil)), "{calendar:?} {year}");
    }
    for none in [(1402, 12, 30), (1402, 7, 31), (1402, 13, 1), (1402, 1, 0), (0, 1, 1)] {
        assert_eq!(Calendar::Jalali.day(none.0, none.1, none.2), None, "{none:?}");
    }
    for none in [(1444, 12, 30), (1445, 2, 30), (1445, 0, 1), (0, 1, 1)] {
        assert_eq!(Calendar::Hijri.day(none.0, none.1, none.2), None, "{none:?}");
    }
}

#[test]
fn numbers_are_moments_since_1970_only_where_nothing_else_stands_with_them() {
    for text in ["1699187400", "1699187400.25", "1699187400123", "1699187400123456"] {
        assert_eq!(read(text, DayOrder::Unknown).unwrap().day, day("2023-11-05"), "{text}");
    }
    for text in ["1699187400.2x", "16991874001", "99999999", "169918740012345"] {
        assert_eq!(read(text, DayOrder::Unknown).map(|date| date.day), None, "{text}");
    }
    assert_eq!(order_in("a 2/28/2018, b 1/2/2018"), DayOrder::MonthFirst);
    assert_eq!(order_in("28/2/2018"), DayOrder::DayFirst);
    assert_eq!(order_in("20180228 and 13-12-2018 and 13/1"), DayOrder::Unknown);
}

/// The day chosen of an instant at Greenwich and another date.
fn beside(instant: &str, other: Candidate) -> String {
    let choice = chosen(&[candidate(Rank::Stated, 90, instant), other]);
    choice.date.unwrap().show()
}

#[test]
fn an_instant_at_greenwich_is_of_the_day_that_the_outlets_own_clock_shows() {
    for (other, day) in [
        ("2023-11-08 22:30", "2023-11-08"),
        ("2023-11-08 13:30", "2023-11-08"),
        ("2023-11-08T22:30:00-05:00", "2023-11-08"),
        ("2023-11-08T22:31:00-05:00", "2023-11-08"),
        // No zone is so far from Greenwich, or has such minutes.
        ("2023-11-08 13:15", "2023-11-09"),
        ("2023-11-08 22:31", "2023-11-09"),
        // Another moment.
        ("2023-11-08T22:32:00-05:00", "2023-11-09"),
        ("2023-11-08T03:30:00Z", "2023-11-09"),
        ("2023-11-07 22:30", "2023-11-09"),
        ("2023-11", "2023-11-09"),
    ] {
        let nearby = candidate(Rank::Shown, 50, other);
        assert_eq!(beside("2023-11-09T03:30:00Z", nearby), day, "{other}");
    }
    let local = candidate(Rank::Shown, 50, "2023-11-08 22:30");
    assert_eq!(beside("2023-11-09T03:30:00+01:00", local), "2023-11-09");
    let changed = candidate(Rank::Modified, 50, "2023-11-08 22:30");
    assert_eq!(beside("2023-11-09T03:30:00Z", changed), "2023-11-09");
    let ahead = candidate(Rank::Shown, 50, "2023-11-10 05:30");
    assert_eq!(beside("2023-11-09T20:30:00Z", ahead), "2023-11-10");
}

#[test]
fn a_day_alone_corrects_an_instant_at_greenwich_if_it_is_the_nearer_one_and_to_be_believed() {
    for (instant, other, rank, day) in [
        ("2023-11-09T03:30:00Z", "2023-11-08", Rank::Address, "2023-11-08"),
        ("2023-11-09T03:30:00Z", "2023-11-08", Rank::Weak, "2023-11-09"),
        ("2023-11-09T11:59:00Z", "2023-11-08", Rank::Shown, "2023-11-08"),
        ("2023-11-09T12:00:00Z", "2023-11-08", Rank::Shown, "2023-11-09"),
        ("2023-11-09T12:00:00Z", "2023-11-10", Rank::Shown, "2023-11-10"),
        ("2023-11-09T11:59:00Z", "2023-11-10", Rank::Shown, "2023-11-09"),
        ("2023-11-09T03:30:00Z", "2023-11-07", Rank::Shown, "2023-11-09"),
    ] {
        let other = candidate(rank, 75, other);
        let shown = other.evidence.text.clone();
        assert_eq!(beside(instant, other), day, "{instant} {shown} {rank:?}");
    }
}

#[test]
fn only_a_date_of_the_same_time_and_of_publication_makes_a_coarse_one_finer() {
    for (kind, other) in [(Rank::Captured, "2023-11-06"), (Rank::Shown, "2023-12-06")] {
        let choice =
            chosen(&[candidate(Rank::Stated, 90, "November 2023"), candidate(kind, 50, other)]);
        assert_eq!(choice.date.unwrap().show(), "2023-11", "{other}");
    }
}

#[test]
fn an_assumed_order_stays_where_nothing_near_says_otherwise_and_yields_to_the_calendar() {
    for (other, day) in [
        ("2023-04-02", "2023-04-03"),
        ("2023-04-04", "2023-04-03"),
        ("2023-03-06", "2023-04-03"),
        ("2023-03-05", "2023-03-04"),
        ("2023-03-03", "2023-03-04"),
        ("March 2023", "2023-04-03"),
    ] {
        let choice = chosen(&[
            candidate(Rank::Stated, 90, "3/4/2023"),
            candidate(Rank::Modified, 50, other),
        ]);
        assert_eq!(choice.date.unwrap().show(), day, "{other}");
    }
    let tomorrow = [candidate(Rank::Stated, 90, "11/12/2023")];
    let choice = choose(&tomorrow, day("2023-12-10"), DayOrder::Unknown);
    assert_eq!(choice.date.unwrap().show(), "2023-11-12");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}") {
        let _ = read(&text, DayOrder::Unknown);
        let _ = find(&text, DayOrder::MonthFirst);
        let _ = order_of(std::iter::once(text.as_str()));
    }

    #[test]
    fn no_run_of_date_parts_makes_it_panic(
        parts in prop::collection::vec("[0-9]{1,5}|[-/.: T'年月日号十元五,+(]|Nov|tháng|令和|พ\\.ศ\\.|رمضان|am|UTC|ربيع|الأول", 0..12)
    ) {
        let text = parts.concat();
        if let Some((_, place)) = find(&text, DayOrder::Unknown) {
            prop_assert!(text.get(place).is_some());
        }
        let _ = read(&text, DayOrder::Unknown);
        let _ = read(&parts.join(" "), DayOrder::Unknown);
    }

    #[test]
    fn every_day_of_news_is_read_back(number in -100_000i64..40_000) {
        let day = Day::from_number(number).unwrap();
        prop_assert_eq!(read(&day.to_string(), DayOrder::Unknown).unwrap().day, day);
    }
}
