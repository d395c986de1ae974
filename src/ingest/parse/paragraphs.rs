//! The paragraphs of a plain text: lines that were broken at a width are joined again.

use crate::ingest::article::clean::is_ideograph;
use crate::ingest::article::hyphens;

/// The width in characters below which a line may have been broken.
const WIDEST: usize = 110;
/// How many lines are looked at to see how a text is broken.
const LOOKED_AT: usize = 400;

/// How the lines of a text stand to its paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// Each line is a paragraph.
    Lines,
    /// A blank line ends a paragraph, and its lines stand for themselves.
    Blocks,
    /// A blank line ends a paragraph, and its lines were broken at a width.
    Broken,
    /// Lines were broken at a width, and a blank line stands between any two.
    Spaced(usize),
}

/// A text of lines, with a blank line between two paragraphs.
pub fn join(lines: &[&str]) -> String {
    let layout = layout(lines);
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 2).sum());
    let mut blank = 0;
    let mut before = "";
    for line in lines.iter().map(|line| line.trim()) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(between(layout, before, blank, line));
        }
        text.push_str(line);
        before = line;
        blank = 0;
    }
    text
}

/// The lines of a text without their numbers, if each line has one before a tab.
pub fn unnumbered(lines: Vec<&str>) -> Vec<&str> {
    let plain = |line: &str| !line.chars().any(char::is_alphabetic);
    let all = lines.iter().all(|line| numbered(line).is_some() || plain(line));
    if !all || !lines.iter().any(|line| numbered(line).is_some()) {
        return lines;
    }
    lines.into_iter().filter_map(numbered).collect()
}

/// What stands behind the number of a line and a tab.
fn numbered(line: &str) -> Option<&str> {
    let (number, text) = line.split_once('\t')?;
    let digits = !number.is_empty() && number.chars().all(char::is_numeric);
    digits.then_some(text)
}

fn between(layout: Layout, before: &str, blank: usize, line: &str) -> &'static str {
    // A word that is broken here is put together where all texts are.
    let broken = before.strip_suffix(hyphens::is_mark);
    let space = match broken {
        Some(word) if word.ends_with(char::is_alphanumeric) => "\n",
        _ if before.ends_with(is_ideograph) || line.starts_with(is_ideograph) => "",
        _ => " ",
    };
    match (layout, blank) {
        (Layout::Broken, 0) if !is_item(line) => space,
        (Layout::Spaced(width), 0 | 1) if continues(before, line, width) => space,
        (Layout::Blocks | Layout::Broken, 0) => "\n",
        _ => "\n\n",
    }
}

/// Whether a line goes on with the sentence of the one before it.
fn continues(before: &str, line: &str, width: usize) -> bool {
    let full = before.chars().count() * 10 >= width * 7;
    !ends_sentence(before) && !is_item(line) && (full || line.starts_with(char::is_lowercase))
}

fn layout(lines: &[&str]) -> Layout {
    let lines = &lines[..lines.len().min(LOOKED_AT)];
    let filled: Vec<&str> =
        lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let mut widths: Vec<usize> = filled.iter().map(|line| line.chars().count()).collect();
    widths.sort_unstable();
    let Some(&widest) = widths.get(widths.len() * 9 / 10) else { return Layout::Blocks };
    let touching =
        lines.windows(2).filter(|w| !w[0].trim().is_empty() && !w[1].trim().is_empty()).count();
    if widest > WIDEST {
        return if touching * 2 > filled.len() { Layout::Lines } else { Layout::Blocks };
    }
    let open = filled
        .windows(2)
        .filter(|w| !ends_sentence(w[0]) && w[1].starts_with(char::is_lowercase))
        .count();
    let broken = open >= 2 && open * 5 >= filled.len() || is_cjk_broken(&filled, widest);
    match broken && widest >= 30 {
        true if touching * 3 > filled.len() => Layout::Broken,
        true => Layout::Spaced(widest),
        false => Layout::Blocks,
    }
}

/// Whether most lines are of one width and of a script without spaces and capitals.
fn is_cjk_broken(filled: &[&str], widest: usize) -> bool {
    let full = filled.iter().filter(|line| {
        line.chars().count() * 10 >= widest * 9
            && line.chars().filter(|&c| is_ideograph(c)).count() * 2 > widest
    });
    filled.len() >= 4 && full.count() * 2 > filled.len()
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', ')', '»', '\''])
        .ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '…'])
}

/// Whether a line begins an item of a list.
fn is_item(line: &str) -> bool {
    line.starts_with(['-', '*', '•', '–', '—', '>', '|', '+'])
        || line.split_once(['.', ')']).is_some_and(|(number, _)| {
            number.len() <= 3 && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        })
}
