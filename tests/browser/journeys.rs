//! What people do: a reporter, a keyboard user, a visitor whose browser runs no scripts.

use fantoccini::key::Key;

use crate::browser::{Browser, View};
use crate::site::Site;

#[tokio::test]
async fn a_reporter_searches_narrows_reads_and_goes_back() {
    let Some(browser) = Browser::start().await else { return };
    let site = Site::harbour();
    browser.view(View { width: 1440, dark: false }).await;
    browser.client.goto(&site.address).await.unwrap();
    browser.click("#q").await;
    browser.press("swing bridge").await;
    browser.press(&char::from(Key::Enter).to_string()).await;
    browser.arrives("/search?q=swing+bridge").await;
    assert_eq!(
        browser.at().await,
        "/search?q=swing+bridge",
        "what is empty stays out of the address"
    );
    let all = browser.text("#h-when").await;
    assert!(all.starts_with("112 articles, 1995-01-11 to 2024-04-11"), "{all}");

    browser.click(".plot.fine a.bar[data-a^=\"2010\"]").await;
    browser.arrives("from=2010").await;
    let narrowed = browser.text("#h-when").await;
    assert!(!narrowed.starts_with("112 "), "{narrowed}");
    browser.client.back().await.unwrap();
    browser.click("#f-source + ul li:first-child a.v").await;
    browser.arrives("source=").await;
    assert!(browser.text("#h-when").await.starts_with("28 articles"));

    browser.click(".hits li:nth-child(2) h3 a").await;
    browser.arrives("hit=2").await;
    assert_eq!(browser.text(".crumb .rail").await, "Hit 2 of 28");
    browser.press("n").await;
    assert!(browser.text(".matches .pos").await.starts_with("1 of "));
    browser.press("n").await;
    assert!(browser.text(".matches .pos").await.starts_with("2 of "));
    browser.click("a[rel=next]").await;
    browser.arrives("hit=3").await;
    browser.click("a[rel=up]").await;
    browser.arrives("#hit-3").await;
    assert_eq!(browser.console().await, Vec::<String>::new());
    browser.end().await;
}

