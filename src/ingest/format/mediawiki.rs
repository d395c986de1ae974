//! MediaWiki dumps, and single pages in MediaWiki markup: each page of the main namespace is an
//! article. Templates, redirects and pages about the wiki are skipped.
//! <https://www.mediawiki.org/wiki/Help:Export>

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Candidate, Draft, Drafts, Rank};
use crate::ingest::parse::wikitext::{self, Page};
use crate::ingest::parse::xml::{Element, Tree, dated, each_record, root};

/// Templates that say when a story was published.
const DATES: [&str; 6] = ["date", "datum", "fecha", "data", "haber tarihi", "дата"];

/// Whether a document is a dump.
pub fn is_dump(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| root.is("mediawiki"))
}

/// Hands over an article for each page that is one.
///
/// # Errors
/// Refuses a dump without any.
pub fn extract_dump(
    document: Document<'_>,
    _: &Options,
    out: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let mut passed = 0u64;
    let ended = each_record(document, &["page"], out, &mut |around, page| {
        let draft = draft(around, page);
        passed += u64::from(draft.is_none());
        draft
    });
    if passed > 0 && ended.is_ok() {
        let (pages, are) = if passed == 1 { ("page", "is") } else { ("pages", "are") };
        out.passed_over(format!(
            "{passed} {pages} {are} no article: a redirect, a template or about the wiki"
        ));
    }
    ended
}

/// Whether a document is a page in the markup of MediaWiki: by its name, or by a template and a
/// category.
pub fn is_page(document: Document<'_>) -> bool {
    let path = document.path.to_ascii_lowercase();
    let named = [".wiki", ".mediawiki", ".wikitext"].iter().any(|end| path.ends_with(end));
    let text = document.text.trim_start();
    let text = &text[..text.floor_char_boundary(64 << 10)];
    named || text.starts_with("{{") && text.contains("[[Category:")
}

/// Hands over the page.
///
/// # Errors
/// Refuses a page without text.
pub fn extract_page(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let page = wikitext::read(document.text);
    if page.text.is_empty() {
        return Err(Refusal::NotArticles("a page of a wiki without text".into()));
    }
    drafts.article(Draft { key: "0".into(), ..of_text(page) });
    Ok(())
}

fn draft(around: &Tree<'_>, page: Element<'_, '_>) -> Option<Draft> {
    let line = |name| page.child(name).and_then(Element::line);
    let main = line("ns").is_none_or(|space| space == "0");
    if !main || page.child("redirect").is_some() {
        return None;
    }
    let revision = page.children().filter(|child| child.is("revision")).last()?;
    let text = revision.child("text")?.text();
    let title = line("title")?;
    let read = of_text(wikitext::read(&text));
    if read.body.is_empty() {
        return None;
    }
    let site = around.find("sitename").and_then(Element::line);
    let changed = revision.child("timestamp").and_then(Element::line);
    let changed = changed.and_then(|day| dated(Rank::Modified, 80, "mediawiki timestamp", &day));
    let dates = read.dates.into_iter().chain(changed).collect();
    let address =
        around.find("base").and_then(Element::line).and_then(|base| address(&base, &title));
    Some(Draft {
        guid: line("id"),
        title: Some(title),
        dates,
        source: site.map(|name| Evidence::new("mediawiki sitename", name)),
        lang: around.root().and_then(|root| root.attribute("lang").map(|lang| lang.into_owned())),
        url: address,
        ..read
    })
}

/// The draft of a page's text: its day by its template, its categories as keywords.
fn of_text(page: Page) -> Draft {
    let day = page.templates.iter().find(|(name, _)| DATES.contains(&name.as_str()));
    let day = day.map(|(name, value)| {
        let value = value.split('|').next().unwrap_or(value).trim();
        Candidate::published(format!("template {name}"), value)
    });
    Draft {
        body: page.text,
        dates: day.into_iter().filter(|day| !day.evidence.text.is_empty()).collect(),
        tags: page.categories,
        ..Draft::default()
    }
}

/// Where a page lies, given the address of the main page.
fn address(base: &str, title: &str) -> Option<String> {
    let (folder, _) = base.rsplit_once('/')?;
    folder.contains("://").then(|| format!("{folder}/{}", title.replace(' ', "_")))
}

#[cfg(test)]
mod tests {
    use super::{extract_dump, extract_page, is_dump, is_page};
    use crate::ingest::testing::{collect, dates, document};

    #[test]
    fn pages_of_the_main_namespace_are_articles_and_others_are_told() {
        let page = |title: &str, space: u8, more: &str, text: &str| {
            format!(
                "<page><title>{title}</title><ns>{space}</ns><id>7</id>{more}<revision><id>9</id>\
                 <timestamp>2024-01-09T10:00:00Z</timestamp><text xml:space=\"preserve\">{text}</text></revision></page>"
            )
        };
        let text = format!(
            "<mediawiki xml:lang=\"en\"><siteinfo><sitename>Quay News</sitename>\
             <base>https://quay.example/wiki/Main_Page</base></siteinfo>{}{}{}</mediawiki>",
            page(
                "Ferry returns",
                0,
                "",
                "{{date|November 5, 2023}}\n'''Pilots''' of [[Lunden|the quay]] &amp;amp; guests.\n[[Category:Ships]]"
            ),
            page("Template:Date", 10, "", "x"),
            page(
                "Ferry back",
                0,
                "<redirect title=\"Ferry returns\"/>",
                "#REDIRECT [[Ferry returns]]"
            ),
        );
        assert!(is_dump(document(&text)));
        let found = collect(extract_dump, &text);
        assert_eq!((found.articles.len(), found.problems.len()), (1, 1), "{:?}", found.problems);
        let draft = &found.articles[0];
        assert_eq!(draft.title.as_deref(), Some("Ferry returns"));
        assert_eq!(draft.body, "Pilots of the quay & guests.");
        assert_eq!(
            dates(draft),
            ["template date: November 5, 2023", "mediawiki timestamp: 2024-01-09T10:00:00Z"]
        );
        assert_eq!(
            (draft.source.as_ref().unwrap().text.as_str(), &*draft.tags),
            ("Quay News", &["Ships".into()][..])
        );
        assert_eq!(draft.url.as_deref(), Some("https://quay.example/wiki/Ferry_returns"));
    }

    #[test]
    fn a_page_by_itself_is_an_article() {
        let text =
            "{{date|May 5, 2023}}\nThe ferry is back.\n\n== Sources ==\n*x\n[[Category:Ships]]";
        assert!(is_page(document(text)));
        let draft = collect(extract_page, text).articles.remove(0);
        assert_eq!((&*draft.body, &*draft.tags), ("The ferry is back.", &["Ships".into()][..]));
    }
}
