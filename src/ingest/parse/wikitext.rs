//! Converts MediaWiki markup into text: removes templates, tables, references, and the marks of
//! links and emphasis. Templates are not expanded, and nothing is fetched.

use super::{entity, markup};

/// The maximum nesting depth of templates; a deeper one ends with the one that contains it.
const DEPTH: usize = 64;
/// Sections that name the sources of a story and are not part of it.
const APPENDED: [&str; 12] = [
    "sources",
    "source",
    "references",
    "external links",
    "see also",
    "related news",
    "related stories",
    "notes",
    "quellen",
    "weblinks",
    "fuentes",
    "fonti",
];

/// The content of a page.
#[derive(Debug, Default, PartialEq)]
pub struct Page {
    /// Paragraphs, separated by blank lines.
    pub text: String,
    /// The names of its categories.
    pub categories: Vec<String>,
    /// The outermost templates, each as its name and its arguments.
    pub templates: Vec<(String, String)>,
}

/// Reads a page.
pub fn read(text: &str) -> Page {
    let mut page = Page::default();
    let text = without(&without(text, "<!--", "-->"), "<ref", "</ref>");
    let text = without_braces(&text, &mut page.templates);
    let mut shown = String::with_capacity(text.len());
    for line in text.lines() {
        match heading(line.trim()) {
            Some(title) if APPENDED.contains(&&*title.to_lowercase()) => {
                categories(&text, &mut page.categories);
                break;
            }
            Some(title) => {
                shown.push_str(&format!("\n\n{}\n\n", line_of(title, &mut page.categories)))
            }
            None => {
                let bare = line.trim_start_matches(['*', '#', ':', ';']);
                let item = bare.len() < line.len();
                shown.push_str(if item { "\n\n" } else { "" });
                shown.push_str(&line_of(bare.trim(), &mut page.categories));
                shown.push_str(if item || line.trim().is_empty() { "\n\n" } else { "\n" });
            }
        }
    }
    let shown = if markup::is_markup(&shown) { shown.replace("\n\n", "<p>") } else { shown };
    let plain = if shown.contains("<p>") {
        markup::to_text(&shown)
    } else {
        entity::decode(&shown).into_owned()
    };
    let paragraphs =
        plain.split("\n\n").map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    page.text = paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    page.categories.dedup();
    page
}

/// Removes the text between two marks; an empty element ends with its tag.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        plain.push_str(&rest[..start]);
        let inside = &rest[start..];
        let tag = inside.find('>').map_or(inside.len(), |end| end + 1);
        let empty = open != "<!--" && inside[..tag].ends_with("/>");
        let other = open != "<!--"
            && inside[open.len()..].starts_with(|c: char| c.is_alphanumeric() && c != 's');
        let end = match (empty || other, inside.find(close)) {
            (true, _) => tag,
            (false, Some(end)) => end + close.len(),
            (false, None) => tag,
        };
        rest = &inside[end..];
    }
    plain + rest
}

/// Removes templates `{{...}}` and tables `{|...|}`, which may be nested.
fn without_braces(text: &str, templates: &mut Vec<(String, String)>) -> String {
    let mut plain = String::with_capacity(text.len());
    let (mut depth, mut start, mut at) = (0, 0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"{{" | b"{|") => {
                start = if depth == 0 { at } else { start };
                depth = (depth + 1).min(DEPTH);
                at += 2;
            }
            Some(b"}}" | b"|}") if depth > 0 => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    templates.extend(template(&text[start..at]));
                }
            }
            _ => {
                let length = text[at..].chars().next().map_or(1, char::len_utf8);
                plain.push_str(if depth == 0 { &text[at..at + length] } else { "" });
                at += length;
            }
        }
    }
    // An unclosed brace is text.
    if depth > 0 {
        plain.push_str(text[start..].trim_start_matches(['{', '|']));
    }
    plain
}

/// The name of a template in lower case, and its arguments.
fn template(text: &str) -> Option<(String, String)> {
    let inside = text.strip_prefix("{{")?.strip_suffix("}}")?;
    let (name, value) = inside.split_once('|').unwrap_or((inside, ""));
    Some((name.trim().to_lowercase(), value.trim().to_string()))
}

fn heading(line: &str) -> Option<&str> {
    let title = line.trim_matches('=');
    (line.starts_with("==") && line.ends_with("==") && !title.is_empty()).then(|| title.trim())
}

