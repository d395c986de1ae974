//! An article is opened where it came from.

use crate::archive::Archive;

#[test]
fn an_article_is_opened_by_its_address_or_its_file() {
    let archive = Archive::new()
        .file(
            "a.jsonl",
            "
            {\"id\":\"1\",\"title\":\"On the web\",\"body\":\"A page about the quay.\",\"url\":\"https://example.org/quay\"}
            {\"id\":\"2\",\"title\":\"Elsewhere\",\"body\":\"Nowhere on the web.\",\"url\":\"file:///etc/passwd\"}
            ",
        )
        .index();
    let id = |query: &str| archive.answer(&["search", query, "--format", "ids"]).trim().to_string();
    let (page, other) = (id("quay"), id("nowhere"));
    archive
        .run(&["open", &page])
        .variable("BROWSER", "/bin/echo opened")
        .stdout("opened https://example.org/quay\n")
        .success()
        .run(&["open", &other])
        .variable("BROWSER", "/bin/echo opened")
        .stdout("opened [here]/news/a.jsonl\n")
        .success()
        .run(&["open", &page, "--editor"])
        .variable("VISUAL", "/bin/echo edits")
        .stdout("edits [here]/news/a.jsonl\n")
        .success()
        .run(&["open", &page, "--editor"])
        .stderr("error: no editor is set: set VISUAL or EDITOR\n")
        .exit(2)
        .run(&["open", &page])
        .variable("BROWSER", "/bin/false")
        .stderr("error: `/bin/false` could not open https://example.org/quay: exit status: 1\n")
        .exit(2)
        .without("a.jsonl")
        .run(&["open", &other])
        .variable("BROWSER", "/bin/echo opened")
        .stderr("error: [here]/news/a.jsonl is not there: is its disk mounted?\n")
        .exit(2);
}
