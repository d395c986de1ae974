//! Exports whole articles without a limit.

use crate::archive::Archive;

#[test]
fn export_writes_every_article_whole() {
    Archive::newsroom().index().run(&["export", "truce"]).stdout(r#"
                {"type":"article","id":"cc6s53f9mp69rzh1","guid":null,"title":"Ceasefire talks resume in Arlen","title_derived":true,"date":"2023-11-05","precision":"day","instant":null,"source":"courier","authors":[],"section":null,"tags":[],"lang":"en","url":null,"path":"[here]/news/courier/2023/11/05/talks.txt","archive":"news","relative_path":"courier/2023/11/05/talks.txt","words":16,"body":"Ceasefire talks resume in Arlen. Envoys of both sides met on Sunday to discuss a truce.","date_evidence":{"rule":"first words, date","text":"2023-11-05"},"date_weak":false,"source_evidence":{"rule":"folder","text":"courier"},"refused_dates":[],"notes":[]}
                {"type":"article","id":"crg7f90yxhskmt2v","guid":"h2","title":"Truce holds for a second year","title_derived":false,"date":"2022-03-01","precision":"day","instant":null,"source":"The Herald","authors":[],"section":"World","tags":[],"lang":"en","url":null,"path":"[here]/news/herald.jsonl","archive":"news","relative_path":"herald.jsonl","words":9,"body":"The truce of Arlen has held for a year.","date_evidence":{"rule":"json published_at","text":"2022-03-01"},"date_weak":false,"source_evidence":{"rule":"json source","text":"The Herald"},"refused_dates":[],"notes":[]}
                {"type":"summary","version":1,"articles":2}
                "#).success();
}

#[test]
fn export_writes_a_table() {
    Archive::newsroom()
        .index()
        .run(&["export", "flooded", "--format", "csv"])
        .stdout(r#"
                id,date,source,title,authors,section,tags,lang,url,guid,path,words,body
                14e91d54tr53yqm2,2023-11-06,courier,River floods old town of Lunden,Ada Berg,,,en,,,[here]/news/courier/2023/11/06/flood.txt,19,"Heavy rain flooded the old town of Lunden on Monday.

                Hundreds left their homes, and the market was closed."
                f9njb2dmd0cj04my,2023-11-07,The Herald,Budget passes after long debate,,Politics,,en,,h1,[here]/news/herald.jsonl,13,The budget passed on Tuesday. A tax on floods of goods was dropped.
                "#)
        .success();
}

#[test]
fn an_export_of_nothing_says_so_by_its_exit_code() {
    Archive::newsroom()
        .index()
        .run(&["export", "zeppelin"])
        .stdout(
            r#"
                {"type":"summary","version":1,"articles":0}
                "#,
        )
        .exit(1);
}