#[tokio::test]
async fn a_brush_over_the_bars_narrows_to_whole_bars() {
    let Some(browser) = Browser::start().await else { return };
    let site = Site::harbour();
    browser.view(View { width: 1440, dark: false }).await;
    browser.client.goto(&format!("{}/search?q=ferry&by=year", site.address)).await.unwrap();
    let drag = "const bars = [...document.querySelectorAll('.plot.fine a.bar')];
        const middle = bar => { const box = bar.querySelector('.hit').getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
        const fire = (type, [x, y]) => bars[0].ownerSVGElement.dispatchEvent(new PointerEvent(type,
            { bubbles: true, clientX: x, clientY: y, button: 0, pointerType: 'mouse' }));
        fire('pointerdown', middle(bars[2])); fire('pointermove', middle(bars[5]));
        const said = document.querySelector('.readout').textContent;
        fire('pointerup', middle(bars[5])); return said;";
    let said = browser.script(drag).await;
    assert_eq!(said, "1997 – 2000: 16 articles. Enter narrows, Esc leaves it.");
    browser.arrives("from=1997&to=2000").await;
    assert!(browser.text("#h-when").await.starts_with("16 articles"));
    browser.end().await;
}

#[tokio::test]
async fn with_the_keyboard_alone_hits_bars_and_help_are_reached() {
    let Some(browser) = Browser::start().await else { return };
    let site = Site::harbour();
    browser.view(View { width: 1440, dark: false }).await;
    browser.client.goto(&format!("{}/search?q=ferry&by=year", site.address)).await.unwrap();
    browser.press("j").await;
    browser.press("j").await;
    let second = browser.script("return document.activeElement.closest('.hit')?.id").await;
    assert_eq!(second, "hit-2");
    browser.press("k").await;
    browser.press(&char::from(Key::Enter).to_string()).await;
    browser.arrives("hit=1").await;
    browser.client.back().await.unwrap();
    browser.press("?").await;
    assert_eq!(browser.script("return document.querySelector('#keys').open").await, true);
    browser.press(&char::from(Key::Escape).to_string()).await;
    browser.press("/").await;
    assert_eq!(browser.script("return document.activeElement.id").await, "q");
    browser.press("j").await;
    assert_eq!(browser.script("return document.activeElement.value").await, "j");

    // The chart is one tab stop; arrows move in it, Shift extends the selection, Enter narrows to
    // it.
    browser.script("document.querySelector('.plot.fine a.bar[tabindex=\"0\"]').focus()").await;
    let end = browser.script("return document.activeElement.dataset.a").await;
    assert_eq!(end, "2024");
    browser.press(&char::from(Key::Left).to_string()).await;
    let shift_left = format!("{}{}", char::from(Key::Shift), char::from(Key::Left));
    browser.press(&shift_left).await;
    assert!(browser.text(".readout").await.starts_with("2022 – 2023: 8 articles."));
    browser.press(&char::from(Key::Enter).to_string()).await;
    browser.arrives("from=2022&to=2023").await;
    browser.end().await;
}

#[tokio::test]
async fn single_keys_can_be_turned_off_and_stay_so() {
    let Some(browser) = Browser::start().await else { return };
    let site = Site::harbour();
    browser.client.goto(&format!("{}/search?q=ferry", site.address)).await.unwrap();
    browser.press("?").await;
    browser.click("#single").await;
    browser.client.goto(&format!("{}/search?q=bridge", site.address)).await.unwrap();
    browser.press("?").await;
    assert_eq!(browser.script("return document.querySelector('#keys').open").await, false);
    browser.end().await;
}

#[tokio::test]
async fn without_script_everything_is_reached_by_links_and_forms() {
    let Some(browser) = Browser::with(false).await else { return };
    let site = Site::harbour();
    browser.view(View { width: 1440, dark: false }).await;
    browser.client.goto(&site.address).await.unwrap();
    browser.click("#q").await;
    browser.press("ferry").await;
    browser.press(&char::from(Key::Enter).to_string()).await;
    browser.arrives("/search?q=ferry").await;
    assert!(browser.text("#h-when").await.starts_with("112 articles"));
    browser.click("#f-section + ul li:first-child a.not").await;
    browser.arrives("not-section=").await;
    browser.click(".chips li a").await;
    browser.click(".seg a:nth-child(3)").await;
    browser.click(".hits h3 a").await;
    browser.arrives("hit=1").await;
    browser.click(".matches li:nth-child(2) a").await;
    browser.arrives("#m2").await;
    browser.client.goto(&format!("{}/timeline?q=ferry&vs=pier", site.address)).await.unwrap();
    browser.click("#table summary").await;
    assert!(browser.text("#table table").await.contains("1995"));
    browser.end().await;
}

#[tokio::test]
async fn nothing_is_wider_than_a_small_phone_and_nothing_than_a_wall() {
    let Some(browser) = Browser::start().await else { return };
    let site = Site::harbour();
    for width in [320, 768, 1440, 3840] {
        browser.view(View { width, dark: false }).await;
        for path in crate::accessible::PAGES {
            browser.client.goto(&format!("{}{path}", site.address)).await.unwrap();
            let wide = "return [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, .echo, .vh, .skips, .skipbars, svg, dialog')
                && e.getBoundingClientRect().width > 0 && e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
                .map(e => e.tagName + '.' + e.className)";
            let wide = browser.script(wide).await;
            assert_eq!(wide, serde_json::json!([]), "{path} at {width}");
        }
    }
    browser.end().await;
}

#[tokio::test]
async fn the_first_page_takes_three_requests_and_none_off_the_machine() {
    let Some(browser) = Browser::start().await else { return };
    let site = Site::harbour();
    browser.client.goto("about:blank").await.unwrap();
    browser.requests().await;
    browser.client.goto(&format!("{}/search?q=ferry", site.address)).await.unwrap();
    let requests = browser.requests().await;
    assert_eq!(requests.len(), 3, "{requests:?}");
    assert!(requests.iter().all(|address| address.starts_with(&site.address)), "{requests:?}");
    browser.end().await;
}
