//! The numbers beside a chart and the dates under it: few, round, and no more than there is room
//! for.

use crate::app::outcome::Day;
use crate::app::settings::Period;
use crate::render::number::thousands;

/// The vertical scale of a chart.
pub(super) struct Scale {
    /// The number at the top of the chart; above 0.
    pub top: f64,
    step: f64,
    share: bool,
}

/// A date under a chart.
#[derive(Debug, PartialEq)]
pub(super) struct Tick {
    /// The index of the bar that it is under.
    pub place: usize,
    /// Its text.
    pub text: String,
}

impl Scale {
    /// A scale up to at least `most`, in per cent or not.
    pub(super) fn new(most: f64, share: bool) -> Scale {
        let least = if share { 0.1 } else { 2.0 };
        let most = most.max(least);
        let raw = most / 3.0;
        let power = 10_f64.powf(raw.log10().floor());
        let round = [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power);
        let step = { round }.find(|step| *step >= raw).unwrap_or(raw);
        let step = if share { step } else { step.max(1.0) };
        Scale { top: (most / step).ceil() * step, step, share }
    }

    /// The numbers of the scale from 0 up, each with its text.
    pub(super) fn steps(&self) -> Vec<(f64, String)> {
        let steps = (self.top / self.step).round() as u32;
        let value = |step: u32| f64::from(step) * self.step;
        (0..=steps).map(|step| (value(step), self.text(value(step)))).collect()
    }

    fn text(&self, value: f64) -> String {
        match self.share {
            true => format!("{} %", (value * 100.0).round() / 100.0),
            false => thousands(value as u64),
        }
    }
}

/// Where labels may be: at the start of each period, or of every n-th year.
#[derive(Clone, Copy)]
enum Level {
    Of(Period),
    Years(i32),
}

const LEVELS: [Level; 12] = [
    Level::Of(Period::Day),
    Level::Of(Period::Week),
    Level::Of(Period::Month),
    Level::Of(Period::Quarter),
    Level::Years(1),
    Level::Years(2),
    Level::Years(5),
    Level::Years(10),
    Level::Years(20),
    Level::Years(50),
    Level::Years(100),
    Level::Years(500),
];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The dates under bars that begin on these days, at the finest level with at most `most` labels.
pub(super) fn ticks(starts: &[Day], period: Period, most: usize) -> Vec<Tick> {
    let at = |level: Level| -> Vec<usize> {
        (0..starts.len()).filter(|place| begins(level, starts, *place)).collect()
    };
    let levels = LEVELS.into_iter().filter(|level| !is_finer(*level, period));
    let fits = levels.map(|level| (level, at(level)));
    let fits = { fits }.find(|(_, places)| !places.is_empty() && places.len() <= most);
    let Some((level, places)) = fits else {
        let alone = |first: &Day| Tick { place: 0, text: text(Level::Of(period), *first) };
        return starts.first().map(alone).into_iter().collect();
    };
    places.into_iter().map(|place| Tick { place, text: text(level, starts[place]) }).collect()
}

/// Whether a level distinguishes days within one bar.
fn is_finer(level: Level, period: Period) -> bool {
    let days = |period: Period| match period {
        Period::Day => 1,
        Period::Week => 7,
        Period::Month => 28,
        Period::Quarter => 90,
        Period::Year => 365,
        Period::Decade => 3650,
    };
    let level = match level {
        Level::Of(period) => days(period),
        Level::Years(years) => i64::from(years) * 365,
    };
    level < days(period)
}

/// Whether a bar is the first one of a unit of this level; the leftmost bar only if it begins with
/// the unit.
fn begins(level: Level, starts: &[Day], place: usize) -> bool {
    let day = starts[place];
    let stretch = |day: Day| match level {
        Level::Of(period) => day.start_of(period).number(),
        Level::Years(years) => i64::from(day.parts().0.div_euclid(years)),
    };
    match place.checked_sub(1) {
        Some(before) => stretch(starts[before]) != stretch(day),
        None => match level {
            Level::Of(period) => day.start_of(period) == day,
            Level::Years(years) => {
                day.parts().0.rem_euclid(years) == 0 && day.start_of(Period::Year) == day
            }
        },
    }
}

fn text(level: Level, day: Day) -> String {
    let (year, month, date) = day.parts();
    let name = MONTHS[(month as usize - 1) % 12];
    match level {
        Level::Of(Period::Day | Period::Week) => format!("{date} {name}"),
        Level::Of(Period::Month | Period::Quarter) => format!("{name} {year}"),
        Level::Of(Period::Decade) => format!("{year}s"),
        Level::Of(Period::Year) | Level::Years(_) => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, ticks};
    use crate::app::outcome::Day;
    use crate::app::settings::Period;

    #[test]
    fn numbers_are_round_and_few_and_reach_the_top() {
        for most in [0.0, 1.0, 3.0, 7.0, 38.0, 99.0, 101.0, 12_345.0, 1e9] {
            for share in [false, true] {
                let scale = Scale::new(most, share);
                let steps = scale.steps();
                assert!((2..=5).contains(&steps.len()), "{most} {share}: {}", steps.len());
                assert!(scale.top >= most && steps[0].0 == 0.0);
            }
        }
        let texts =
            |scale: Scale| scale.steps().into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(texts(Scale::new(38.0, false)), ["0", "20", "40"]);
        assert_eq!(texts(Scale::new(1.0, false)), ["0", "1", "2"]);
        assert_eq!(texts(Scale::new(29.6, true)), ["0 %", "10 %", "20 %", "30 %"]);
    }

    #[test]
    fn dates_stand_at_round_ones() {
        let years: Vec<Day> = (1931..=2024).map(|year| Day::new(year, 1, 1).unwrap()).collect();
        let texts: Vec<String> =
            ticks(&years, Period::Year, 10).into_iter().map(|tick| tick.text).collect();
        assert_eq!(texts[..3], ["1940", "1950", "1960"]);
        let month = Day::new(2023, 11, 1).unwrap();
        let texts = ticks(&[month], Period::Month, 10);
        assert_eq!(texts[0].text, "Nov 2023");
    }
}
