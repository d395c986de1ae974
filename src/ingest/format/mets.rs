//! Reads the description of a scanned newspaper issue in a METS file: its title and day, and which
//! blocks of which page form an article. The text itself is in the ALTO pages beside it.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::Drafts;
use crate::ingest::parse::xml::{Element, Tree, filled, parse, root};

/// Words in the type of a division that make it an article of its own.
const UNITS: [&str; 8] =
    ["ARTICLE", "ADVERT", "OBITUAR", "NOTICE", "REVIEW", "LETTER", "SERIAL", "WEATHER"];

/// The most articles and sections of an issue, and how far into a record a field is looked for.
const UNIT_COUNT: usize = 10_000;
const SECTION_COUNT: usize = 1000;
const NEAR: usize = 256;

/// Whether the first element is `<mets>`.
pub fn recognise(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| root.is("mets"))
}

/// Refuses the file: it is read together with the pages beside it.
pub fn extract(_: Document<'_>, _: &Options, _: &mut dyn Drafts) -> Result<(), Refusal> {
    let reason = "describes scanned pages: their articles, day and title are taken from it";
    Err(Refusal::NotArticles(reason.to_owned()))
}

/// Whether a file of this name may describe the scanned pages beside it.
pub fn is_name(name: &str) -> bool {
    let end = name.len().checked_sub(4).and_then(|start| name.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(".xml"))
        && name.to_ascii_lowercase().contains("mets")
}

/// An issue, limited to what concerns one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// The title of the newspaper.
    pub title: Option<String>,
    /// The day of issue as written.
    pub date: Option<Evidence>,
    /// The articles on the page, in their order.
    pub units: Vec<Unit>,
}

/// An article of an issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Its id in the METS file.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// The section it stands in.
    pub section: Option<String>,
    /// Its language as declared.
    pub lang: Option<String>,
    /// Its parts on the page: from the element with the first id to that with the last.
    pub areas: Vec<(String, String)>,
}

/// The description that a METS file gives for the page in the file `page`.
pub fn issue(text: &str, page: &str) -> Issue {
    let (tree, _) = parse(text);
    let Some(root) = tree.find("mets") else { return Issue::default() };
    let mets = Mets::of(&tree, root);
    Issue { title: mets.title(), date: mets.date(), units: mets.units(page) }
}

/// The parts of a METS file by their ids.
struct Mets<'t, 'a> {
    root: Element<'t, 'a>,
    /// Divisions of every structure, and sections of metadata.
    named: HashMap<String, Element<'t, 'a>>,
    /// Divisions of the physical structure by the logical one that is linked to them.
    linked: HashMap<String, Vec<String>>,
}

impl<'t, 'a> Mets<'t, 'a> {
    fn of(tree: &'t Tree<'a>, root: Element<'t, 'a>) -> Mets<'t, 'a> {
        let parts = tree.elements().filter(|part| part.is("div") || part.is("dmdSec"));
        let named = parts.filter_map(|part| Some((part.attribute("ID")?.into_owned(), part)));
        Mets { root, named: named.collect(), linked: links(root) }
    }

    /// The title in the description of the issue, else in the label of the file.
    fn title(&self) -> Option<String> {
        let described = self.descriptions().find_map(|mods| {
            let own = mods.children().filter(|part| part.is("titleInfo"));
            own.filter_map(title).next()
        });
        let label = || self.label().and_then(|(title, _)| filled(title));
        let host = || self.descriptions().find_map(|mods| title(mods.find("relatedItem")?));
        let title = described.or_else(host).or_else(label)?;
        filled(title.trim_end_matches(['.', ',']))
    }

