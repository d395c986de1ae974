//! Pairs files with their metadata files, by name. It opens none of them.
//!
//! The metadata of `x.txt` or `x.html` may lie beside it (`x.json`, `x.txt.json`, `x.meta.json`,
//! `x-metadata.json`, `x-meta.txt`, `x.info.json`) or, under such a name or its own, in a folder
//! beside its folder (`news/x.txt` and `news-meta/x.txt`, `text/x.txt` and `metadata/x.json`). A METS
//! file describes the scanned pages in its folder and in the folders directly below.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::walk::SourceFile;
use crate::ingest::format::mets;

/// Suffixes of the stem of a metadata file, after a `-`, `_` or `.`.
const SUFFIXES: &[&str] = &["metadata", "meta", "info"];
/// Names, or suffixes of names, of folders of metadata.
const FOLDERS: &[&str] = &["meta-information", "meta_information", "metadata", "meta-data", "meta"];
/// Extensions of files that may have metadata in another file.
const ARTICLES: &[&str] = &["txt", "html", "htm", "xhtml", "md", "text", ""];
/// Extensions of metadata files.
const HOLDERS: &[&str] = &["json", "txt"];

/// The folder and stem, as one path, of the file that a metadata file may describe.
type Owner = OsString;

/// Notes with each file its metadata file, and with each metadata file the file it describes.
pub fn pair(files: &mut [SourceFile]) {
    let mut holders: HashMap<Owner, Vec<usize>> = HashMap::new();
    // Files are sorted by folder.
    let (mut here, mut sisters) = (None, vec![]);
    for (place, file) in
        files.iter().enumerate().filter(|(_, file)| is_one_of(HOLDERS, file.name()))
    {
        let folder = (file.root.as_os_str(), file.folder());
        if here != Some(folder) {
            here = Some(folder);
            sisters = folder_names(file.path.parent().unwrap_or(Path::new("")));
        }
        for owner in owners(file, &sisters) {
            holders.entry(owner).or_default().push(place);
        }
    }
    if holders.is_empty() {
        return;
    }
    for place in 0..files.len() {
        let Some(owner) = as_owner(&files[place].path) else { continue };
        let candidates = holders.get(&owner).into_iter().flatten();
        let Some(&holder) = candidates.into_iter().find(|&&holder| holder != place) else {
            continue;
        };
        files[holder].describes = Some(files[place].relative.clone());
        files[place].sidecar =
            Some(Box::new(SourceFile { describes: None, ..files[holder].clone() }));
    }
}

/// Notes with each XML file the METS file that may describe it: of several, the one with the most
/// similar name.
pub fn pair_pages(files: &mut [SourceFile]) {
    let mut issues: HashMap<PathBuf, Vec<usize>> = HashMap::new();
    for (place, file) in files.iter().enumerate().filter(|(_, file)| mets::is_name(file.name())) {
        let folder = file.path.parent().unwrap_or(Path::new("")).to_path_buf();
        issues.entry(folder).or_default().push(place);
    }
    if issues.is_empty() {
        return;
    }
    for place in 0..files.len() {
        let page = files[place].name();
        if !page.to_ascii_lowercase().ends_with(".xml") || mets::is_name(page) {
            continue;
        }
        let beside = files[place].path.ancestors().skip(1).take(2).find_map(|f| issues.get(f));
        let alike = |&&issue: &&usize| {
            let pairs = files[issue].name().bytes().zip(page.bytes());
            pairs.take_while(|(ours, theirs)| ours == theirs).count()
        };
        if let Some(&issue) = beside.and_then(|issues| issues.iter().max_by_key(alike)) {
            files[place].sidecar = Some(Box::new(files[issue].clone()));
        }
    }
}

/// Whether a name has one of these extensions.
fn is_one_of(extensions: &[&str], name: &str) -> bool {
    let of_name = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extensions.iter().any(|extension| extension.eq_ignore_ascii_case(of_name))
}

fn as_owner(path: &Path) -> Option<Owner> {
    let (folder, stem, extension) = parts(path)?;
    ARTICLES.contains(&extension.as_str()).then(|| owner(folder, stem))
}

/// The files that a file may describe, judged by its name, in its own folder and in sibling
/// folders.
fn owners(file: &SourceFile, sisters: &[String]) -> Vec<Owner> {
    let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
    let named = without_suffix(stem);
    let in_folder = named.is_some() || is_one_of(&["json"], file.name());
    if !in_folder && sisters.is_empty() {
        // The common case for texts: skip the path analysis.
        return vec![];
    }
    let Some((folder, _, extension)) = parts(&file.path) else { return vec![] };
    if !HOLDERS.contains(&extension.as_str()) {
        return vec![];
    }
    let bare = named.unwrap_or(stem);
    let bare = match bare.rsplit_once('.') {
        Some((bare, extension)) if !extension.is_empty() && ARTICLES.contains(&extension) => bare,
        _ => bare,
    };
    let mut owners = Vec::new();
    if in_folder {
        owners.push(owner(folder, bare));
    }
    owners.extend(sisters.iter().map(|sister| owner(&folder.with_file_name(sister), bare)));
    owners
}

