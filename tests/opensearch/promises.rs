//! What an engine over OpenSearch relies on, asked of three nodes: each is a promise of the server that
//! its documentation makes or leaves open.

use serde_json::{Value, json};

use crate::cluster::Cluster;

/// A text of ready terms: positions are apart by a space, the terms of one by a bar, and a position
/// without any is a caret.
fn ready_terms() -> Value {
    json!({
        "settings": {
            "number_of_shards": 3,
            "number_of_replicas": 1,
            "analysis": {
                "tokenizer": { "position": { "type": "pattern", "pattern": " " } },
                "filter": {
                    "terms": {
                        "type": "pattern_capture",
                        "preserve_original": false,
                        "patterns": ["([^|]+)"]
                    },
                    "gap": { "type": "stop", "stopwords": ["^"] }
                },
                "analyzer": {
                    "ready": {
                        "type": "custom", "tokenizer": "position", "filter": ["terms", "gap"]
                    }
                }
            }
        },
        "mappings": {
            "dynamic": "strict",
            "properties": {
                "text": { "type": "text", "analyzer": "ready" },
                "day": { "type": "integer" },
                "id": { "type": "keyword" }
            }
        }
    })
}

fn numbered(cluster: &Cluster, articles: std::ops::Range<i64>) -> Value {
    let line = |number: i64| {
        let id = format!("{number:03}");
        let create = json!({ "index": { "_id": id } });
        let article = json!({ "id": id, "day": number / 7, "text": "=flood" });
        format!("{create}\n{article}\n")
    };
    let bulk: String = articles.map(line).collect();
    cluster.ask("POST", "/articles/_bulk?refresh=true", &bulk).1
}

fn terms_keep_their_positions(cluster: &Cluster) {
    let long = "x".repeat(1000);
    let text = format!("~Dthe Drun|=Running|=Running ^ \u{2}|\u{3}|=U.S. =東京 {long}");
    let ask = json!({ "analyzer": "ready", "text": text }).to_string();
    let (status, answer) = cluster.ask("POST", "/articles/_analyze", &ask);
    assert_eq!(status, 200, "{answer}");
    let found: Vec<(&str, i64)> = answer["tokens"]
        .as_array()
        .unwrap()
        .iter()
        .map(|token| (token["token"].as_str().unwrap(), token["position"].as_i64().unwrap()))
        .collect();
    let expected = [
        ("~Dthe", 0),
        ("Drun", 1),
        ("=Running", 1),
        ("=Running", 1),
        ("\u{2}", 3),
        ("\u{3}", 3),
        ("=U.S.", 3),
        ("=東京", 4),
        (&long, 5),
    ];
    assert_eq!(found, expected);
}

fn a_repeated_bulk_changes_nothing(cluster: &Cluster) {
    for created in [true, false] {
        let answer = numbered(cluster, 0..100);
        assert_eq!(answer["errors"], false, "{answer}");
        let items = answer["items"].as_array().unwrap();
        let status = if created { 201 } else { 200 };
        assert!(items.iter().all(|item| item["index"]["status"] == status));
    }
    let (_, count) = cluster.ask("GET", "/articles/_count", "");
    assert_eq!(count["count"], 100);
}

fn each_item_of_a_bulk_has_its_own_result(cluster: &Cluster) {
    let bulk = "{\"index\":{\"_id\":\"bad\"}}\n{\"day\":\"never\"}\n\
                {\"index\":{\"_id\":\"000\"}}\n{\"id\":\"000\",\"day\":0,\"text\":\"=flood\"}\n";
    let (status, answer) = cluster.ask("POST", "/articles/_bulk?refresh=true", bulk);
    assert_eq!((status, &answer["errors"]), (200, &json!(true)));
    let result = |at: usize| answer["items"][at]["index"]["status"].as_i64();
    assert_eq!((result(0), result(1)), (Some(400), Some(200)));
}

fn one_writer_takes_the_lock(cluster: &Cluster) {
    let take = || cluster.ask("PUT", "/articles-lock/_create/writer", "{\"holder\":\"one\"}");
    let (first, held) = take();
    assert_eq!((first, take().0), (201, 409));
    let renewed = format!(
        "/articles-lock/_doc/writer?if_seq_no={}&if_primary_term={}",
        held["_seq_no"], held["_primary_term"]
    );
    let renew = || cluster.ask("PUT", &renewed, "{\"holder\":\"two\"}").0;
    assert_eq!((renew(), renew()), (200, 409), "an expired lock goes to the first who asks");
}

/// An export sees one state in order of id, whatever is written in the meantime.
fn a_point_in_time_holds_still(cluster: &Cluster) {
    let (_, point) = cluster.ask("POST", "/articles/_search/point_in_time?keep_alive=1m", "");
    let point = &point["pit_id"];
    let mut after = Value::Null;
    let mut ids: Vec<String> = vec![];
    for _ in 0..20 {
        let mut ask = json!({
            "size": 7,
            "pit": { "id": point, "keep_alive": "1m" },
            "query": { "term": { "text": "=flood" } },
            "sort": [{ "id": "asc" }],
            "track_total_hits": true
        });
        if !after.is_null() {
            ask["search_after"] = after.clone();
        }
        let (status, page) = cluster.ask("POST", "/_search", &ask.to_string());
        assert_eq!(status, 200, "{page}");
        assert_eq!(page["hits"]["total"], json!({ "value": 100, "relation": "eq" }));
        let hits = page["hits"]["hits"].as_array().unwrap();
        let Some(last) = hits.last() else { break };
        after = last["sort"].clone();
        ids.extend(hits.iter().map(|hit| hit["_id"].as_str().unwrap().to_string()));
        numbered(cluster, 200..203);
    }
    let expected: Vec<String> = (0..100).map(|number| format!("{number:03}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn three_nodes_keep_what_an_engine_relies_on() {
    let Some(cluster) = Cluster::start(3) else { return };
    let (status, made) = cluster.ask("PUT", "/articles", &ready_terms().to_string());
    assert_eq!(status, 200, "{made}");
    terms_keep_their_positions(&cluster);
    a_repeated_bulk_changes_nothing(&cluster);
    each_item_of_a_bulk_has_its_own_result(&cluster);
    one_writer_takes_the_lock(&cluster);
    a_point_in_time_holds_still(&cluster);
}
