//! The name of the site that an archive is the source of, from the configuration of the program that makes its pages.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A configuration file, the key that names the site, and a key that it must have, too, where its name is not enough.
type Known = (&'static str, &'static str, Option<&'static str>);

/// The files in which Jekyll and Hexo, Awestruct, Hugo, Zola, MkDocs and Pelican name a site, relative to its root.
const FILES: [Known; 12] = [
    ("_config.yml", "title", None),
    ("_config.yaml", "title", None),
    ("_config/site.yml", "title", None),
    ("hugo.toml", "title", None),
    ("hugo.yaml", "title", None),
    ("config.toml", "title", Some("baseurl")),
    ("config.toml", "title", Some("base_url")),
    ("config.yaml", "title", Some("baseurl")),
    ("config.yml", "title", Some("baseurl")),
    ("config/_default/hugo.toml", "title", None),
    ("mkdocs.yml", "site_name", None),
    ("pelicanconf.py", "sitename", None),
];

/// Names that such programs write into a new configuration.
const DEFAULTS: [&str; 7] = [
    "your awesome title",
    "my new hugo site",
    "a pelican blog",
    "hexo",
    "jekyll",
    "my site",
    "my docs",
];

/// How many bytes of a file are read.
const HEAD: u64 = 64 * 1024;

/// The most characters of a name.
const LONGEST: usize = 80;

/// A site, as its configuration names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file that names it, relative to the root of the site.
    pub file: &'static str,
    /// Its name.
    pub name: String,
}

/// The site with this root.
pub fn find(root: &Path) -> Option<Site> {
    FILES.iter().find_map(|(file, key, beside)| {
        let text = read(&root.join(file))?;
        let is_site = beside.is_none_or(|beside| value(&text, beside).is_some());
        let name = value(&text, key).filter(|name| is_site && is_name(name))?;
        Some(Site { file, name })
    })
}

fn read(file: &Path) -> Option<String> {
    let is_file = std::fs::metadata(file).is_ok_and(|file| file.is_file());
    let mut bytes = vec![];
    File::open(file).ok().filter(|_| is_file)?.take(HEAD).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text that a line which is not indented gives for a key, as `key: text` or `key = "text"`.
fn value(text: &str, key: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let name = line.split([':', '=']).next()?;
        let rest = line.get(name.len() + 1..)?;
        (name.trim_end().eq_ignore_ascii_case(key)).then(|| unquoted(rest.trim()))
    })
}

/// A text without its quotation marks, or without the comment behind it.
fn unquoted(text: &str) -> String {
    let text = text.trim_start_matches(['u', 'r']).trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let text = match quote {
        Some(quote) => text[1..].split(quote).next().unwrap_or_default(),
        None => text.split(" #").next().unwrap_or_default(),
    };
    text.trim().to_string()
}

fn is_name(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
        && name.chars().count() <= LONGEST
        && !name.contains(['{', '<', '|', '>'])
        && !DEFAULTS.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{find, value};

    #[test]
    fn the_configuration_of_a_site_names_it() {
        for (file, text, name) in [
            (
                "_config.yml",
                "# Site\ntitle: The Quay  # ours\nurl: https://quay.example\n",
                Some("The Quay"),
            ),
            ("_config/site.yml", "title: 'The Quay'\n", Some("The Quay")),
            (
                "config.toml",
                "baseURL = \"https://quay.example\"\ntitle = \"The Quay\"\n",
                Some("The Quay"),
            ),
            ("config.toml", "title = \"Settings of a game\"\n", None),
            ("pelicanconf.py", "AUTHOR = 'Ada'\nSITENAME = u'The Quay'\n", Some("The Quay")),
            ("mkdocs.yml", "site_name: The Quay\n", Some("The Quay")),
            ("hugo.toml", "title = \"My New Hugo Site\"\n", None),
            ("_config.yml", "defaults:\n  title: not this\n", None),
            ("_config.yml", "title: {{ name }}\n", None),
        ] {
            let root = tempfile::tempdir().unwrap();
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
            let found = find(root.path());
            assert_eq!(found.as_ref().map(|found| found.name.as_str()), name, "{file}: {text}");
        }
    }

    #[test]
    fn a_key_is_a_whole_word_at_the_start_of_a_line() {
        assert_eq!(
            value("subtitle: no\n  title: no\ntitle : yes", "title").as_deref(),
            Some("yes")
        );
        assert_eq!(value("title", "title"), None);
        assert_eq!(value("é: x", "title"), None);
    }
}
