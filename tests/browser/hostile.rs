//! Articles that contain markup and scripts, in a browser that would run them: no dialog, no
//! console error, no request to another machine.

use serde_json::{Value, json};

use crate::browser::{Browser, View};
use crate::site::Site;

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=//evil.example/x onerror=alert(1)>",
    "' onmouseover='alert(1)' onfocus='alert(1)' autofocus='",
    "</title></head><body onload=alert(1)>",
    "</textarea></script><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<style>@import '//evil.example/x.css'</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href='//evil.example/'>",
    "<object data=//evil.example/x></object>",
    "<video><source onerror=alert(1)></video>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "\u{202e}<script>alert(1)</script>\u{202c}",
    "`-alert(1)-`",
    "{{constructor.constructor('alert(1)')()}}",
    "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
];

fn hostile() -> Site {
    let record = |(number, attack): (usize, &&str)| {
        json!({
            "id": format!("{attack}{number}"),
            "headline": format!("flood {attack}"),
            "body": format!("The flood came.\n\n{attack}\n\nA flood {attack} flood"),
            "published_at": format!("2023-11-{:02}", number + 1),
            "source": attack, "section": attack, "author": attack, "tags": [attack], "language": attack,
            "url": if number % 2 == 0 { format!("javascript:alert('{attack}')") } else { format!("https://evil.example/{attack}") },
        })
        .to_string()
    };
    let lines: Vec<String> = ATTACKS.iter().enumerate().map(record).collect();
    Site::of(&[
        ("<img src=x onerror=alert(1)>/\"onclick=alert(1).jsonl", &lines.join("\n")),
        ("<script>.json", "{"),
    ])
}

#[tokio::test]
async fn nothing_of_an_article_runs_or_is_loaded() {
    let Some(browser) = Browser::start().await else { return };
    let site = hostile();
    browser.view(View { width: 1280, dark: false }).await;
    browser
        .client
        .goto(&format!("{}/api/v1/search?q=flood&limit=100", site.address))
        .await
        .unwrap();
    let found: Value = serde_json::from_str(&browser.text("body").await).unwrap();
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(hits.len(), ATTACKS.len());
    let mut paths: Vec<String> = [
        "/",
        "/search?q=flood",
        "/search",
        "/archive",
        "/timeline?q=flood&vs=%3Cscript%3Ealert(1)%3C/script%3E",
        "/explain?q=%3Cimg+src=x+onerror=alert(1)%3E",
        "/search?q=%22%3E%3Cimg+src=x+onerror=alert(1)%3E",
    ]
    .map(String::from)
    .to_vec();
    paths.extend(
        hits.iter().map(|hit| format!("/article/{}?q=flood&hit=1", hit["id"].as_str().unwrap())),
    );
    browser.requests().await;
    for path in &paths {
        browser.client.goto(&format!("{}{path}", site.address)).await.unwrap();
        // A dialog would be an error here.
        browser.script("document.querySelectorAll('details').forEach(e => e.open = true)").await;
        assert_eq!(browser.script("return document.scripts.length").await, 1, "{path}");
        let foreign = "return document.querySelectorAll('main :is(script, img, iframe, object, embed, video, link, style, base, meta)').length";
        assert_eq!(browser.script(foreign).await, 0, "{path}");
        // The browser logs the HTTP status of a rejected query (400), which is no error of the
        // page.
        let said: Vec<String> = browser
            .console()
            .await
            .into_iter()
            .filter(|line| !line.contains("400 (Bad Request)"))
            .collect();
        assert_eq!(said, Vec::<String>::new(), "{path}");
    }
    let off: Vec<String> =
        browser.requests().await.into_iter().filter(|a| !a.starts_with(&site.address)).collect();
    assert_eq!(off, Vec::<String>::new());
    browser.end().await;
}
