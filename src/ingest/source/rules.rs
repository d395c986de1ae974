//! Decides which paths of an archive are excluded: by the user's patterns, and by those in the
//! `.datelineignore` files of its folders. It walks nothing; [`super::walk`] does.
//!
//! Patterns follow `.gitignore`: `drafts` and `*.tmp` match at any depth, `/drafts` and
//! `2023/drafts` relative to their folder, `drafts/` folders only, and `!kept.txt` re-includes what
//! an earlier pattern excluded. An excluded folder is not entered.

use std::fmt;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::read;

/// The name of the pattern file in a folder of an archive.
pub const FILE: &str = ".datelineignore";

/// The user's patterns, each as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patterns {
    /// If not empty, only files that match one of these, or lie in a folder that does, are read.
    pub include: Vec<String>,
    /// Files that match one of these are excluded.
    pub exclude: Vec<String>,
}

/// Why a path is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// It is the index that is being written.
    Index,
    /// It is the folder of another index.
    OtherIndex,
    /// It is the root of another archive of the index.
    OtherArchive,
    /// Its name starts with a dot.
    Hidden,
    /// It is a symbolic link.
    Link,
    /// It is a symbolic link to something that is also found by another path.
    Again,
    /// `--exclude` or `--include` excludes it.
    Excluded,
    /// A `.datelineignore` excludes it.
    Ignored,
}

impl Rule {
    /// Whether the index remembers the skipped path, so that `status` can name it: files that the
    /// user may not know of and can choose to read.
    pub fn is_remembered(self) -> bool {
        matches!(self, Rule::Hidden | Rule::Link | Rule::OtherIndex)
    }
}

/// The rules in effect while the folders of an archive are walked from the outside in.
pub struct Rules {
    base: PathBuf,
    include: Gitignore,
    exclude: Gitignore,
    /// The pattern files of the folders that enclose the current place of the walk, outermost
    /// first.
    folders: Vec<(PathBuf, Gitignore)>,
}

impl Patterns {
    /// Checks that every pattern is valid.
    ///
    /// # Errors
    /// The invalid pattern, and why.
    pub fn check(&self) -> Result<(), String> {
        Rules::new(Path::new("/"), self).map(drop)
    }
}

impl Rules {
    /// Rules for a base folder; patterns are relative to it.
    ///
    /// # Errors
    /// The invalid pattern, and why.
    pub fn new(base: &Path, patterns: &Patterns) -> Result<Rules, String> {
        Ok(Rules {
            base: base.to_path_buf(),
            include: compiled(base, &patterns.include)?,
            exclude: compiled(base, &patterns.exclude)?,
            folders: vec![],
        })
    }

    /// Loads the patterns of the folders from the base down to the start of a walk, and returns the
    /// rule that excludes the start, if any. Invalid patterns are reported by a full walk.
    pub fn descend(&mut self, start: &Path) -> Option<Rule> {
        let Ok(within) = start.strip_prefix(&self.base) else { return None };
        let mut folder = self.base.clone();
        for part in within {
            self.enter(&folder);
            folder.push(part);
            let is_folder = folder != start || start.is_dir();
            if let Some(rule) = self.leaves_out(&folder, is_folder) {
                return Some(rule);
            }
        }
        None
    }

    /// Loads the patterns of a folder that the walk enters; returns those that are invalid.
    pub fn enter(&mut self, folder: &Path) -> Vec<(PathBuf, String)> {
        let path = folder.join(FILE);
        if !path.symlink_metadata().is_ok_and(|found| found.is_file()) {
            return vec![];
        }
        let mut unread = vec![];
        match patterns(folder, &path, &mut unread) {
            Ok(patterns) => self.folders.push((folder.to_path_buf(), patterns)),
            Err(reason) => unread.push(reason),
        }
        unread.into_iter().map(|reason| (path.clone(), reason)).collect()
    }

    /// The rule that excludes a path, if any; its enclosing folders must have been entered.
    pub fn leaves_out(&mut self, path: &Path, is_folder: bool) -> Option<Rule> {
        if !self.exclude.is_empty() && self.exclude.matched(path, is_folder).is_ignore() {
            return Some(Rule::Excluded);
        }
        if !is_folder && !self.is_included(path) {
            return Some(Rule::Excluded);
        }
        self.folders.retain(|(folder, _)| path.starts_with(folder));
        for (_, patterns) in self.folders.iter().rev() {
            let matched = patterns.matched(path, is_folder);
            if !matched.is_none() {
                return matched.is_ignore().then_some(Rule::Ignored);
            }
        }
        None
    }

