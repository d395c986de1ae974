//! Tests of days, ranges and clocks: examples, and properties of any day.

use super::{Clock, Day, DayRange, Period, Precision, Zone, machine_zone};
use proptest::prelude::*;

#[test]
fn the_zone_of_the_machine_is_the_one_that_a_look_among_all_zones_finds() {
    let Some(zone) = machine_zone() else { return };
    let name = zone.iana_name().expect("it is made with a name");
    let Ok(among_all) = jiff::tz::TimeZone::get(name) else { return };
    for seconds in [0, 1_500_000_000, 1_720_000_000, 2_500_000_000] {
        let instant = jiff::Timestamp::from_second(seconds).expect("it is in range");
        assert_eq!(zone.to_offset(instant), among_all.to_offset(instant), "{name} {instant}");
    }
    assert_eq!(Clock::system(Zone::Machine).expect("it is known").zone(), name);
}

#[test]
fn the_ends_of_the_calendar_are_days() {
    assert_eq!(Day::MIN.to_string(), "-9999-01-01");
    assert_eq!(Day::MAX.to_string(), "9999-12-31");
    assert_eq!(Day::new(-9999, 1, 1), Some(Day::MIN));
    assert_eq!(Day::new(9999, 12, 31), Some(Day::MAX));
}

#[test]
fn days_that_do_not_exist_are_not_read() {
    for text in ["2023-02-30", "0000-00-00", "2023-13-01", "2023-1-1", "2023-11-05T", "x"] {
        assert_eq!(Day::parse_iso(text), None, "{text}");
    }
}

#[test]
fn a_period_holds_its_days() {
    let day = Day::new(2024, 2, 14).unwrap();
    assert_eq!(day.start_of(Period::Week).to_string(), "2024-02-12");
    assert_eq!(day.end_of(Period::Month).to_string(), "2024-02-29");
    assert_eq!(day.end_of(Period::Quarter).to_string(), "2024-03-31");
    assert_eq!(day.end_of(Period::Year).to_string(), "2024-12-31");
    assert_eq!(Precision::Month.show(day), "2024-02");
}

#[test]
fn a_range_shows_its_open_ends() {
    let day = Day::new(1999, 12, 31).unwrap();
    assert_eq!(DayRange { first: None, last: Some(day) }.to_string(), "..1999-12-31");
    assert_eq!(DayRange::on(day).to_string(), "1999-12-31");
}

#[test]
fn an_interval_lies_in_a_range_only_as_a_whole() {
    let day = |dom| Day::new(2023, 11, dom).unwrap();
    let range = DayRange::between(day(5), day(10));
    for (first, last, inside) in
        [(5, 10, true), (6, 6, true), (4, 5, false), (10, 11, false), (4, 11, false), (1, 2, false)]
    {
        assert_eq!(range.covers((day(first), day(last))), inside, "{first} {last}");
    }
    let from = DayRange { first: Some(day(5)), last: None };
    let until = DayRange { first: None, last: Some(day(5)) };
    assert!(from.covers((day(5), Day::MAX)) && !from.covers((day(4), Day::MAX)));
    assert!(until.covers((Day::MIN, day(5))) && !until.covers((Day::MIN, day(6))));
    assert!(DayRange::default().is_open() && !from.is_open() && !until.is_open());
    assert!(DayRange::between(day(5), day(4)).is_empty() && !DayRange::on(day(5)).is_empty());
}

#[test]
fn a_day_is_kept_as_the_text_that_it_is_shown_as() {
    let day = Day::new(0, 3, 1).unwrap();
    assert_eq!(String::from(day), "0000-03-01");
    assert_eq!(
        Day::try_from("-0044-03-15".to_string()).map(String::from),
        Ok("-0044-03-15".into())
    );
    assert_eq!(Day::try_from("soon".to_string()), Err("`soon` is not a day".into()));
}

#[test]
fn each_quarter_begins_with_its_own_month() {
    for (month, first) in [(1, 1), (3, 1), (4, 4), (6, 4), (7, 7), (9, 7), (10, 10), (12, 10)] {
        let day = Day::new(2023, month, 20).unwrap();
        assert_eq!(day.start_of(Period::Quarter), Day::new(2023, first, 1).unwrap(), "{month}");
    }
}

proptest! {
    #[test]
    fn every_day_survives_text_and_number(number in Day::MIN.number()..=Day::MAX.number()) {
        let day = Day::from_number(number).unwrap();
        prop_assert_eq!(Day::parse_iso(&day.to_string()), Some(day));
        let (year, month, dom) = day.parts();
        prop_assert_eq!(Day::new(year, month, dom), Some(day));
        prop_assert!(day.start_of(Period::Week) <= day && day <= day.end_of(Period::Week));
    }
}
