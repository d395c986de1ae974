//! The labels of an article (authors, section, tags, the publisher's id) and the length limits of
//! its fields. The article notes what is cut or left out.

use super::{byline, clean};
use crate::article::Article;
use crate::ingest::draft::Draft;
use crate::ingest::parse::record;

/// The maximum number of tags of an article.
const MOST_TAGS: usize = 256;

/// The maximum length, in bytes, of a field other than title and text.
const LONGEST: usize = clean::MAX_TITLE;

/// Sets the labels of an article and enforces the length limits of its fields.
pub fn write(article: &mut Article, draft: &mut Draft) {
    let (authors, cut) = byline::read(&draft.authors);
    note(article, cut, "the list of authors was cut");
    article.authors = if authors.is_empty() { byline::above(&article.body) } else { authors };
    let filled = |text: &String| !text.is_empty();
    article.section = draft.section.take().map(|text| record::title(&text)).filter(filled);
    let (tags, cut) = tags(&draft.tags);
    note(article, cut, "the list of tags was cut");
    article.tags = tags;
    article.guid = draft.guid.take().map(|guid| clean::line(&guid)).filter(filled);
    bound(article);
}

fn note(article: &mut Article, is_so: bool, what: &str) {
    if is_so {
        article.notes.push(what.into());
    }
}

/// The distinct tags, and whether some were dropped because there are too many.
fn tags(written: &[String]) -> (Vec<String>, bool) {
    let mut tags: Vec<String> = Vec::new();
    for text in written {
        let list = text.trim().trim_start_matches('[').trim_end_matches(']');
        for tag in list.split([',', ';', '|', '،', '、']) {
            let tag = record::title(tag.trim().trim_matches(['\'', '"']));
            if tag.is_empty() || tags.contains(&tag) {
                continue;
            }
            if tags.len() == MOST_TAGS {
                return (tags, true);
            }
            tags.push(tag);
        }
    }
    (tags, false)
}

fn bound(article: &mut Article) {
    let source = article.source.as_mut().map(|source| &mut source.name);
    let fields = [("source", source), ("section", article.section.as_mut())];
    let fields = fields.into_iter().chain([("id", article.guid.as_mut())]);
    let tags = article.tags.iter_mut().map(|tag| ("tag", Some(tag)));
    let mut cut: Vec<&str> = vec![];
    for (name, text) in fields.chain(tags) {
        if text.is_some_and(|text| clean::cut(text, LONGEST)) && !cut.contains(&name) {
            cut.push(name);
        }
    }
    article.notes.extend(cut.iter().map(|name| format!("the {name} was cut at 4 KiB")));
    // A truncated URL is useless.
    let address = article.url.take_if(|url| url.len() > LONGEST);
    note(article, address.is_some(), "the address was left out: it is longer than 4 KiB");
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MOST_TAGS, write};
    use crate::article::{Article, Evidence, Source};
    use crate::ingest::draft::Draft;

    fn labelled(mut draft: Draft) -> Article {
        let mut article = Article::default();
        write(&mut article, &mut draft);
        article
    }

    #[test]
    fn a_byline_of_great_length_is_cut_and_that_is_noted() {
        let many = |word: &str| Draft { authors: vec![word.repeat(1 << 20)], ..Draft::default() };
        for word in ["Ann Field ", "Ann Field and ", "Ann Field & Bo Lake & ", "a/b c/", "(", "By "]
        {
            let article = labelled(many(word));
            assert!(article.authors.len() <= 64, "{word}");
            assert_eq!(article.notes, ["the list of authors was cut"], "{word}");
        }
        let names = (0..70).map(|number| format!("Ann Field{number}")).collect();
        let article = labelled(Draft { authors: names, ..Draft::default() });
        assert_eq!(article.authors.len(), 64);
        assert_eq!(article.notes, ["the list of authors was cut"]);
    }

    #[test]
    fn fields_of_great_length_are_cut_and_that_is_noted() {
        let long = |word: &str| Some(word.repeat(LONGEST));
        let mut draft = Draft {
            guid: long("é"),
            section: long("tide "),
            tags: vec![long("gull ").unwrap(), long("tern ").unwrap()],
            ..Draft::default()
        };
        draft.tags.extend((0..MOST_TAGS).map(|number| format!("tag{number}")));
        let evidence = Evidence::new("json source", "");
        let source = Some(Source { name: "quay".repeat(LONGEST), evidence });
        let mut article =
            Article { url: long("https://quay.example/"), source, ..Article::default() };
        write(&mut article, &mut draft);
        assert_eq!(article.guid.unwrap().len(), LONGEST);
        assert_eq!(article.section.unwrap().len(), LONGEST);
        assert_eq!(article.source.unwrap().name.len(), LONGEST);
        assert_eq!((article.url, article.tags.len()), (None, MOST_TAGS));
        assert_eq!(
            article.notes,
            [
                "the list of tags was cut",
                "the source was cut at 4 KiB",
                "the section was cut at 4 KiB",
                "the id was cut at 4 KiB",
                "the tag was cut at 4 KiB",
                "the address was left out: it is longer than 4 KiB",
            ]
        );
    }
}
