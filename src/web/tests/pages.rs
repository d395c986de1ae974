//! What a reader sees.

use axum::http::StatusCode;

use super::Place;

#[tokio::test]
async fn the_start_says_what_there_is_and_what_to_try() {
    let page = Place::newsroom().page("/").await;
    assert!(page.contains("7 articles from 5 sources, 1 March 2020 to 6 November 2023."), "{page}");
    assert!(page.contains("1 has no date"));
    assert!(page.contains("1 file could not be read"));
    assert!(page.contains("<bdi>The Herald</bdi>"));
}

#[tokio::test]
async fn hits_are_shown_with_how_the_query_was_read_and_what_matched() {
    let page = Place::newsroom().page("/search?q=lunden+flood").await;
    assert!(
        page.contains("<code class=\"canon\" id=\"read\" dir=\"auto\">lunden AND flood</code>")
    );
    assert!(page.contains("River <mark>floods</mark> old town of <mark>Lunden</mark>"));
    assert!(
        page.contains("<time datetime=\"2023-11-06\">2023-11-06</time> <span class=\"sub\">Monday")
    );
    assert!(page.contains("<h1 id=\"h-when\">1 article"));
    assert!(page.contains("Ada Berg"));
}

#[tokio::test]
async fn a_facet_finds_as_many_as_it_says_and_a_name_is_not_part_of_another() {
    let place = Place::newsroom();
    let page = place.page("/search").await;
    assert!(page.contains("aria-label=\"Only The Herald: 2 articles\""));
    assert!(page.contains("aria-label=\"Only Herald: 1 article\""));
    let only = place.page("/search?source=Herald").await;
    assert!(only.contains("<h1 id=\"h-when\">1 article") && only.contains("Herald of spring"));
    assert!(only.contains("source:=&quot;Herald&quot;"));
    assert!(
        only.contains("aria-label=\"Only The Herald: 2 articles\""),
        "others stay to be chosen"
    );
    let both = place.page("/search?source=Herald&source=The+Herald").await;
    assert!(both.contains("<h1 id=\"h-when\">3 articles"));
    let without = place.page("/search?not-source=The+Herald").await;
    assert!(without.contains("<h1 id=\"h-when\">5 articles"));
    let none = place.page("/search?section=").await;
    assert!(none.contains("<h1 id=\"h-when\">4 articles"));
}

#[tokio::test]
async fn a_filter_joins_the_tree_of_a_query_and_not_its_text() {
    let page = Place::newsroom().page("/search?q=budget+OR+truce&not-source=The+Herald").await;
    assert!(page.contains("(budget OR truce) AND NOT source:=&quot;The Herald&quot;"), "{page}");
    assert!(page.contains("<h1 id=\"h-when\">1 article"));
}

#[tokio::test]
async fn what_is_misspelt_or_finds_nothing_is_said_with_a_way_on() {
    let place = Place::newsroom();
    let page = place.page("/search?q=lundne").await;
    assert!(page.contains("Nothing found in 7 articles."), "{page}");
    assert!(page.contains("No article has the word") && page.contains("?q=lunden"), "{page}");
    let page = place.page("/search?q=flood&from=2021-01&to=2021-03").await;
    assert!(page.contains("The archive holds nothing from these days."));
    assert!(page.contains("Any date instead of these days"));
    let page = place.page("/search?q=budget+envoys").await;
    assert!(page.contains("No article has all of these words."), "{page}");
    assert!(page.contains("<s><code dir=\"auto\">envoys</code></s>"), "{page}");
}

#[tokio::test]
async fn a_query_with_an_error_is_shown_with_its_place() {
    let answer = Place::newsroom().get("/search?q=truce+date:2023-13").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(
        answer.body.contains("truce date:<span class=\"at\">2023-13</span>"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("aria-invalid=\"true\""));
}

#[tokio::test]
async fn an_article_is_read_with_every_match_numbered() {
    let place = Place::newsroom();
    let hits = place.page("/search?q=flood").await;
    let start = hits.find("/article/").unwrap();
    let address = hits[start..].split('"').next().unwrap().replace("&amp;", "&");
    let page = place.page(&address).await;
    assert!(page.contains("Hit 1 of"), "{page}");
    assert!(page.contains("id=\"m1\""));
    assert!(page.contains("rel=\"next\""));
    assert!(page.contains("notes/") || page.contains("courier/") || page.contains("herald.jsonl"));
    assert!(!page.contains(&place.here().display().to_string()), "paths are within the archive");
}

#[tokio::test]
async fn a_right_to_left_article_is_set_so() {
    let place = Place::newsroom();
    let hits = place.page("/search?lang=fa").await;
    assert!(hits.contains("<h3 lang=\"fa\" dir=\"rtl\">"));
    let start = hits.find("/article/").unwrap();
    let address = hits[start..].split('"').next().unwrap().replace("&amp;", "&");
    assert!(
        place.page(&address).await.contains("<article class=\"story\" lang=\"fa\" dir=\"rtl\">")
    );
}

#[tokio::test]
async fn what_is_not_there_is_said_so() {
    let place = Place::newsroom();
    for (address, says) in [
        ("/nowhere", "There is nothing at this address."),
        ("/article/zzzzzzzz", "There is no article with this id."),
        ("/similar/zzzzzzzz", "There is no article with this id."),
    ] {
        let answer = place.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.body.contains(says), "{address}");
    }
}

#[tokio::test]
async fn every_page_is_whole_without_anything_inline() {
    let place = Place::newsroom();
    for address in [
        "/",
        "/search?q=flood",
        "/search?q=flood&view=titles&show=share",
        "/search?from=2023",
        "/archive",
        "/timeline?q=flood&vs=truce",
        "/timeline",
        "/help",
        "/explain?q=flood+date:7d",
        "/search?q=zzzz",
        "/search?q=flood&sort=newest&year=2023&not-section=World",
    ] {
        let page = place.page(address).await;
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"), "{address}");
        assert!(!page.contains("style=") && !page.contains("<style"), "{address}");
        assert!(!page.contains(" onclick") && !page.contains("javascript:"), "{address}");
        assert_eq!(page.matches("<script").count(), 1, "{address}");
        assert_eq!(page.matches("<h1").count(), 1, "{address}");
    }
}

#[tokio::test]
async fn a_bar_leads_to_its_articles_and_gaps_are_marked() {
    let place = Place::newsroom();
    let page = place.page("/search?by=year").await;
    assert!(page.contains("2023: 2 articles, of 2 in the archive"), "{page}");
    let narrowed = place.page("/search?from=2023&to=2023").await;
    assert!(narrowed.contains("<h1 id=\"h-when\">2 articles"));
    let decade = place.page("/search?from=2020s&to=2020s").await;
    assert!(decade.contains("<h1 id=\"h-when\">6 articles"), "{decade}");
}