    fn is_included(&self, path: &Path) -> bool {
        let within = || path.strip_prefix(&self.base).unwrap_or(path);
        self.include.is_empty()
            || self.include.matched_path_or_any_parents(within(), false).is_ignore()
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Rule::Index => "the index",
            Rule::OtherIndex => "another index of dateline",
            Rule::OtherArchive => "an archive of its own",
            Rule::Hidden => "hidden: its name starts with a dot; --hidden reads it",
            Rule::Link => "a symbolic link; --follow follows it",
            Rule::Again => "a symbolic link to what is found without it",
            Rule::Excluded => "left out by --exclude or --include",
            Rule::Ignored => "left out by .datelineignore",
        })
    }
}

fn compiled(base: &Path, patterns: &[String]) -> Result<Gitignore, String> {
    let mut builder = GitignoreBuilder::new(base);
    for pattern in patterns {
        if let Err(error) = builder.add_line(None, pattern) {
            return Err(format!("the pattern `{pattern}` cannot be read: {}", cause(&error)));
        }
    }
    builder.build().map_err(|error| cause(&error))
}

/// The patterns of a file; adds a phrase to `unread` for each invalid line.
fn patterns(folder: &Path, path: &Path, unread: &mut Vec<String>) -> Result<Gitignore, String> {
    let contents = read::read(path)?;
    let text = String::from_utf8(contents.bytes).map_err(|_| "it is not UTF-8".to_string())?;
    let mut builder = GitignoreBuilder::new(folder);
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if let Err(error) = builder.add_line(None, line) {
            unread.push(format!("line {}: `{line}`: {}", number + 1, cause(&error)));
        }
    }
    builder.build().map_err(|error| cause(&error))
}

/// The error in a pattern, without the pattern.
fn cause(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{FILE, Patterns, Rule, Rules};
    use std::fs;
    use std::path::Path;

    fn rules(include: &[&str], exclude: &[&str]) -> Rules {
        let own = |patterns: &[&str]| patterns.iter().map(|one| one.to_string()).collect();
        let patterns = Patterns { include: own(include), exclude: own(exclude) };
        Rules::new(Path::new("/news"), &patterns).unwrap()
    }

    #[test]
    fn a_pattern_without_a_slash_holds_at_any_depth_and_one_with_a_slash_from_the_root() {
        let mut rules = rules(&[], &["drafts", "/2023/old", "*.tmp"]);
        let mut out = |path: &str, is_folder| rules.leaves_out(Path::new(path), is_folder);
        for (path, is_folder) in
            [("/news/drafts", true), ("/news/a/b/drafts", true), ("/news/2023/old", true)]
        {
            assert_eq!(out(path, is_folder), Some(Rule::Excluded), "{path}");
        }
        assert_eq!(out("/news/a/x.tmp", false), Some(Rule::Excluded));
        for path in ["/news/a/2023/old", "/news/draft", "/news/x.tmp.txt"] {
            assert_eq!(out(path, true), None, "{path}");
        }
    }

    #[test]
    fn included_are_files_that_match_and_those_in_folders_that_do() {
        let mut rules = rules(&["*.html", "/politics"], &["ads.html"]);
        let mut out = |path: &str| rules.leaves_out(Path::new(path), false).is_some();
        assert!(!out("/news/a/b.html") && !out("/news/politics/x/y.txt"));
        assert!(out("/news/a/b.txt") && out("/news/a/politics/b.txt") && out("/news/ads.html"));
        assert_eq!(rules.leaves_out(Path::new("/news/a"), true), None);
    }

    #[test]
    fn the_file_of_patterns_nearest_to_a_path_decides_and_a_bad_line_of_it_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a");
        fs::create_dir(&inner).unwrap();
        fs::write(folder.path().join(FILE), "*.txt\n[z-a]x\n").unwrap();
        fs::write(inner.join(FILE), "!kept.txt\n").unwrap();
        let mut rules = Rules::new(folder.path(), &Patterns::default()).unwrap();
        let unread = rules.enter(folder.path());
        assert_eq!(unread.len(), 1);
        assert!(unread[0].1.starts_with("line 2: `[z-a]x`: "), "{unread:?}");
        assert_eq!(rules.enter(&inner), vec![]);
        assert_eq!(rules.leaves_out(&inner.join("kept.txt"), false), None);
        assert_eq!(rules.leaves_out(&inner.join("x.txt"), false), Some(Rule::Ignored));
        assert_eq!(
            rules.leaves_out(&folder.path().join("kept.txt"), false),
            Some(Rule::Ignored),
            "what holds in a folder does not hold beside it"
        );
    }

    #[test]
    fn a_pattern_that_cannot_be_read_is_named() {
        let wrong = Patterns { exclude: vec!["{a".into()], ..Patterns::default() };
        assert!(wrong.check().unwrap_err().starts_with("the pattern `{a` cannot be read: "));
    }
}
