//! Hostile articles and requests: whatever they contain, a page shows it as text.

use serde_json::json;

use super::Place;

/// What a browser would run, load or be confused by if it were not shown as text.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--",
    "]]><x>",
    "</mark></p></article></main><iframe src=//evil.example>",
    "\u{202e}evil\u{202c}",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "`${alert(1)}`",
    "{{7*7}}",
    "<base href=//evil.example>",
    "<form action=//evil.example><button>flood",
    "\u{0}\u{1b}[31m\u{7}",
    "%3Cscript%3E",
];

fn hostile() -> Place {
    let line = |(number, attack): (usize, &&str)| {
        json!({
            "id": format!("{attack}{number}"),
            "headline": format!("flood {attack}"),
            "body": format!("The flood came.\n\n{attack}\n\nflood {attack} flood"),
            "published_at": "2023-11-05",
            "source": attack,
            "section": attack,
            "author": attack,
            "tags": [attack],
            "language": attack,
            "url": match number % 3 {
                0 => format!("javascript:{attack}"),
                1 => format!("https://evil.example/\"onclick=alert(1) {attack}"),
                _ => format!("https://evil.example/?q={attack}"),
            },
        })
        .to_string()
    };
    let lines: Vec<String> = ATTACKS.iter().enumerate().map(line).collect();
    let lines = lines.join("\n");
    Place::of(&[
        ("a<img src=x onerror=alert(1)>/b\"onclick=alert(1).jsonl", &lines),
        ("<script>alert(1)<script>.json", "{\"headline\": \"cut"),
    ])
}

/// The name of every tag of a page; text between tags is ignored.
fn tags(page: &str) -> Vec<String> {
    let mut tags = vec![];
    for rest in page.split('<').skip(1) {
        let name: String = rest
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        tags.push(name.to_ascii_lowercase());
    }
    tags
}

/// Checks that no attribute of any tag could run or load anything foreign.
fn is_harmless(page: &str, address: &str) {
    let never = [
        "iframe",
        "img",
        "style",
        "base",
        "object",
        "embed",
        "video",
        "audio",
        "image",
        "foreignobject",
        "use",
    ];
    for tag in tags(page) {
        assert!(!never.contains(&tag.as_str()), "{address}: <{tag}>");
    }
    assert_eq!(page.matches("<script").count(), 1, "{address}");
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        // Quoted values contain neither quotation marks nor tags, so what is outside of them is
        // ours.
        let outside: String = tag.split('"').step_by(2).collect();
        let handler =
            outside.split_whitespace().find(|name| name.to_ascii_lowercase().starts_with("on"));
        assert_eq!(handler, None, "{address}: <{tag}>");
        assert!(!outside.contains("http-equiv"), "{address}: <{tag}>");
        let parts: Vec<&str> = tag.split('"').collect();
        let links = parts.chunks(2).filter(|pair| pair[0].ends_with(" href="));
        for value in links.filter_map(|pair| pair.get(1)) {
            let ours = value.starts_with('/') || value.starts_with('#') || value.is_empty();
            assert!(
                ours || value.starts_with("https://evil.example/"),
                "{address}: {value} in <{tag}>"
            );
        }
    }
}

#[tokio::test]
async fn articles_of_markup_and_script_are_shown_as_text_on_every_page() {
    let place = hostile();
    let mut addresses: Vec<String> = [
        "/",
        "/search?q=flood",
        "/search",
        "/search?q=flood&view=titles",
        "/archive",
        "/timeline?q=flood",
        "/search?q=flood&page=2",
    ]
    .map(String::from)
    .to_vec();
    let found = place.json("/api/v1/search?q=flood&limit=100").await;
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(hits.len(), ATTACKS.len());
    for hit in hits {
        let id = hit["id"].as_str().unwrap();
        addresses.push(format!("/article/{id}?q=flood&hit=1"));
        addresses.push(format!("/similar/{id}"));
    }
    for address in &addresses {
        let page = place.page(address).await;
        is_harmless(&page, address);
        assert!(
            page.matches("noreferrer noopener").count()
                >= page.matches("https://evil").count().min(1)
        );
    }
}

#[tokio::test]
async fn what_is_typed_is_shown_as_text() {
    let place = Place::newsroom();
    for attack in ATTACKS {
        let typed: String = form_urlencoded::byte_serialize(attack.as_bytes()).collect();
        for address in [
            format!("/search?q={typed}"),
            format!("/search?q=flood&from={typed}&to={typed}"),
            format!("/search?q=flood&source={typed}&not-section={typed}&year={typed}"),
            format!("/timeline?q={typed}&vs={typed}"),
            format!("/explain?q={typed}"),
            format!("/article/{}?q={typed}", typed.replace('+', "%20")),
            format!("/{}?q={typed}", typed.replace('+', "%20")),
            format!("/search?q=flood&sort={typed}&page={typed}&hit={typed}"),
        ] {
            let answer = place.get(&address).await;
            assert!(!answer.status.is_server_error(), "{address}: {}", answer.status);
            is_harmless(&answer.body, &address);
        }
    }
}

#[tokio::test]
async fn odd_addresses_are_answered_and_break_nothing() {
    let place = Place::newsroom();
    for address in [
        "/search?%",
        "/search?q=%ff%fe",
        "/search?q=a%00b",
        "/search?&&&==&",
        "/search?q=a&q=b&q=c",
        "/article/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/article/..%2f",
        "/assets/../Cargo.toml",
        "/assets/",
        "/api/v1/articles/%00",
        "/search?page=18446744073709551615",
        "/search?hit=18446744073709551615",
        "/search?from=9999-12-31&to=-9999-01-01",
        "/timeline?from=-9999&to=9999&by=day",
        "/search?year=99999999999",
        "/article/a?hit=99999999",
        "/search?page=501",
    ] {
        let answer = place.get(address).await;
        assert!(!answer.status.is_server_error(), "{address}: {} {}", answer.status, answer.body);
        assert!(!answer.body.contains("root:"), "{address}");
    }
}
