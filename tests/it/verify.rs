//! `verify` reads every byte of the index, and names what is damaged and how to repair it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::Archive;

fn files_of_the_index(archive: &Archive) -> Vec<PathBuf> {
    let entries = fs::read_dir(archive.here().join("index")).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| !path.to_string_lossy().ends_with(".lock"));
    files.sort();
    files
}

fn flip(path: &Path, place: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[place] ^= 0x10;
    fs::write(path, bytes).unwrap();
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn a_sound_index_is_said_to_be_sound() {
    let archive = Archive::newsroom().index();
    let answer = archive.answer(&["verify"]);
    assert!(answer.starts_with("index is sound: 5 articles of 4 files in "), "{answer}");
}

#[test]
fn where_there_is_no_index_verify_says_so() {
    Archive::new()
        .run(&["verify"])
        .stderr("
                error: there is no index in index; make one with `dateline index FOLDER --index index`
                ")
        .exit(3);
}

#[test]
fn a_flipped_bit_in_any_file_is_found_and_rebuilding_mends_it() {
    let archive = Archive::newsroom().index();
    let before = archive.answer(&["export"]);
    for path in files_of_the_index(&archive) {
        let whole = fs::read(&path).unwrap();
        for place in [0, whole.len() / 2, whole.len() - 2] {
            flip(&path, place);
            let done = archive.command(&["verify"]).output().unwrap();
            let said = [done.stdout, done.stderr].concat();
            let said = String::from_utf8(said).unwrap();
            assert_eq!(done.status.code(), Some(3), "{} at {place}: {said}", path.display());
            assert!(said.contains("--rebuild"), "{said}");
            let manifest = name(&path) == "dateline.json";
            assert!(manifest || said.contains(name(&path)), "{} at {place}: {said}", name(&path));
            fs::write(&path, &whole).unwrap();
        }
    }
    let damaged = files_of_the_index(&archive).pop().unwrap();
    flip(&damaged, 0);
    archive.answer(&["index", "news", "--rebuild"]);
    assert!(archive.answer(&["verify"]).starts_with("index is sound"));
    assert_eq!(archive.answer(&["export"]), before);
}

#[test]
fn every_damage_is_named_not_only_the_first() {
    let archive = Archive::newsroom().index();
    let files = files_of_the_index(&archive);
    let end = |end: &str| files.iter().find(|path| path.to_string_lossy().ends_with(end)).unwrap();
    fs::remove_file(end(".store")).unwrap();
    flip(end(".term"), 5);
    let done = archive.command(&["verify", "--json"]).output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(3));
    assert!(said.contains(".store\",\"what\":\"is missing\""), "{said}");
    assert!(said.contains(".term\",\"what\":\"does not hold what was written"), "{said}");
    assert!(said.contains("\"sound\":false"), "{said}");
}

#[test]
fn an_index_that_lost_its_manifest_is_damaged_and_can_be_rebuilt() {
    let archive = Archive::newsroom().index();
    fs::remove_file(archive.here().join("index/dateline.json")).unwrap();
    let archive = archive
        .run(&["search", "truce"])
        .stderr("
                error: the index in index is damaged: dateline.json is missing; index the archive again with --rebuild
                ")
        .exit(3);
    archive.answer(&["index", "news", "--rebuild"]);
    assert_eq!(archive.answer(&["search", "--count"]), "5\n");
}
