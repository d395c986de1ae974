//! News sitemaps: each listed page with a headline is an article without text. The pages are not
//! fetched; a sitemap without headlines holds no articles.

use crate::article::Evidence;
use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts, Rank};
use crate::ingest::parse::xml::{Element, dated, each_record, filled, root};

/// Whether the first element is that of a sitemap or of an index of sitemaps.
pub fn recognise(document: Document<'_>) -> bool {
    root(document.text).is_some_and(|root| root.is("urlset") || root.is("sitemapindex"))
}

/// Hands over each page that has a headline.
pub fn extract(document: Document<'_>, _: &Options, out: &mut dyn Drafts) -> Result<(), Refusal> {
    each_record(document, &["url"], out, &mut |_, page| draft(page))
        .map_err(|_| Refusal::NotArticles("a sitemap without news".to_owned()))
}

fn draft(page: Element<'_, '_>) -> Option<Draft> {
    let news = page.child("news")?;
    let text = |name| news.find(name).and_then(Element::line);
    let published = text("publication_date").unwrap_or_default();
    let changed = page.child("lastmod").and_then(Element::line).unwrap_or_default();
    let published = dated(Rank::Stated, 92, "sitemap publication_date", &published);
    let changed = dated(Rank::Modified, 70, "sitemap lastmod", &changed);
    let words = text("keywords").unwrap_or_default();
    Some(Draft {
        title: Some(text("title")?),
        dates: published.into_iter().chain(changed).collect(),
        source: text("name").map(|name| Evidence::new("sitemap publication", name)),
        tags: words.split(',').filter_map(filled).collect(),
        lang: text("language"),
        url: page.child("loc").and_then(Element::line),
        ..Draft::default()
    })
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::testing::{collect, dates, document};

    const FILE: &str = include_str!("../../../tests/data/sitemap/news.xml");

    #[test]
    fn pages_with_headlines_are_listed_as_articles() {
        assert!(recognise(document(FILE)));
        let found = collect(extract, FILE);
        assert_eq!(found.articles.len(), 1);
        let page = &found.articles[0];
        assert_eq!(page.key, "https://port.example/dues?a=1&b=2");
        assert_eq!(page.title.as_deref(), Some("Harbour dues to rise"));
        let expected =
            ["sitemap publication_date: 2019-03-04T09:15+01:00", "sitemap lastmod: 2019-03-05"];
        assert_eq!(dates(page), expected);
        assert_eq!(page.source.as_ref().unwrap().text, "Ostport Daily");
        assert_eq!(page.tags, ["ports", "tolls"]);
    }

    #[test]
    fn a_sitemap_without_headlines_is_refused() {
        let found =
            collect(extract, "<urlset><url><loc>https://port.example/</loc></url></urlset>");
        assert!(found.refusal.is_some() && found.articles.is_empty());
    }
}
