//! Receipts: a query can be asked again, and what has changed is shown.

use std::fs;

use crate::archive::Archive;

fn receipt(archive: &Archive) -> serde_json::Value {
    let text = fs::read_to_string(archive.here().join("receipt.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_receipt_says_what_was_asked_and_what_was_found() {
    let archive = Archive::newsroom().index();
    archive.answer(&[
        "search",
        "truce",
        "--from",
        "7d",
        "--receipt",
        "receipt.json",
        "--limit",
        "0",
    ]);
    let receipt = receipt(&archive);
    assert_eq!(receipt["query"], "truce");
    assert_eq!(receipt["understood"], "truce AND date:2023-11-04..");
    assert_eq!(receipt["made"], "2023-11-10");
    assert_eq!(receipt["articles"], 1);
    assert_eq!(receipt["ids"], serde_json::json!(["cc6s53f9mp69rzh1"]));
    assert_eq!(receipt["index"]["archives"][0]["name"], "news");
}

#[test]
fn a_rerun_of_the_same_index_finds_the_same() {
    Archive::newsroom()
        .index()
        .run(&["export", "truce", "--receipt", "receipt.json", "--format", "csv"])
        .stdout(
            "
                id,date,source,title,authors,section,tags,lang,url,guid,path,words,body
                cc6s53f9mp69rzh1,2023-11-05,courier,Ceasefire talks resume in Arlen,,,,en,,,[here]/news/courier/2023/11/05/talks.txt,16,Ceasefire talks resume in Arlen. Envoys of both sides met on Sunday to discuss a truce.
                crg7f90yxhskmt2v,2022-03-01,The Herald,Truce holds for a second year,,World,,en,,h2,[here]/news/herald.jsonl,9,The truce of Arlen has held for a year.
                ",
        )
        .success()
        .run(&["rerun", "receipt.json"])
        .stdout(
            "
                truce
                then  2023-11-10, 2 articles; dateline 0.1.0, index generation [generation]
                now   2023-11-10, 2 articles; dateline 0.1.0, index generation [generation]
                the same 2 articles
                ",
        )
        .success();
}

#[test]
fn a_rerun_shows_what_was_added_and_what_has_left() {
    let archive = Archive::newsroom().index();
    archive.answer(&["search", "market", "--receipt", "receipt.json"]);
    archive
        .file("b.txt", "date 2023-11-08 The market of Arlen opens again.")
        .without("courier/2023/11/06/flood.txt")
        .file("notes/undated.txt", "A bazaar without a date\n\nThe bazaar opened as it always had.")
        .index()
        .run(&["rerun", "receipt.json"])
        .stdout(
            "
                market
                then  2023-11-10, 2 articles; dateline 0.1.0, index generation [generation]
                now   2023-11-10, 1 article; dateline 0.1.0, index generation [generation]
                  + 4d9rwdbxtksmbtn0  2023-11-08  The market of Arlen opens again
                  - 14e91d54tr53yqm2  (not in the index)
                  - nkvh3qbm90h2n33e  undated  A bazaar without a date (still in the index)
                0 the same, 1 added, 2 no longer found
                ",
        )
        .exit(1);
}

#[test]
fn a_file_that_is_no_receipt_is_refused() {
    let archive = Archive::newsroom().index();
    fs::write(archive.here().join("receipt.json"), "{}").unwrap();
    archive
        .run(&["rerun", "receipt.json"])
        .stderr(
            "
                error: receipt.json is no receipt: missing field `receipt` at line 1 column 2
                ",
        )
        .exit(2)
        .run(&["rerun", "nothing.json"])
        .stderr(
            "
                error: cannot read nothing.json: No such file or directory (os error 2)
                ",
        )
        .exit(5);
}
