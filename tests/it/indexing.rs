//! What indexing takes in, passes over and refuses; every file is accounted for.

use crate::archive::Archive;

#[test]
fn every_file_is_accounted_for() {
    Archive::newsroom()
        .bytes("photo.jpg", b"\xFF\xD8\xFF\xE0 not really")
        .file("broken.json", "{\"title\": ")
        .run(&["index", "news"])
        .stdout("@")
        .stderr("@")
        .exit(4)
        .run(&["status"])
        .stdout("@")
        .success();
}

#[test]
fn the_summary_is_an_object_in_json() {
    Archive::newsroom().run(&["index", "news", "--json"]).stdout("@").success();
}

#[test]
fn the_index_inside_the_archive_is_not_part_of_it() {
    Archive::newsroom()
        .run(&["index", "news", "--index", "news/index"])
        .stdout("@")
        .success()
        .run(&["index", "news", "--index", "news/index"])
        .stdout("@")
        .success();
}

#[test]
fn the_users_own_names_of_fields_are_read() {
    Archive::new()
        .file(
            "a.json",
            r#"{"kop": "Brug open", "inhoud": {"tekst": "De brug is open."}, "dag": "2023-11-05"}"#,
        )
        .run(&[
            "index",
            "news",
            "--quiet",
            "--map",
            "title=kop,body=inhoud.tekst,date=dag",
            "--source",
            "De Brug",
        ])
        .stdout("@")
        .success()
        .run(&["search", "brug", "--format", "csv"])
        .stdout("@")
        .success();
}
