//! Pages that list articles: those of a tag, a category, an author, and the numbered pages of a blog. Their names
//! say so; a page that says that it is an article is one.

use dom_query::Document;

use super::linked::Linked;
use super::meta::Meta;

/// The names of `<meta>` elements that say what kind of page it is, and when an article was published.
const KIND: &[&str] = &["og:type"];
const PUBLISHED: &[&str] = &["article:published_time", "og:article:published_time"];

/// Folders whose pages each list the articles of one tag, category or author.
const FOLDERS: [&str; 6] = ["tag", "tags", "category", "categories", "author", "authors"];

/// Pages that list all articles, tags and so on.
const PAGES: [&str; 5] = ["archives", "tags", "categories", "authors", "archive"];

/// How many links a list has at least.
const LINKS: usize = 5;

/// Whether a page is a list of articles.
pub(super) fn is_listing(path: &str, tree: &Document, meta: &Meta, linked: &Linked) -> bool {
    let says_article = linked.is_article
        || meta.text(KIND).is_some_and(|kind| kind.eq_ignore_ascii_case("article"))
        || meta.text(PUBLISHED).is_some();
    is_named_so(path) && !says_article && tree.select("a[href]").nodes().len() >= LINKS
}

/// Whether the path of a page is that of a list: `tag/harbour.html`, `tag/harbour/index.html`, `index2.html`,
/// `page/2/index.html`, `archives.html`.
fn is_named_so(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default().to_ascii_lowercase();
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let folder = parts.next().unwrap_or_default().to_ascii_lowercase();
    let above = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let numbered =
        ["index", "page"].iter().any(|name| stem.strip_prefix(name).is_some_and(is_number));
    let is_index = stem == "index";
    FOLDERS.contains(&folder.as_str())
        || is_index && FOLDERS.contains(&above.as_str())
        || is_index && above == "page" && is_number(&folder)
        || is_index && PAGES.contains(&folder.as_str())
        || PAGES.contains(&stem)
        || numbered
}

#[cfg(test)]
mod tests {
    use super::is_named_so;

    #[test]
    fn the_names_of_lists_are_known_and_no_others() {
        for path in [
            "tag/harbour.html",
            "blog/tags/harbour/index.html",
            "author/ada-berg2.html",
            "index12.html",
            "page/3/index.html",
            "archives.html",
            "archives/index.html",
        ] {
            assert!(is_named_so(path), "{path}");
        }
        for path in [
            "2013/10/03/index.html",
            "tag.html",
            "index.html",
            "page/about/index.html",
            "tags/2013/ferry/index.html",
            "indexes.html",
            "the-archives-of-the-quay.html",
        ] {
            assert!(!is_named_so(path), "{path}");
        }
    }
}
