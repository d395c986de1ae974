//! The state of a page, which its address holds completely: the query, the filters, and how the
//! result is shown. Reading an address and writing it again gives the same page.

use form_urlencoded::Serializer;

use crate::app::settings::{Ask, Clock, Facet, Filter, Limits, Period, Sort};

/// Hits per page, with passages and without.
const HITS: usize = 20;
const TITLES: usize = 50;

/// The facets in display order, with their names in an address.
pub(super) const FACETS: [(Facet, &str); 5] = [
    (Facet::Source, "source"),
    (Facet::Section, "section"),
    (Facet::Author, "author"),
    (Facet::Lang, "lang"),
    (Facet::Year, "year"),
];

/// The prefix of a facet name for values that are excluded.
const NOT: &str = "not-";

/// A facet value that was chosen or excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The facet.
    pub facet: Facet,
    /// The value; `None` for articles without one, written as an empty text.
    pub value: Option<String>,
    /// Whether it is excluded.
    pub out: bool,
}

/// The state of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Address {
    /// The query as typed.
    pub q: String,
    /// The first and the last date, as typed.
    pub from: String,
    pub to: String,
    /// The chosen and excluded values, in the order in which they were chosen.
    pub choices: Vec<Choice>,
    /// Whether any of the words suffices.
    pub any: bool,
    /// The order of the hits, if it is not the default.
    pub sort: Option<Sort>,
    /// The page of hits, from 1; 0 means the first, too.
    pub page: usize,
    /// Whether hits are shown without passages.
    pub titles: bool,
    /// Whether the chart shows shares of the archive; `None` for the default.
    pub share: Option<bool>,
    /// The period of the chart; `None` for the default.
    pub by: Option<Period>,
    /// The second query, as typed.
    pub versus: String,
    /// The number of the hit that is being read, from 1.
    pub hit: Option<usize>,
}

impl Address {
    /// Reads the query string of an address, without its `?`. Ignores unknown parameters: an
    /// address may be older or newer than the program.
    pub(super) fn read(query: &str) -> Address {
        let mut address = Address::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            address.set(&name, value.trim());
        }
        address
    }

    fn set(&mut self, name: &str, value: &str) {
        match name {
            "q" => self.q = value.into(),
            "from" => self.from = value.into(),
            "to" => self.to = value.into(),
            "any" => self.any = value == "1",
            "sort" => self.sort = sort(value),
            "page" => self.page = value.parse().unwrap_or(0),
            "view" => self.titles = value == "titles",
            "show" => self.share = share(value),
            "by" => self.by = period(value),
            "vs" => self.versus = value.into(),
            "hit" => self.hit = value.parse().ok().filter(|hit| *hit > 0),
            _ => self.choices.extend(choice(name, value)),
        }
    }

    /// The query string with its `?`; empty for the default state.
    pub(super) fn write(&self) -> String {
        let mut out = Serializer::new(String::new());
        let mut text = |name: &str, value: &str| {
            if !value.is_empty() {
                out.append_pair(name, value);
            }
        };
        text("q", &self.q);
        text("from", &self.from);
        text("to", &self.to);
        text("any", if self.any { "1" } else { "" });
        text("sort", self.sort.map_or("", name_of_sort));
        text("page", &if self.page > 1 { self.page.to_string() } else { String::new() });
        text("view", if self.titles { "titles" } else { "" });
        text("show", self.share.map_or("", |share| if share { "share" } else { "articles" }));
        text("by", self.by.map_or("", name_of_period));
        text("vs", &self.versus);
        text("hit", &self.hit.map(|hit| hit.to_string()).unwrap_or_default());
        for (name, value) in self.chosen() {
            out.append_pair(&name, value);
        }
        let written = out.finish();
        if written.is_empty() { written } else { format!("?{written}") }
    }

    /// The choices as query parameters.
    pub(super) fn chosen(&self) -> impl Iterator<Item = (String, &str)> {
        self.choices.iter().map(|choice| {
            let mut name = String::from(if choice.out { NOT } else { "" });
            name.push_str(name_of_facet(choice.facet));
            (name, choice.value.as_deref().unwrap_or_default())
        })
    }

    /// The address of a path in this state.
    pub(super) fn at(&self, path: &str) -> String {
        let mut address = String::from(path);
        address.push_str(&self.write());
        address
    }

    /// The address of an article in this state, with its number if it is a hit.
    pub(super) fn of_article(&self, id: &str, hit: Option<usize>) -> String {
        Address { hit, page: 0, ..self.clone() }.at(&format!("/article/{id}"))
    }

    /// The same state with a change, on the first page.
    pub(super) fn with(&self, change: impl FnOnce(&mut Address)) -> Address {
        let mut changed = Address { page: 0, hit: None, ..self.clone() };
        change(&mut changed);
        changed
    }

    /// The same state with a choice added, or removed if it was there. Replaces the opposite choice
    /// of the same value.
    pub(super) fn toggled(&self, facet: Facet, value: Option<&str>, out: bool) -> Address {
        let choice = Choice { facet, value: value.map(String::from), out };
        let had = self.choices.contains(&choice);
        self.with(|address| {
            address.choices.retain(|other| other.facet != facet || other.value != choice.value);
            if !had {
                address.choices.push(choice);
            }
        })
    }

    /// Whether nothing was asked for.
    pub(super) fn is_blank(&self) -> bool {
        self.q.is_empty() && self.from.is_empty() && self.to.is_empty() && self.choices.is_empty()
    }

    /// Whether anything but words was asked for.
    pub(super) fn is_narrowed(&self) -> bool {
        !(self.from.is_empty() && self.to.is_empty() && self.choices.is_empty())
    }

    /// Hits per page.
    pub(super) fn length(&self) -> usize {
        if self.titles { TITLES } else { HITS }
    }

    /// How many hits the previous pages have.
    pub(super) fn offset(&self) -> usize {
        self.page.saturating_sub(1).saturating_mul(self.length())
    }

    /// The request for the articles of this state.
    pub(super) fn ask(&self, clock: Clock, limits: Limits) -> Ask {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let (from, to) = (given(&self.from), given(&self.to));
        let any = self.any;
        let filters = self.filters();
        Ask { from, to, any, limits, filters, ..Ask::new(self.q.clone(), clock) }
    }

    fn filters(&self) -> Vec<Filter> {
        let values = |facet: Facet, out: bool| -> Vec<Option<String>> {
            let of = |choice: &&Choice| choice.facet == facet && choice.out == out;
            self.choices.iter().filter(of).map(|choice| choice.value.clone()).collect()
        };
        let each = |(facet, _): (Facet, &str)| {
            let (only, without) = (values(facet, false), values(facet, true));
            [Filter::only(facet, only), Filter::without(facet, without)]
        };
        let all = FACETS.into_iter().flat_map(each);
        all.filter(|filter| !filter.values.is_empty()).collect()
    }
}

