//! Checks the rules of WCAG 2.2 A and AA with axe-core on every kind of page, light and dark.

use std::fs;
use std::path::Path;

use crate::browser::{Browser, View};
use crate::site::Site;

/// A page of every kind.
pub(crate) const PAGES: &[&str] = &[
    "/",
    "/search?q=swing+bridge",
    "/search?q=swing+bridge&view=titles&show=share",
    "/search?q=ferry&from=2005&to=2012&source=Harbour+Wire&not-section=Letters",
    "/search?q=swing+bridge+since:1/5/1996",
    "/search?q=bridge+date:2023-13",
    "/search?q=brigde",
    "/search?q=brigde+storm",
    "/search?q=ferry&from=2001&to=2002",
    "/search?lang=fa",
    "/search?lang=zh",
    "/timeline?q=ferry&vs=bridge",
    "/timeline",
    "/archive",
    "/help",
    "/explain?q=ferry+date:7d",
    "/article/zzzz",
    "/nowhere",
];

const AXE: &str = "target/axe/node_modules/axe-core/axe.min.js";

#[tokio::test]
async fn no_page_breaks_a_rule_of_accessibility() {
    let Some(browser) = Browser::start().await else { return };
    let Ok(axe) = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE)) else {
        crate::NEEDED.left_out(&format!("no axe-core at {AXE}"));
        return;
    };
    let site = Site::harbour();
    browser.client.goto(&format!("{}/search?q=swing+bridge", site.address)).await.unwrap();
    let article =
        browser.script("return document.querySelector('.hits h3 a').getAttribute('href')").await;
    let mut paths: Vec<String> = PAGES.iter().map(|path| path.to_string()).collect();
    paths.push(article.as_str().unwrap().to_string());
    paths.push(article.as_str().unwrap().replace("/article/", "/similar/"));
    let mut broken = vec![];
    for view in [(1440, false), (1440, true), (320, false)] {
        browser.view(View { width: view.0, dark: view.1 }).await;
        for path in &paths {
            browser.client.goto(&format!("{}{path}", site.address)).await.unwrap();
            browser
                .script("document.querySelectorAll('details').forEach(e => e.open = true)")
                .await;
            browser.script(&axe).await;
            let run = "const done = arguments[arguments.length - 1];
                axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(
                    found => done(found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))),
                    error => done(['axe: ' + error]));";
            let found = browser.client.execute_async(run, vec![]).await.unwrap();
            for rule in found.as_array().unwrap() {
                broken.push(format!("{path} {view:?}: {}", rule.as_str().unwrap()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    browser.end().await;
}
