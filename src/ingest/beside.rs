//! Files that lie beside articles and are none, by their paths and by what they hold: packages,
//! templates, files about the archive, lists of addresses. It recognises no format.

/// Folders of packages and of the parts of a site, in lower case: the folder above, if it matters, the
/// folder, and what its files are.
const FOLDERS: &[(&str, &str, &str)] = &[
    ("", "node_modules", "part of a package"),
    ("", "bower_components", "part of a package"),
    ("", "site-packages", "part of a package"),
    ("", "dist-packages", "part of a package"),
    ("", "venv", "part of a package"),
    ("", "virtualenv", "part of a package"),
    ("", "__pycache__", "part of a package"),
    ("vendor", "bundle", "part of a package"),
    ("vendor", "cache", "part of a package"),
    ("vendor", "ruby", "part of a package"),
    ("vendor", "gems", "part of a package"),
    ("", "_layouts", "a template"),
    ("", "_includes", "a template"),
    ("", "_partials", "a template"),
    ("", "_templates", "a template"),
    ("", "_data", "data of a site"),
];

/// Whole names of files of tools, in lower case.
const TOOLS: &[&str] = &[
    "gemfile",
    "guardfile",
    "rakefile",
    "vagrantfile",
    "jenkinsfile",
    "procfile",
    "pipfile",
    "brewfile",
    "cname",
    "codeowners",
    "mimetype",
    "humans.txt",
    "ads.txt",
    "app-ads.txt",
    "llms.txt",
    "composer.json",
    "manifest.json",
    "citation.cff",
];

/// Extensions of such files, in lower case, and what they are.
const EXTENSIONS: &[(&[&str], &str)] = &[
    (
        &["haml", "slim", "pug", "jade", "jinja", "jinja2", "j2", "njk", "mustache", "twig", "ftl"],
        "a template",
    ),
    (&["gemspec", "cff", "el", "opf", "ncx"], "a file of a tool"),
    (&["po", "pot", "xliff"], "the texts of a program"),
];

/// First words of names of files about an archive or its software, in any language of the file.
const ABOUT: &[&str] = &["readme", "license", "licence", "copying", "ofl", "changelog"];

/// Why a file is no article, by its path relative to the root. Every file of a walk is asked for, so
/// nothing is allocated.
pub fn by_path(path: &str) -> Option<&'static str> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is = |known: &&str, name: &str| known.eq_ignore_ascii_case(name);
    let of_extension = EXTENSIONS.iter().find(|(known, _)| known.iter().any(|k| is(k, extension)));
    let of_name = || TOOLS.iter().any(|tool| is(tool, name)).then_some("a file of a tool");
    let about = || is_about(name).then_some("a file about the archive, by its name");
    of_folders(folders).or(of_extension.map(|(_, what)| *what)).or_else(of_name).or_else(about)
}

/// What the files are that lie in one of [`FOLDERS`] or below it.
fn of_folders(path: &str) -> Option<&'static str> {
    let is = |known: &str, folder: &str| known.eq_ignore_ascii_case(folder);
    let mut outer = "";
    for folder in path.split('/') {
        let is_one = |(above, known, _): &&(&str, &str, &str)| {
            is(known, folder) && (above.is_empty() || is(above, outer))
        };
        if let Some((.., what)) = FOLDERS.iter().find(is_one) {
            return Some(what);
        }
        outer = folder;
    }
    None
}

/// Whether a name is that of a file about the archive: `README_ru.md`, `tool-LICENSE.txt`,
/// `DEPLOYMENT_CHECKLIST.md`.
fn is_about(name: &str) -> bool {
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let readable = matches!(
        extension.rsplit('.').next(),
        Some("" | "txt" | "md" | "rst" | "adoc" | "org" | "html")
    );
    let words = || stem.split(['_', '-']).filter(|word| !word.is_empty());
    let is = |word: &str, known: &[&str]| known.iter().any(|one| one.eq_ignore_ascii_case(word));
    let is_short = words().nth(2).is_none();
    let begins = words().next().is_some_and(|word| is(word, ABOUT));
    let is_licence = words().next_back().is_some_and(|word| is(word, &["license", "licence"]));
    // In capitals, and of Markdown: how the files of a repository about itself are named.
    let is_shouted = extension == "md"
        && stem.len() >= 5
        && stem.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte == b'-');
    readable && is_short && (begins || is_licence)
        || is_shouted
        || stem == "LICENSE"
        || stem == "LICENCE"
}

/// Why a text is no article, by what it holds: a template, or nothing but addresses.
pub fn by_text(text: &str) -> Option<&'static str> {
    if is_template(text) {
        return Some("a template");
    }
    if is_contact(text) {
        return Some("the contact of a site");
    }
    is_addresses(text).then_some("a list of addresses")
}

