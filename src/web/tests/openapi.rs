//! The description of the API is true: every answer matches its schema, every call and parameter
//! that it names exists, and there are no others.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Place;

fn description() -> Value {
    serde_json::from_str(include_str!("../assets/openapi.json")).unwrap()
}

/// Checks a value against a schema. Supports the part of JSON Schema 2020-12 that the description
/// uses; any other keyword is an error.
fn check(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let schema = schema.as_object().unwrap();
    let mut say = |what: &str| wrong.push(format!("{at}: {what}: {value}"));
    for (word, takes) in schema {
        match word.as_str() {
            "$ref" => {
                let pointer = takes.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(pointer).unwrap(), value, at, wrong);
                return;
            }
            "description" => {}
            "const" if value != takes => say("is not the constant"),
            "enum" if !takes.as_array().unwrap().contains(value) => say("is none of them"),
            "type" if !types(takes).contains(&kind(value)) => say("has another type"),
            "minimum" if value.as_f64().is_some_and(|n| n < takes.as_f64().unwrap()) => {
                say("too small")
            }
            "maximum" if value.as_f64().is_some_and(|n| n > takes.as_f64().unwrap()) => {
                say("too large")
            }
            "pattern" => {
                let pattern = regex::Regex::new(takes.as_str().unwrap()).unwrap();
                if value.as_str().is_some_and(|text| !pattern.is_match(text)) {
                    say("has another form");
                }
            }
            "const" | "enum" | "type" | "minimum" | "maximum" | "minItems" | "maxItems" => {}
            "items" | "required" | "properties" | "additionalProperties" | "anyOf" => {}
            other => panic!("{at}: the word `{other}` is not checked"),
        }
    }
    any_of(root, schema, value, at, wrong);
    items(root, schema, value, at, wrong);
    members(root, schema, value, at, wrong);
}

type Schema = serde_json::Map<String, Value>;

fn any_of(root: &Value, schema: &Schema, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let Some(any) = schema.get("anyOf").and_then(Value::as_array) else { return };
    let fits = |schema: &Value| {
        let mut wrong = vec![];
        check(root, schema, value, at, &mut wrong);
        wrong.is_empty()
    };
    if !any.iter().any(fits) {
        wrong.push(format!("{at}: is none of these: {value}"));
    }
}

fn items(root: &Value, schema: &Schema, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let (Some(items), Some(list)) = (schema.get("items"), value.as_array()) else { return };
    let bound = |name: &str| schema.get(name).and_then(Value::as_u64).map(|n| n as usize);
    if bound("minItems").is_some_and(|n| list.len() < n)
        || bound("maxItems").is_some_and(|n| list.len() > n)
    {
        wrong.push(format!("{at}: has another length"));
    }
    for (place, item) in list.iter().enumerate() {
        check(root, items, item, &format!("{at}/{place}"), wrong);
    }
}

fn members(root: &Value, schema: &Schema, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let Some(members) = value.as_object() else { return };
    let properties = schema.get("properties").and_then(Value::as_object);
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
        if !members.contains_key(name.as_str().unwrap()) {
            wrong.push(format!("{at}: lacks {name}"));
        }
    }
    for (name, member) in members {
        match properties.and_then(|properties| properties.get(name)) {
            Some(schema) => check(root, schema, member, &format!("{at}/{name}"), wrong),
            None if schema.get("additionalProperties") == Some(&Value::Bool(false)) => {
                wrong.push(format!("{at}: has {name}, which is not described"));
            }
            None => {}
        }
    }
}

fn types(takes: &Value) -> Vec<&str> {
    match takes {
        Value::Array(types) => types.iter().filter_map(Value::as_str).flat_map(alike).collect(),
        one => one.as_str().into_iter().flat_map(alike).collect(),
    }
}

