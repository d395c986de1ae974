//! The few colours of the text output, and whether they are used. Where the output goes is decided
//! elsewhere.

use std::fmt::{self, Display};

use anstyle::{AnsiColor, Style};

/// The look of text output, chosen by the caller, who knows what the output is.
#[derive(Clone, Debug)]
pub struct Look {
    /// Whether colours are used.
    pub colour: bool,
    /// The width of a line in columns.
    pub width: usize,
    /// The current folder; paths inside it are shown relative to it.
    pub here: Option<String>,
}

/// The role of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A title.
    Title,
    /// A match of the query.
    Match,
    /// A date.
    Date,
    /// The name of a source.
    Source,
    /// What a reader may skip: ids, paths, scores.
    Quiet,
    /// A bar of a chart.
    Bar,
    /// A second bar of a chart.
    OtherBar,
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// A hint or a note.
    Hint,
}

/// A piece of text in its role, ready to print.
pub struct Painted<'a> {
    style: Option<Style>,
    text: &'a str,
}

impl Look {
    /// No colours, 80 columns, and absolute paths.
    pub fn plain() -> Look {
        Look { colour: false, width: 80, here: None }
    }

    /// A text in its role; the text must be safe to print already.
    pub fn paint<'a>(&self, role: Role, text: &'a str) -> Painted<'a> {
        Painted { style: self.colour.then(|| style(role)), text }
    }

    /// A path, relative to the current folder if it lies inside.
    pub fn path<'a>(&self, path: &'a str) -> &'a str {
        let inside = |here: &String| path.strip_prefix(here.as_str())?.strip_prefix('/');
        self.here.as_ref().and_then(inside).unwrap_or(path)
    }
}

fn style(role: Role) -> Style {
    let plain = Style::new();
    let colour = |colour: AnsiColor| plain.fg_color(Some(colour.into()));
    match role {
        Role::Title => plain.bold(),
        Role::Match => colour(AnsiColor::Red).bold(),
        Role::Date => colour(AnsiColor::Green),
        Role::Source => colour(AnsiColor::Cyan),
        Role::Quiet => plain.dimmed(),
        Role::Bar => colour(AnsiColor::Blue),
        Role::OtherBar => colour(AnsiColor::Magenta),
        Role::Error => colour(AnsiColor::Red).bold(),
        Role::Warning => colour(AnsiColor::Yellow).bold(),
        Role::Hint => colour(AnsiColor::Cyan).bold(),
    }
}

impl Display for Painted<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.style {
            Some(style) => write!(out, "{style}{}{style:#}", self.text),
            None => out.write_str(self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, Role};

    #[test]
    fn colours_appear_only_where_they_are_wanted() {
        let colourful = Look { colour: true, ..Look::plain() };
        assert_eq!(Look::plain().paint(Role::Title, "x").to_string(), "x");
        assert_eq!(colourful.paint(Role::Title, "x").to_string(), "\u{1b}[1mx\u{1b}[0m");
    }

    #[test]
    fn a_path_inside_the_current_folder_is_shown_relative_to_it() {
        let look = Look { here: Some("/news".into()), ..Look::plain() };
        assert_eq!(look.path("/news/a/b.txt"), "a/b.txt");
        assert_eq!(look.path("/newsroom/a.txt"), "/newsroom/a.txt");
    }
}
