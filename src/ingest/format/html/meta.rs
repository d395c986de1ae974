//! What a page gives for itself in its `<meta>` elements, by the names that publishers use.

use dom_query::Document;

use super::prose::one_line;

/// The `<meta>` elements of a page: names in lower case, contents as written.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pairs: Vec<(String, String)>,
}

/// How many of them are read.
const LIMIT: usize = 2_000;

/// The names of the title, the best first.
pub(super) const TITLE: &[&str] = &[
    "dc:title",
    "og:title",
    "twitter:title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "sailthru.title",
    "parsely-title",
    "cxenseparse:recs:title",
    "headline",
    "hdl",
    "title",
    "weibo:article:title",
];

/// The names of the outlet.
pub(super) const SITE: &[&str] = &[
    "og:site_name",
    "og:site",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "dc:publisher",
    "publisher",
    "article:publisher",
    "application-name",
    "cxenseparse:recs:publisher",
    "source",
    "al:android:app_name",
    "apple-mobile-web-app-title",
];

/// The names of the authors.
pub(super) const AUTHOR: &[&str] = &[
    "dc:creator",
    "dc.creator",
    "dcterms.creator",
    "dcterms.creator.name",
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "citation_author",
    "byl",
    "byline",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "rbauthors",
    "authors",
    "twitter:creator:name",
    "weibo:article:author",
];

/// The names of the section.
pub(super) const SECTION: &[&str] = &[
    "article:section",
    "og:article:section",
    "og:section",
    "parsely-section",
    "dc.subject.section",
    "section",
    "cxenseparse:section",
    "category",
    "rbsection",
    "dcsext.wtcategory",
];

/// The names of the keywords.
pub(super) const TAGS: &[&str] = &[
    "article:tag",
    "og:article:tag",
    "news_keywords",
    "keywords",
    "parsely-tags",
    "sailthru.tags",
    "dc.subject",
    "dcterms.subject",
    "citation_keywords",
    "cxenseparse:tag",
];

/// The names of the language.
pub(super) const LANG: &[&str] = &[
    "og:locale",
    "dc.language",
    "dcterms.language",
    "dc:language",
    "citation_language",
    "language",
    "content-language",
];

/// The names of the address.
pub(super) const URL: &[&str] = &[
    "og:url",
    "twitter:url",
    "parsely-link",
    "citation_public_url",
    "dc.identifier",
    "identifier-url",
];

/// The names of the summary.
pub(super) const SUMMARY: &[&str] =
    &["og:description", "twitter:description", "description", "dc.description"];

/// The names of the day of publication, and how far each is to be believed.
pub(super) const PUBLISHED: &[(&str, u8)] = &[
    ("article:published_time", 92),
    ("og:article:published_time", 92),
    ("og:published_time", 92),
    ("article:published", 92),
    ("article:published_date", 92),
    ("og:article:published", 92),
    ("article:publicationdate", 90),
    ("bt:pubdate", 90),
    ("citation_publication_date", 90),
    ("citation_online_date", 88),
    ("cxenseparse:recs:publishtime", 90),
    ("datepublished", 90),
    ("date_published", 90),
    ("dcsext.articlefirstpublished", 90),
    ("dcterms.issued", 88),
    ("dc.date.issued", 88),
    ("dc.date.publication", 88),
    ("dc.issued", 88),
    ("mediator_published_time", 90),
    ("og:datepublished", 90),
    ("og:pubdate", 90),
    ("og:publish_date", 90),
    ("og:question:published_time", 90),
    ("originalpublicationdate", 92),
    ("parsely-pub-date", 90),
    ("pdate", 85),
    ("ptime", 85),
    ("pubdate", 88),
    ("publishdate", 88),
    ("publish_date", 88),
    ("publish_time", 88),
    ("publish-date", 88),
    ("publishtime", 88),
    ("published-date", 88),
    ("published_date", 88),
    ("published_time", 88),
    ("published", 88),
    ("publisheddate", 88),
    ("published_at", 88),
    ("publication_date", 88),
    ("publication-date", 88),
    ("publicationdate", 88),
    ("rbpubdate", 88),
    ("rnews:datepublished", 90),
    ("sailthru.date", 86),
    ("shareaholic:article_published_time", 88),
    ("twt-published-at", 88),
    ("vr:published_time", 88),
    ("weibo:article:create_at", 86),
    ("apub:time", 88),
    ("article.published", 90),
    ("article_date_original", 90),
    ("article:post_date", 88),
    ("article_publish_date", 88),
    ("analyticsattributes.articledate", 86),
    ("displaydate", 86),
    ("field-name-post-date", 85),
    ("og:regdate", 85),
    ("dateposted", 86),
];

/// The names of a day that is not said to be of publication, and mostly is.
pub(super) const DATED: &[(&str, u8)] = &[
    ("dcterms.available", 62),
    ("video:release_date", 62),
    ("doc_date", 62),
    ("dc.date", 62),
    ("dc:date", 62),
    ("dcterms.date", 62),
    ("citation_date", 62),
    ("article.date", 62),
    ("article:date", 62),
    ("release_date", 62),
    ("date", 62),
];

/// The names of the day on which the page was made, which may be another.
pub(super) const CREATED: &[(&str, u8)] = &[
    ("article.created", 82),
    ("article:create_at", 82),
    ("content_create_date", 80),
    ("date_created", 80),
    ("datecreated", 80),
    ("date-created", 80),
    ("dc.date.created", 80),
    ("dc.created", 80),
    ("dc:created", 80),
    ("dcterms.created", 80),
    ("created", 78),
    ("created_time", 78),
    ("dcterms.dateaccepted", 70),
    ("sort_date", 70),
    ("timestamp", 60),
];

/// The names of the day of the last change.
pub(super) const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:modified_time",
    "og:updated_time",
    "article:modified",
    "article:modified_date",
    "article:post_modified",
    "bt:moddate",
    "datemodified",
    "date_modified",
    "dc.modified",
    "dc.date.modified",
    "dcterms.modified",
    "dc:modified",
    "lastmodified",
    "last-modified",
    "last_modified",
    "lastmod",
    "lastdate",
    "modified_time",
    "modificationdate",
    "modified",
    "revision_date",
    "updated_time",
    "utime",
    "article.updated",
    "apub:modified",
    "revised",
    "rnews:datemodified",
];

impl Meta {
    /// Reads the `<meta>` elements of a page; `property` may hold several names.
    pub(super) fn read(document: &Document) -> Meta {
        let mut pairs = vec![];
        for node in document.select("meta").nodes().iter().take(LIMIT) {
            let content = node.attr("content").or_else(|| node.attr("value"));
            let Some(content) = content.filter(|content| !content.trim().is_empty()) else {
                continue;
            };
            for attribute in ["property", "name", "itemprop", "http-equiv"] {
                let names = node.attr(attribute).unwrap_or_default();
                for name in names.split_whitespace() {
                    pairs.push((name.to_lowercase(), content.trim().to_string()));
                }
            }
        }
        Meta { pairs }
    }

    /// The first content that stands under the first of the names that has one, and that name.
    pub(super) fn first<'a>(&'a self, names: &'a [&str]) -> Option<(&'a str, &'a str)> {
        names.iter().find_map(|name| Some((*name, self.all(name).next()?)))
    }

    /// All contents under a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, content)| content.as_str())
    }

    /// All names and contents.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, content)| (name.as_str(), content.as_str()))
    }

    /// The first content under the names, on one line.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        self.first(names).map(|(_, content)| one_line(content))
    }
}