/// The types that satisfy a schema type: an integer is a number, too.
fn alike(name: &str) -> Vec<&str> {
    if name == "number" { vec!["number", "integer"] } else { vec![name] }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Calls that together return every object and nearly every field.
fn calls(id: &str) -> Vec<(&'static str, String)> {
    let call = |path, rest: &str| (path, rest.to_string());
    vec![
        call("/api/v1/search", "?q=truce+since:1/5/2019&limit=2"),
        call("/api/v1/search", "?q=budget+envoys&relax=1"),
        call("/api/v1/search", "?q=zzzz+truce"),
        call("/api/v1/search", "?q=date:2023-13"),
        call("/api/v1/search", "?sort=newest&passage=0&not-source=Herald&loose=1"),
        call("/api/v1/search", "?limit=x"),
        call("/api/v1/count", "?q=flood"),
        call("/api/v1/timeline", "?q=flood&vs=truce&by=week"),
        call("/api/v1/timeline", "?q=flood+titel:x"),
        call("/api/v1/facets", "?by=lang"),
        call("/api/v1/facets", "?by=year&q=flood"),
        call("/api/v1/suggest", "?word=lundne&limit=3"),
        call("/api/v1/explain", "?q=flood+NEAR/3+date+date:7d+-x"),
        call("/api/v1/explain", "?q=date:2023-13"),
        call("/api/v1/status", ""),
        ("/api/v1/articles/{id}", format!("/api/v1/articles/{id}")),
        call("/api/v1/articles/{id}", "/api/v1/articles/zzz"),
        call("/api/v1/articles/{id}", "/api/v1/articles/%20"),
        ("/api/v1/articles/{id}/similar", format!("/api/v1/articles/{id}/similar?limit=3")),
        call("/api/v1/openapi.json", ""),
    ]
}

#[tokio::test]
async fn every_answer_is_what_the_description_says() {
    let place = Place::newsroom();
    let description = description();
    let id =
        place.json("/api/v1/search?q=lunden").await["hits"][0]["id"].as_str().unwrap().to_string();
    let mut wrong = vec![];
    let mut asked = BTreeSet::from(["/api/v1/export"]);
    for (path, rest) in calls(&id) {
        asked.insert(path);
        let address = if rest.starts_with('/') { rest } else { format!("{path}{rest}") };
        let answer = place.get(&address).await;
        let kind = answer.header("content-type").to_string();
        let responses = &description["paths"][path]["get"]["responses"];
        let mut response = &responses[answer.status.as_str()];
        if let Some(reference) = response.get("$ref").and_then(Value::as_str) {
            response = description.pointer(reference.trim_start_matches('#')).unwrap();
        }
        let schema = &response["content"][&kind]["schema"];
        assert!(schema.is_object(), "{address}: {} {kind} is not described", answer.status);
        let value = serde_json::from_str(&answer.body).unwrap();
        check(&description, schema, &value, &address, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let described: BTreeSet<&str> =
        description["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(asked, described);
}

#[tokio::test]
async fn every_parameter_that_is_described_is_taken_and_no_other() {
    let place = Place::newsroom();
    let description = description();
    let id =
        place.json("/api/v1/search?q=lunden").await["hits"][0]["id"].as_str().unwrap().to_string();
    for (path, item) in description["paths"].as_object().unwrap() {
        if path.ends_with("openapi.json") {
            continue;
        }
        let parameters = item["get"]["parameters"].as_array().unwrap();
        let mut described = BTreeSet::new();
        for parameter in parameters {
            let parameter = match parameter.get("$ref").and_then(Value::as_str) {
                Some(reference) => description.pointer(reference.trim_start_matches('#')).unwrap(),
                None => parameter,
            };
            if parameter["in"] == "query" {
                described.insert(parameter["name"].as_str().unwrap().to_string());
            }
        }
        let odd = place.get(&format!("{}?nonsense=1&word=x", path.replace("{id}", &id))).await;
        assert_eq!(odd.status, 400, "{path}");
        let problem: Value = serde_json::from_str(&odd.body).unwrap();
        let said = problem["detail"].as_str().unwrap();
        for name in &described {
            let facet = name.trim_start_matches("not-");
            let known = ["source", "section", "author", "lang", "year"].contains(&facet);
            assert!(
                known || path.ends_with("suggest") || said.contains(name.as_str()),
                "{path} {name}: {said}"
            );
        }
    }
}
