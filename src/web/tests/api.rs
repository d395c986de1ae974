//! What the API answers.

use axum::http::{StatusCode, header};

use super::Place;

#[tokio::test]
async fn a_search_gives_the_objects_of_the_command_line_in_one_document() {
    let place = Place::newsroom();
    let found = place.json("/api/v1/search?q=truce&limit=1").await;
    assert_eq!(found["summary"]["total"], 2);
    assert_eq!(found["hits"].as_array().unwrap().len(), 1);
    assert_eq!(found["hits"][0]["type"], "hit");
    let lines = place.page("/api/v1/search?q=truce&limit=1&format=jsonl").await;
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first, found["hits"][0]);
    let csv = place.page("/api/v1/search?q=truce&format=csv").await;
    assert!(csv.starts_with("rank,score,id,date,source,title"), "{csv}");
}

#[tokio::test]
async fn answers_are_exact_unless_something_near_is_asked_for() {
    let place = Place::newsroom();
    assert_eq!(place.json("/api/v1/search?q=budget+envoys").await["summary"]["total"], 0);
    let near = place.json("/api/v1/search?q=budget+envoys&relax=1").await;
    assert_eq!(near["summary"]["relaxed"], true);
    assert_eq!(near["hits"][0]["lacks"], serde_json::json!(["envoys"]));
}

#[tokio::test]
async fn links_lead_to_the_pages_beside() {
    let place = Place::newsroom();
    let answer = place.get("/api/v1/search?limit=2&offset=2&section=World&section=").await;
    let link = answer.header(header::LINK);
    let query = "/api/v1/search?limit=2&section=World&section=";
    assert_eq!(
        link,
        format!(
            "<{query}>; rel=\"first\", <{query}>; rel=\"prev\", <{query}&offset=4>; rel=\"next\", \
             <{query}&offset=4>; rel=\"last\""
        )
    );
}

#[tokio::test]
async fn what_cannot_be_understood_is_a_problem_with_its_place() {
    let place = Place::newsroom();
    let answer = place.get("/api/v1/search?q=truce+date:2023-13").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["type"], "urn:dateline:problem:query");
    assert_eq!(
        (&problem["problems"][0]["start"], &problem["problems"][0]["end"]),
        (&11.into(), &18.into())
    );
    for (address, parameter, says) in [
        ("/api/v1/search?nosource=x", "nosource", "is not a parameter here"),
        ("/api/v1/search?limit=1001", "limit", "takes a number from 0 to 1000"),
        ("/api/v1/search?limit=-1", "limit", "takes a number"),
        ("/api/v1/search?sort=up", "sort", "takes one of relevance, newest, oldest"),
        ("/api/v1/search?any=yes", "any", "takes 1 or 0"),
        ("/api/v1/search?on=2023&from=2022", "on", "cannot stand beside"),
        ("/api/v1/timeline?by=hour", "by", "takes one of day"),
        ("/api/v1/facets?by=year&format=svg", "format", "takes one of json"),
        ("/api/v1/suggest", "word", "takes a word"),
        ("/api/v1/status?q=x", "q", "is not a parameter here"),
        ("/api/v1/export?limit=3", "limit", "is not a parameter here"),
    ] {
        let answer = place.get(address).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["parameter"], parameter, "{address}");
        assert!(problem["detail"].as_str().unwrap().contains(says), "{address}: {}", answer.body);
    }
    let far = place.get("/api/v1/search?offset=10001").await;
    assert_eq!(far.status, StatusCode::BAD_REQUEST);
    assert!(far.body.contains("export"), "{}", far.body);
    assert_eq!(place.get("/api/v1/articles/zzzz").await.status, StatusCode::NOT_FOUND);
    let nowhere = place.get("/api/v1/nowhere").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert_eq!(nowhere.header(header::CONTENT_TYPE), "application/problem+json");
}

#[tokio::test]
async fn an_export_is_every_article_whole_and_ends_with_how_many() {
    let place = Place::newsroom();
    let lines = place.page("/api/v1/export").await;
    assert_eq!(lines.lines().count(), 8);
    assert_eq!(
        lines.lines().last().unwrap(),
        "{\"type\":\"summary\",\"version\":1,\"articles\":7}"
    );
    let csv = place.page("/api/v1/export?q=truce&format=csv").await;
    assert!(csv.starts_with("id,date,source,title"));
    assert_eq!(csv.lines().count(), 3);
    let wrong = place.get("/api/v1/export?q=date:2023-13").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_article_is_the_object_that_show_gives() {
    let place = Place::newsroom();
    let hit = &place.json("/api/v1/search?q=lunden").await["hits"][0];
    let id = hit["id"].as_str().unwrap();
    let article = place.json(&format!("/api/v1/articles/{}", &id[..6])).await;
    assert_eq!(article["type"], "article");
    assert_eq!(article["id"], id);
    assert!(article["body"].as_str().unwrap().starts_with("Heavy rain"));
}

#[tokio::test]
async fn a_timeline_is_counted_by_decades_too_and_drawn() {
    let place = Place::newsroom();
    let answer = place.json("/api/v1/timeline?by=decade").await;
    assert_eq!(answer["periods"][0]["start"], "2020-01-01");
    assert_eq!(answer["periods"][0]["end"], "2029-12-31");
    assert_eq!(answer["summary"]["by"], "decade");
    let svg = place.get("/api/v1/timeline?q=flood&format=svg").await;
    assert_eq!(svg.header(header::CONTENT_TYPE), "image/svg+xml");
    assert!(svg.body.starts_with("<svg"));
    let csv = place.page("/api/v1/timeline?q=flood&vs=truce&format=csv").await;
    assert!(csv.starts_with("start,end,count,compare,archive\n"));
}

#[tokio::test]
async fn words_spelled_like_one_are_suggested() {
    let found = Place::newsroom().json("/api/v1/suggest?word=lundne").await;
    assert_eq!(found["suggestions"][0]["word"], "lunden");
    assert_eq!(found["suggestions"][0]["articles"], 1);
}