/// Removes links and emphasis from a line, and collects its categories.
fn line_of(line: &str, categories: &mut Vec<String>) -> String {
    if line.starts_with("__") && line.ends_with("__")
        || line.to_ascii_uppercase().starts_with("#REDIRECT")
    {
        return String::new();
    }
    let plain = external(&internal(line, categories));
    plain.replace("'''''", "").replace("'''", "").replace("''", "")
}

/// Replaces `[[page|text]]` by its text; pictures and categories give no text.
fn internal(line: &str, categories: &mut Vec<String>) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[[") {
        plain.push_str(before);
        let Some(end) = closing(after) else {
            plain.push_str(after);
            return plain;
        };
        let inside = &after[..end];
        rest = &after[end + 2..];
        let (target, shown) = inside.split_once('|').unwrap_or((inside, inside));
        let space =
            target.split_once(':').map(|(space, name)| (space.trim().to_lowercase(), name.trim()));
        match space.as_ref().map(|(space, name)| (space.as_str(), *name)) {
            Some((
                "category" | "kategorie" | "catégorie" | "categoría" | "categoria" | "категория",
                name,
            )) => {
                categories.push(name.to_string());
            }
            Some(("file" | "image" | "datei" | "bild" | "fichier" | "archivo" | "файл", _)) => {
            }
            _ if shown.contains("[[") => {}
            _ => plain.push_str(shown.trim_start_matches(':')),
        }
    }
    plain + rest
}

/// The offset of the `]]` that closes a link, given the text after its `[[`; links may be nested.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (place, sign) in text.char_indices().filter(|(_, c)| matches!(c, '[' | ']')).take(256) {
        match (&text[place..], sign) {
            (rest, '[') if rest.starts_with("[[") => depth += 1,
            (rest, _) if rest.starts_with("]]") => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Some(place);
        }
    }
    text.find("]]")
}

/// Replaces `[address text]` by its text.
fn external(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find("[http").or_else(|| rest.find("[//")) {
        plain.push_str(&rest[..open]);
        let Some((inside, after)) = rest[open + 1..].split_once(']') else {
            plain.push_str(&rest[open..]);
            return plain;
        };
        plain.push_str(inside.split_once(' ').map_or("", |(_, shown)| shown));
        rest = after;
    }
    plain + rest
}

/// Collects all categories in a text.
fn categories(text: &str, found: &mut Vec<String>) {
    text.lines().filter(|line| line.contains("[[")).for_each(|line| drop(internal(line, found)));
}

#[cfg(test)]
mod tests {
    use super::read;
    use proptest::prelude::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (written, shown) in [
            (
                "'''The''' [[Quay|lock]] of ''[[Lunden]]'' opened.<ref name=\"a\">{{cite|x}}</ref>",
                "The lock of Lunden opened.",
            ),
            ("{{infobox\n|a={{b|c}}\n}}\nText<ref name=x/> here", "Text here"),
            (
                "See [https://quay.example/ the office] &amp; [https://quay.example].",
                "See the office & .",
            ),
            ("One\nline\n\nTwo\n* item\n* item two", "One line\n\nTwo\n\nitem\n\nitem two"),
            ("{| class=\"wikitable\"\n|a\n|}\nText", "Text"),
            ("[[File:a.jpg|thumb|A [[lock]] here]]Text", "Text"),
            ("Text\n== Sources ==\n*{{source|x}}\n*More", "Text"),
            ("Text\n== Part ==\nMore <br/> of it", "Text\n\nPart\n\nMore\nof it"),
            ("<!-- hidden -->Text {{unclosed", "Text unclosed"),
        ] {
            let words =
                |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
            assert_eq!(words(&read(written).text), words(shown), "{written}");
        }
    }

    #[test]
    fn categories_and_templates_are_known() {
        let page = read(
            "{{Date|May 5, 2023}}\nText\n== Sources ==\nx\n[[Category:Harbours]]\n[[Category:Lunden|x]]",
        );
        assert_eq!(page.categories, ["Harbours", "Lunden"]);
        assert_eq!(page.templates, [("date".to_string(), "May 5, 2023".to_string())]);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[\\[\\]{}|='<>/ a-zé:*#\n-]{0,80}") {
            read(&text);
        }
    }
}
