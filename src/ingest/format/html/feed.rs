//! The name of a site in the title of its feed, which programs that make pages write beside the name.

use dom_query::Document;

use super::prose::one_line;
use crate::article::Evidence;

/// What WordPress, Blogger, Pelican and others write behind the name of the site. Titles of other feeds (of comments, of
/// a section) end otherwise.
const ENDINGS: [&str; 9] = [
    " » Feed",
    " » Flux",
    " » RSS Feed",
    " » RSS",
    " Full Atom Feed",
    " - Atom",
    " - RSS",
    " Atom Feed",
    " RSS Feed",
];

/// The most characters of a name.
const LONGEST: usize = 100;

/// The site that the feed of a page names.
pub(super) fn site(tree: &Document) -> Option<Evidence> {
    let feeds = tree.select("link[rel='alternate'][type$='+xml'][title]");
    let titles = feeds.nodes().iter().filter_map(|feed| feed.attr("title"));
    let name = titles.map(|title| one_line(&title)).find_map(|title| name(&title))?;
    Some(Evidence::new("the title of the feed", name))
}

fn name(title: &str) -> Option<String> {
    let name = ENDINGS.iter().find_map(|ending| title.strip_suffix(ending))?.trim();
    let usable = name.chars().any(char::is_alphabetic) && name.chars().count() <= LONGEST;
    let generic = ["rss", "atom", "podcast", "blog", "news", "comments"];
    let plain = name.to_lowercase();
    (usable && !name.contains('»') && !generic.contains(&plain.as_str())).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn the_name_stands_before_the_kind_of_feed_and_not_before_other_words() {
        for (title, found) in [
            ("The Quay » Feed", Some("The Quay")),
            ("The Quay - Atom", Some("The Quay")),
            ("Ada Berg - Harbours & more Full Atom Feed", Some("Ada Berg - Harbours & more")),
            ("The Quay » Comments Feed", None),
            ("The Quay » Ferry back Comments » Feed", None),
            ("The Quay", None),
            ("RSS Feed", None),
            ("Blog RSS Feed", None),
            ("Podcast RSS-Feed", None),
        ] {
            assert_eq!(name(title).as_deref(), found, "{title}");
        }
    }
}
