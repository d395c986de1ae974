//! One name for the spellings of a source that differ in case alone: `BBC News` and `bbc news` are
//! one source. It changes nothing of what is stored.
//!
//! The spelling first seen is shown: that of the oldest article, undated ones last, and of several
//! of one day the one that sorts first. It depends on the articles of the index alone, and neither
//! on the order in which they were read nor on how often.

use std::collections::HashMap;

use super::Count;
use crate::article::Article;
use crate::when::Day;

/// The spellings that are not shown, each with the one that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spellings(HashMap<String, String>);

impl Spellings {
    /// The spellings in the sources and days of articles.
    pub fn of(seen: impl IntoIterator<Item = (String, Option<Day>)>) -> Spellings {
        let mut groups: HashMap<String, HashMap<String, Day>> = HashMap::new();
        for (name, day) in seen {
            let group = groups.entry(folded(&name)).or_default();
            let day = day.unwrap_or(Day::MAX);
            let first = group.entry(name).or_insert(day);
            *first = day.min(*first);
        }
        let mut shown = HashMap::new();
        for group in groups.into_values().filter(|group| group.len() > 1) {
            let first = group.iter().min_by_key(|(name, day)| (**day, *name));
            let Some(first) = first.map(|(name, _)| name.clone()) else { continue };
            let others = group.into_keys().filter(|name| *name != first);
            shown.extend(others.map(|name| (name, first.clone())));
        }
        Spellings(shown)
    }

    /// The spelling that is shown for one.
    pub fn shown<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }

    /// Shows the source of an article by its spelling.
    pub fn show(&self, article: &mut Article) {
        if let Some(source) = &mut article.source
            && let Some(shown) = self.0.get(&source.name)
        {
            source.name.clone_from(shown);
        }
    }
}

/// What the spellings of one name have in common.
pub fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// Adds up the counts of what is shown by one spelling.
pub fn gathered(
    spellings: &Spellings,
    counts: impl IntoIterator<Item = Count>,
) -> HashMap<Option<String>, u64> {
    let mut gathered: HashMap<Option<String>, u64> = HashMap::new();
    for Count { value, count } in counts {
        let shown = value.map(|value| spellings.shown(&value).to_string());
        *gathered.entry(shown).or_default() += count;
    }
    gathered
}

#[cfg(test)]
mod tests {
    use super::Spellings;
    use crate::when::Day;

    fn spellings(seen: &[(&str, Option<i32>)]) -> Spellings {
        let day = |year: Option<i32>| year.and_then(|year| Day::new(year, 1, 1));
        Spellings::of(seen.iter().map(|(name, year)| (name.to_string(), day(*year))))
    }

    #[test]
    fn the_spelling_of_the_oldest_article_is_shown_in_whatever_order_they_come() {
        let mut seen = [
            ("The Quay", Some(2020)),
            ("THE QUAY", Some(2019)),
            ("the quay", None),
            ("The Mole", None),
            ("The Quay", Some(2021)),
        ];
        let forward = spellings(&seen);
        assert_eq!(forward.shown("The Quay"), "THE QUAY");
        assert_eq!(forward.shown("the quay"), "THE QUAY");
        assert_eq!(forward.shown("The Mole"), "The Mole");
        seen.reverse();
        assert_eq!(spellings(&seen), forward);
    }

    #[test]
    fn of_several_spellings_of_a_day_the_one_that_sorts_first_is_shown() {
        let spellings = spellings(&[("bbc news", None), ("BBC News", None), ("Bbc News", None)]);
        assert_eq!(spellings.shown("bbc news"), "BBC News");
        assert_eq!(spellings.shown("Bbc News"), "BBC News");
    }
}