/// The name of a facet in an address.
pub(super) fn name_of_facet(facet: Facet) -> &'static str {
    FACETS.iter().find(|(known, _)| *known == facet).map_or("", |(_, name)| name)
}

/// The facet with this name in an address.
pub(super) fn facet(name: &str) -> Option<Facet> {
    FACETS.iter().find(|(_, known)| *known == name).map(|(facet, _)| *facet)
}

fn choice(name: &str, value: &str) -> Option<Choice> {
    let (out, name) = match name.strip_prefix(NOT) {
        Some(name) => (true, name),
        None => (false, name),
    };
    let value = Some(value.to_string()).filter(|value| !value.is_empty());
    Some(Choice { facet: facet(name)?, value, out })
}

/// The order with this name.
pub(super) fn sort(name: &str) -> Option<Sort> {
    [Sort::Relevance, Sort::Newest, Sort::Oldest]
        .into_iter()
        .find(|sort| name_of_sort(*sort) == name)
}

/// The name of an order in an address.
pub(super) fn name_of_sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
    }
}

/// Every period, shortest first.
pub(super) const PERIODS: [Period; 6] =
    [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year, Period::Decade];

/// The period with this name.
pub(super) fn period(name: &str) -> Option<Period> {
    PERIODS.into_iter().find(|period| name_of_period(*period) == name)
}

/// The name of a period, both in an address and in text.
pub(super) fn name_of_period(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Quarter => "quarter",
        Period::Year => "year",
        Period::Decade => "decade",
    }
}

fn share(name: &str) -> Option<bool> {
    match name {
        "share" => Some(true),
        "articles" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, PERIODS, name_of_period, period};
    use crate::app::settings::Facet;

    #[test]
    fn what_is_read_is_written_again() {
        for state in [
            "",
            "?q=swing+bridge",
            "?q=a%26b%3D%22%3Cscript%3E&from=1931&to=today&any=1&sort=oldest&page=3&view=titles",
            "?q=x&show=share&by=decade&vs=y&hit=7",
            "?q=x&source=The+Quay&source=&not-section=Letters&year=1931&author=A+%26+B",
        ] {
            assert_eq!(Address::read(state.trim_start_matches('?')).write(), state);
        }
        for known in PERIODS {
            assert_eq!(period(name_of_period(known)), Some(known));
        }
    }

    #[test]
    fn what_makes_no_sense_is_passed_over() {
        let odd = Address::read("q=x&page=-1&sort=up&by=hour&hit=0&nonsense=1&show=&page=zz");
        assert_eq!(odd.write(), "?q=x");
    }

    #[test]
    fn a_value_is_chosen_once_and_a_choice_starts_on_the_first_page() {
        let start = Address::read("q=x&page=4");
        let quay = start.toggled(Facet::Source, Some("Quay"), false);
        assert_eq!(quay.write(), "?q=x&source=Quay");
        assert_eq!(quay.toggled(Facet::Source, Some("Quay"), true).write(), "?q=x&not-source=Quay");
        assert_eq!(quay.toggled(Facet::Source, Some("Quay"), false).write(), "?q=x");
    }
}