    /// The label of the file, or else of its first division, parted before the year or day at its
    /// end.
    fn label(&self) -> Option<(String, String)> {
        let first = || self.logical().and_then(|map| map.find("div")?.attribute("LABEL"));
        let label = self.root.attribute("LABEL").or_else(first)?;
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '_' | '.');
        let title = label.trim_end().trim_end_matches(digits).trim_end();
        let day = label[title.len()..].trim();
        Some((title.trim_end_matches([',', ' ']).to_owned(), day.to_owned()))
    }

    /// The day in the description of the issue, else in the label of the file, with its rule.
    fn date(&self) -> Option<Evidence> {
        let issued = |mods: Element<'_, '_>| mods.all("dateIssued").find_map(Element::line);
        let described = self.descriptions().find_map(issued).or_else(|| issued(self.root));
        let described = described.map(|day| Evidence::new("mets dateIssued", day));
        let label = || self.label().and_then(|(_, day)| filled(day));
        described.or_else(|| label().map(|day| Evidence::new("mets label", day)))
    }

    /// The MODS records of the issue and of what holds it: the divisions that are no article.
    fn descriptions(&self) -> impl Iterator<Item = Element<'t, 'a>> {
        let outer = self.logical().into_iter().flat_map(|map| map.all("div"));
        let outer = outer.take_while(|division| !is_unit(*division)).take(8);
        let described = outer.flat_map(|division| self.described(division));
        let first = self.root.find("mods").into_iter();
        described.collect::<Vec<_>>().into_iter().chain(first)
    }

    /// The MODS records of a division.
    fn described(&self, division: Element<'t, 'a>) -> Vec<Element<'t, 'a>> {
        let ids = division.attribute("DMDID").unwrap_or_default();
        let sections = ids.split_whitespace().filter_map(|id| self.named.get(id));
        sections.filter_map(|section| section.find("mods")).collect()
    }

    fn logical(&self) -> Option<Element<'t, 'a>> {
        let is_logical = |map: &Element<'_, '_>| {
            let kind = map.attribute("TYPE").unwrap_or_default();
            kind.eq_ignore_ascii_case("logical") || map.all("div").any(is_unit)
        };
        self.root.all("structMap").find(is_logical)
    }

    /// The articles that have a part on the page in the file of this name.
    fn units(&self, page: &str) -> Vec<Unit> {
        let files = self.files(page);
        let Some(map) = self.logical() else { return Vec::new() };
        let sections: Vec<Element<'t, 'a>> = map
            .all("div")
            .filter(|part| is_kind(*part, &["SECTION"]))
            .take(SECTION_COUNT)
            .collect();
        let mut end = 0;
        let mut units = Vec::new();
        for division in map.all("div").filter(|division| is_unit(*division)).take(UNIT_COUNT) {
            if division.span().start < end {
                continue;
            }
            end = division.span().end;
            let areas = self.areas(division, &files);
            if !areas.is_empty() {
                let section = sections.iter().rfind(|section| holds(&section.span(), end));
                units.push(self.unit(division, section.copied(), areas));
            }
        }
        units
    }

    fn unit(
        &self,
        division: Element<'t, 'a>,
        section: Option<Element<'t, 'a>>,
        areas: Vec<(String, String)>,
    ) -> Unit {
        let described = self.described(division);
        let label = |division: Element<'t, 'a>| division.attribute("LABEL").and_then(filled);
        let language = |mods: &Element<'t, 'a>| near(*mods, "languageTerm")?.line();
        Unit {
            id: division.attribute("ID").unwrap_or_default().into_owned(),
            title: described.iter().find_map(|mods| title(*mods)).or_else(|| label(division)),
            section: section.and_then(label),
            lang: described.iter().find_map(language),
            areas,
        }
    }

    /// The ids of the files of this name.
    fn files(&self, page: &str) -> Vec<String> {
        let of_name = |file: &Element<'_, '_>| {
            let place = file.find("FLocat").and_then(|place| place.attribute("href"));
            place.is_some_and(|place| place.rsplit(['/', '\\']).next() == Some(page))
        };
        let files = self.root.all("file").filter(of_name);
        files.filter_map(|file| Some(file.attribute("ID")?.into_owned())).collect()
    }

    /// The areas of a division, and of what it is linked to, in these files.
    fn areas(&self, division: Element<'t, 'a>, files: &[String]) -> Vec<(String, String)> {
        let id = division.attribute("ID").unwrap_or_default();
        let linked = self.linked.get(id.as_ref()).into_iter().flatten();
        let linked = linked.filter_map(|id| self.named.get(id).copied());
        let mut areas = Vec::new();
        for area in std::iter::once(division).chain(linked).flat_map(|part| part.all("area")) {
            let value = |name| area.attribute(name).and_then(filled);
            let here = value("FILEID").is_some_and(|file| files.contains(&file));
            if let (true, Some(begin)) = (here, value("BEGIN")) {
                let end = value("END").unwrap_or_else(|| begin.clone());
                areas.push((begin, end));
            }
        }
        areas
    }
}

/// The links between structures: the first locator of a group is the logical division.
fn links(root: Element<'_, '_>) -> HashMap<String, Vec<String>> {
    let mut linked: HashMap<String, Vec<String>> = HashMap::new();
    let target = |link: Element<'_, '_>, name: &str| {
        link.attribute(name).map(|place| place.trim_start_matches('#').to_owned())
    };
    for group in root.all("smLinkGrp") {
        let mut places = group.all("smLocatorLink").filter_map(|link| target(link, "href"));
        if let Some(first) = places.next() {
            linked.entry(first).or_default().extend(places);
        }
    }
    for link in root.all("smLink") {
        if let (Some(from), Some(to)) = (target(link, "from"), target(link, "to")) {
            linked.entry(from).or_default().push(to);
        }
    }
    linked
}

fn near<'t, 'a>(record: Element<'t, 'a>, name: &str) -> Option<Element<'t, 'a>> {
    record.inside().take(NEAR).find(|element| element.is(name))
}

fn holds(span: &Range<usize>, end: usize) -> bool {
    span.start < end && end <= span.end
}

fn is_unit(division: Element<'_, '_>) -> bool {
    is_kind(division, &UNITS)
}

fn is_kind(division: Element<'_, '_>, kinds: &[&str]) -> bool {
    let kind = division.attribute("TYPE").unwrap_or_default().to_ascii_uppercase();
    kinds.iter().any(|known| kind.contains(known))
}

/// The title in a MODS record, the word before it that is not sorted by with it.
fn title(mods: Element<'_, '_>) -> Option<String> {
    let title = near(mods, "title")?.line()?;
    match near(mods, "nonSort").and_then(Element::line) {
        Some(article) => Some(format!("{article} {title}")),
        None => Some(title),
    }
}
