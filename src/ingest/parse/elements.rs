//! The table of the elements of HTML and NITF, by their effect on the surrounding text. Each
//! converter from markup to text decides which white space results.

/// The effect of an element on the surrounding text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// No effect: its text continues the line.
    Inline,
    /// A table cell.
    Cell,
    /// Starts and ends a line.
    Line,
    /// A list item, or a table caption.
    Item,
    /// A paragraph, or a container of paragraphs.
    Block,
    /// A paragraph in which line ends are kept.
    Lines,
    /// Not text: skipped.
    Skip,
}

/// The flow of an element of HTML, NITF or the like, by its local name, case-insensitive.
pub fn flow(name: &str) -> Flow {
    let mut lower = [0; 16];
    let Some(lower) = lower.get_mut(..name.len()) else {
        return Flow::Inline;
    };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"p" | b"div" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl"
        | b"table" | b"blockquote" | b"section" | b"article" | b"aside" | b"header" | b"footer"
        | b"main" | b"nav" | b"address" | b"figure" | b"figcaption" | b"hr" | b"center"
        | b"form" | b"fieldset" | b"body" | b"summary" | b"details" => Flow::Block,
        b"hl1" | b"hl2" | b"block" | b"bq" | b"fn" | b"media" | b"media-caption" | b"para" => {
            Flow::Block
        }
        b"li" | b"dt" | b"dd" | b"caption" => Flow::Item,
        b"br" | b"tr" | b"thead" | b"tbody" | b"tfoot" | b"nitf-table" | b"option" => Flow::Line,
        b"td" | b"th" => Flow::Cell,
        b"pre" | b"listing" | b"xmp" => Flow::Lines,
        b"script" | b"style" | b"head" | b"iframe" | b"object" | b"template" | b"svg"
        | b"noscript" | b"noembed" | b"canvas" | b"select" | b"media-metadata"
        | b"media-reference" => Flow::Skip,
        _ => Flow::Inline,
    }
}

#[cfg(test)]
mod tests {
    use super::{Flow, flow};

    #[test]
    fn a_formula_is_text_and_a_drawing_is_not() {
        assert_eq!(flow("math"), Flow::Inline);
        assert_eq!(flow("svg"), Flow::Skip);
    }

    #[test]
    fn an_element_is_known_in_any_case() {
        assert_eq!(flow("BlockQuote"), Flow::Block);
        assert_eq!(flow("li"), Flow::Item);
        assert_eq!(flow("an-element-of-their-own"), Flow::Inline);
    }
}