/// Whether a text is that of a file `security.txt` (RFC 9116): nothing but its fields and comments.
fn is_contact(text: &str) -> bool {
    const FIELDS: [&str; 7] = [
        "contact:",
        "expires:",
        "encryption:",
        "acknowledgments:",
        "preferred-languages:",
        "canonical:",
        "policy:",
    ];
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(64);
    let starts = |line: &str, name: &str| {
        line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let is_field = |line: &str| FIELDS.iter().any(|name| starts(line, name));
    lines().any(|line| starts(line, "contact:"))
        && lines().all(|line| line.starts_with('#') || is_field(line))
}

/// Whether the marks of a template outweigh the words of a text.
fn is_template(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(64 << 10)];
    let marks = count(head, b"{{") + count(head, b"{%") + count(head, b"<%");
    if marks < 2 {
        return false;
    }
    let shown = without_tags(head);
    let words = shown.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    words.count() < marks * 12
}

/// How often a mark of two signs stands in a text. Its first sign alone is looked for, which is fast.
fn count(text: &str, mark: &[u8; 2]) -> usize {
    let (bytes, mut end) = (text.as_bytes(), 0);
    let found = text.match_indices(char::from(mark[0])).filter(|&(at, _)| {
        let is_mark = at >= end && bytes.get(at + 1) == Some(&mark[1]);
        end = if is_mark { at + 2 } else { end };
        is_mark
    });
    found.count()
}

/// A text without what stands between `<` and `>`, and between the marks of a template.
fn without_tags(text: &str) -> String {
    let mut rest = text;
    let mut shown = String::with_capacity(text.len());
    while let Some(start) = rest.find(['<', '{']) {
        shown.push_str(&rest[..start]);
        shown.push(' ');
        let (open, close) = match rest.as_bytes()[start..] {
            [b'<', ..] => (1, ">"),
            [b'{', b'{', ..] => (2, "}}"),
            [b'{', b'%', ..] => (2, "%}"),
            _ => (1, ""),
        };
        let inside = &rest[start + open..];
        rest = inside.find(close).map_or("", |end| &inside[end + close.len()..]);
    }
    shown.push_str(rest);
    shown
}

/// Whether every line of a text is an address of the web, two at the least.
fn is_addresses(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_one = |line: &str| line.contains("://") && !line.contains(char::is_whitespace);
    text.len() < 1 << 20 && lines.clone().nth(1).is_some() && lines.all(is_one)
}

#[cfg(test)]
mod tests {
    use super::{by_path, by_text, count};

    #[test]
    fn files_of_packages_sites_and_tools_are_no_articles() {
        for path in [
            "web/node_modules/oar/README.md",
            "vendor/bundle/ruby/3.0/gems/oar-1.0/lib/notes.txt",
            "env/lib/python3.11/site-packages/oar/top_level.txt",
            "_layouts/post.html",
            "site/_includes/nav.html",
            "_data/people/quill.md",
            "themes/post.html.haml",
            "Rakefile",
            "epub/mimetype",
            "book/OEBPS/toc.ncx",
            "locales/fr.po",
            "README_ru.md",
            "README.de.md",
            "driver/LICENSE.chromedriver",
            "oar-LICENSE.txt",
            "OFL.txt",
            "DEPLOYMENT_CHECKLIST.md",
            "TROUBLESHOOTING.md",
        ] {
            assert!(by_path(path).is_some(), "{path}");
        }
    }

    #[test]
    fn files_of_articles_are_none_of_these() {
        for path in [
            "vendor/2024/harbour.txt",
            "data/people/quill.md",
            "2024/01/None.md",
            "licence-to-fish-is-refused-again.txt",
            "readme-the-book-that-nobody-read.md",
            "STORY.TXT",
            "BRIDGE 12.md",
            "templates/of-the-sea.txt",
            "environment/venvi.md",
        ] {
            assert_eq!(by_path(path), None, "{path}");
        }
    }

    #[test]
    fn marks_are_counted_as_the_standard_library_counts_them() {
        for text in ["{{{{", "{{{", "a{{b{%c<%d{{", "{%{%", "<%", "{", ""] {
            for mark in [b"{{", b"{%", b"<%"] {
                let expected = text.matches(str::from_utf8(mark).unwrap()).count();
                assert_eq!(count(text, mark), expected, "{text}");
            }
        }
    }

    #[test]
    fn a_template_has_more_marks_than_words() {
        let page = "<html><body><h1>{{ story.title|safe }}</h1>{% for p in story %}<p>{{ p }}</p>{% endfor %}";
        assert_eq!(by_text(page), Some("a template"));
        let words = "It rained on the quay all day. ".repeat(20);
        let post = format!("{words}<%= photo 1 %> {words}{{{{ gallery }}}}");
        assert_eq!(by_text(&post), None);
        assert_eq!(by_text("Braces {{ once, in a text about templates."), None);
    }

    #[test]
    fn a_list_of_addresses_is_no_article() {
        let list = "https://quay.example/1\n\nhttps://quay.example/2\n";
        assert_eq!(by_text(list), Some("a list of addresses"));
        assert_eq!(by_text("https://quay.example/1\n"), None);
        assert_eq!(by_text("https://quay.example/1\nThe bridge is closed.\n"), None);
    }
}