fn owner(folder: &Path, stem: &str) -> Owner {
    folder.join(stem).into_os_string()
}

/// The possible names of the folder of articles, if this is a folder of metadata.
fn folder_names(folder: &Path) -> Vec<String> {
    let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { return vec![] };
    let lower = name.to_lowercase();
    if FOLDERS.contains(&lower.as_str()) {
        return ["text", "texts", "txt", "articles", "html", "content", "data", "body"]
            .map(String::from)
            .into();
    }
    let end = FOLDERS.iter().find(|end| lower.len() == name.len() && lower.ends_with(*end));
    let base = end.map(|end| name[..name.len() - end.len()].trim_end_matches(['-', '_', '.', ' ']));
    base.filter(|base| !base.is_empty()).map(String::from).into_iter().collect()
}

fn without_suffix(stem: &str) -> Option<&str> {
    let (bare, suffix) = stem.rsplit_once(['-', '_', '.'])?;
    let is_suffix = SUFFIXES.iter().any(|one| one.eq_ignore_ascii_case(suffix));
    (!bare.is_empty() && is_suffix).then_some(bare)
}

fn parts(path: &Path) -> Option<(&Path, &str, String)> {
    let stem = path.file_stem()?.to_str()?;
    let extension = path.extension().unwrap_or_default().to_str()?.to_lowercase();
    Some((path.parent()?, stem, extension))
}

#[cfg(test)]
mod tests {
    use crate::ingest::source::walk::{Root, SourceFile, WalkOptions, walk};
    use std::fs;

    fn pairs(names: &[&str]) -> Vec<(String, Option<String>)> {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        let root = Root::of(folder.path().canonicalize().unwrap(), "news");
        let walked = walk(&root, &WalkOptions::default());
        let partner = |file: &SourceFile| match &file.sidecar {
            Some(sidecar) => Some(sidecar.relative.clone()),
            None => file.describes.clone(),
        };
        walked.files.iter().map(|file| (file.relative.clone(), partner(file))).collect()
    }

    #[test]
    fn metadata_are_found_beside_the_file_and_in_a_folder_beside_its_folder() {
        for (article, holder) in [
            ("a/x.txt", "a/x.json"),
            ("a/x.txt", "a/x.txt.json"),
            ("a/x.txt", "a/x-meta.txt"),
            ("a/x.html", "a/x.info.json"),
            ("a/x.html", "a/x-metadata.json"),
            ("true/1.txt", "true-meta-information/1-meta.txt"),
            ("txt/x.txt", "metadata/x.json"),
        ] {
            let pairs = pairs(&[article, holder]);
            let partner = |name: &str| pairs.iter().find(|(n, _)| n == name).unwrap().1.clone();
            assert_eq!(partner(article).as_deref(), Some(holder), "{article} {holder}");
            assert_eq!(partner(holder).as_deref(), Some(article), "{article} {holder}");
        }
    }

    #[test]
    fn a_scanned_page_has_the_mets_file_of_its_issue_in_its_folder_or_the_one_above() {
        let names = ["a/one_0001.xml", "a/one_mets.xml", "a/two_0001.xml", "a/two_mets.xml"];
        let inner = ["b/mets.xml", "b/text/1.xml", "b/text/deep/1.xml", "c/1.xml"];
        let pairs = pairs(&[names, inner].concat());
        let of = |name: &str| pairs.iter().find(|(n, _)| n == name).unwrap().1.as_deref();
        assert_eq!(of("a/one_0001.xml"), Some("a/one_mets.xml"));
        assert_eq!(of("a/two_0001.xml"), Some("a/two_mets.xml"));
        assert_eq!(of("b/text/1.xml"), Some("b/mets.xml"));
        for alone in ["a/one_mets.xml", "b/mets.xml", "b/text/deep/1.xml", "c/1.xml"] {
            assert_eq!(of(alone), None, "{alone}");
        }
    }

    #[test]
    fn files_of_one_name_in_two_forms_are_not_metadata_of_each_other() {
        for (_, partner) in pairs(&["a/x.txt", "a/x.md", "a/x.csv", "a/x.jsonl", "a/y-meta.txt"]) {
            assert_eq!(partner, None);
        }
    }
}
