//! MODS records: each is an article with the available fields, and its abstract as the text.
//! <https://www.loc.gov/standards/mods/>

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts, Rank};
use crate::ingest::parse::xml::{Element, dated, distinct, each_record, root};

/// Whether a document is a MODS record, or a collection of them.
pub fn recognise(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| root.is("mods") || root.is("modsCollection"))
}

/// Hands over an article for each record with a title.
///
/// # Errors
/// Refuses a document without articles.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &["mods"], out, &mut |_, mods| {
        Some(draft(mods)).filter(|d| d.title.is_some())
    })
}

fn draft(mods: Element<'_, '_>) -> Draft {
    let host = mods.children().find(|part| {
        part.is("relatedItem") && part.attribute("type").is_none_or(|kind| kind == "host")
    });
    let paper = host.and_then(|host| host.find("titleInfo")).and_then(title);
    let texts = mods.children().filter(|part| part.is("abstract") || part.is("note"));
    let text: Vec<String> = texts.filter_map(Element::line).collect();
    let identifier = |kind: &str| {
        let mut all = mods.children().filter(|part| part.is("identifier"));
        all.find(|part| part.attribute("type").is_some_and(|of| of == kind)).and_then(Element::line)
    };
    let place = mods.child("location").and_then(|place| place.find("url")).and_then(Element::line);
    let languages = mods.child("language").and_then(|language| language.find("languageTerm"));
    let topics =
        mods.children().filter(|part| part.is("subject")).filter_map(|s| s.find("topic")?.line());
    Draft {
        guid: mods.attribute("ID").map(|id| id.into_owned()).or_else(|| identifier("local")),
        title: mods.child("titleInfo").and_then(title),
        body: text.join("\n\n"),
        dates: [Some(mods), host].into_iter().flatten().filter_map(day).collect(),
        source: paper.map(|name| Evidence::new("mods relatedItem", name)),
        authors: mods.children().filter(|part| part.is("name")).filter_map(person).collect(),
        tags: distinct(topics),
        lang: languages.and_then(Element::line),
        url: place.or_else(|| identifier("uri")),
        ..Draft::default()
    }
}

/// A title such as `The Ferry: a chronicle`, including its non-sorting prefix.
fn title(info: Element<'_, '_>) -> Option<String> {
    let line = |name| info.child(name).and_then(Element::line);
    let whole =
        [line("nonSort"), line("title")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let title = Some(whole).filter(|title| !title.is_empty())?;
    Some(line("subTitle").map_or(title.clone(), |below| format!("{title}: {below}")))
}

fn day(part: Element<'_, '_>) -> Option<crate::ingest::draft::Candidate> {
    let stated = part.child("originInfo").or_else(|| part.child("part"))?;
    let date = stated.find("dateIssued").or_else(|| stated.find("date"))?;
    dated(Rank::Stated, 90, &format!("mods {}", date.local()), &date.line()?)
}

/// The name of a person who wrote: given name first.
fn person(name: Element<'_, '_>) -> Option<String> {
    let role = name.find("roleTerm").and_then(Element::line).unwrap_or_default().to_lowercase();
    if !["", "aut", "author", "creator", "cre"].contains(&&*role) {
        return None;
    }
    let part = |kind: &str| {
        let mut all = name.all("namePart");
        all.find(|part| part.attribute("type").is_some_and(|of| of == kind)).and_then(Element::line)
    };
    let named = [part("given"), part("family")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(named).filter(|named| !named.is_empty()).or_else(|| name.find("namePart")?.line())
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    #[test]
    fn each_description_is_an_article_of_its_paper() {
        let text = "<modsCollection xmlns=\"http://www.loc.gov/mods/v3\"><mods ID=\"a1\"><titleInfo><nonSort>The</nonSort>\
            <title>ferry</title></titleInfo><name type=\"personal\"><namePart type=\"family\">Lund</namePart>\
            <namePart type=\"given\">Ida</namePart><role><roleTerm>aut</roleTerm></role></name>\
            <name><namePart>Bo Lake</namePart><role><roleTerm>edt</roleTerm></role></name>\
            <language><languageTerm>en</languageTerm></language><abstract>It is back.</abstract>\
            <relatedItem type=\"host\"><titleInfo><title>The Quay</title></titleInfo><part><date>1912-03-20</date></part>\
            </relatedItem></mods><mods><note>x</note></mods></modsCollection>";
        assert!(recognise(document(text)));
        let found = collect(extract, text).articles;
        assert_eq!(found.len(), 1);
        let draft = &found[0];
        assert_eq!((draft.title.as_deref(), &*draft.body), (Some("The ferry"), "It is back."));
        assert_eq!(
            (&*draft.authors, draft.lang.as_deref()),
            (&["Ida Lund".to_string()][..], Some("en"))
        );
        assert_eq!(dates(draft), ["mods date: 1912-03-20"]);
        assert_eq!(draft.source.as_ref().unwrap().text, "The Quay");
    }
}
