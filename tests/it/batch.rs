//! Batches of queries.

use crate::archive::Archive;

#[test]
fn every_query_of_a_batch_is_answered_under_its_id() {
    Archive::newsroom()
        .index()
        .run(&["search", "--json", "--limit", "1", "--batch", "-"])
        .input("q1\ttruce\nq2\tzeppelin\n\nflood\n")
        .stdout(r#"
                {"type":"hit","query_id":"q1","rank":1,"score":[score],"id":"crg7f90yxhskmt2v","guid":"h2","title":"Truce holds for a second year","title_derived":false,"date":"2022-03-01","precision":"day","instant":null,"source":"The Herald","authors":[],"section":"World","tags":[],"lang":"en","url":null,"path":"[here]/news/herald.jsonl","archive":"news","relative_path":"herald.jsonl","words":9,"title_highlights":[[0,5]],"passage":"The truce of Arlen has held for a year.","highlights":[[4,9]],"passage_cut":[false,false]}
                {"type":"summary","version":1,"query_id":"q1","query":"truce","sort":"relevance","offset":0,"hits":1,"total":2,"relaxed":false}
                {"type":"summary","version":1,"query_id":"q2","query":"zeppelin","sort":"relevance","offset":0,"hits":0,"total":0,"relaxed":false,"advice":{"clauses":[{"query":"zeppelin","alone":0,"without":null}],"spellings":[{"word":"zeppelin","instead":[]}],"any":null}}
                {"type":"hit","query_id":"4","rank":1,"score":[score],"id":"14e91d54tr53yqm2","guid":null,"title":"River floods old town of Lunden","title_derived":false,"date":"2023-11-06","precision":"day","instant":null,"source":"courier","authors":["Ada Berg"],"section":null,"tags":[],"lang":"en","url":null,"path":"[here]/news/courier/2023/11/06/flood.txt","archive":"news","relative_path":"courier/2023/11/06/flood.txt","words":19,"title_highlights":[[6,12]],"passage":"Heavy rain flooded the old town of Lunden on Monday. Hundreds left their homes, and the market was closed.","highlights":[[11,18]],"passage_cut":[false,false]}
                {"type":"summary","version":1,"query_id":"4","query":"flood","sort":"relevance","offset":0,"hits":1,"total":2,"relaxed":false}
                "#)
        .success();
}

#[test]
fn a_query_of_a_batch_that_cannot_be_understood_does_not_stop_the_others() {
    Archive::newsroom()
        .index()
        .run(&["search", "--format", "ids", "--batch", "-"])
        .input("q1\tdate:2023-13\nq2\ttalks\n")
        .stdout(
            "
                cc6s53f9mp69rzh1
                ",
        )
        .stderr(
            "
                error: there is no day or month `2023-13`
                  date:2023-13
                       ^^^^^^^
                  hint: write year, month and day: `2023-11-05`
                ",
        )
        .exit(2);
}
