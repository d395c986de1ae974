//! The one table of the elements of HTML and NITF, by what they do to the text around them. Each way from
//! markup to text decides for itself which white space that makes.

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// Nothing: its text runs on.
    Inline,
    /// It is a cell of a row.
    Cell,
    /// It begins a line and ends one.
    Line,
    /// It is an item of a list, or the caption of a table.
    Item,
    /// It is a paragraph, or holds paragraphs.
    Block,
    /// It is a paragraph in which the ends of lines are kept.
    Lines,
    /// It is not text.
    Skip,
}

/// The flow of an element of HTML, NITF or the like, by its local name in any case.
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
        b"script" | b"style" | b"head" | b"iframe" | b"object" | b"template" | b"svg" | b"math"
        | b"noscript" | b"noembed" | b"canvas" | b"select" | b"media-metadata"
        | b"media-reference" => Flow::Skip,
        _ => Flow::Inline,
    }
}

#[cfg(test)]
mod tests {
    use super::{Flow, flow};

    #[test]
    fn an_element_is_known_in_any_case() {
        assert_eq!(flow("BlockQuote"), Flow::Block);
        assert_eq!(flow("li"), Flow::Item);
        assert_eq!(flow("an-element-of-their-own"), Flow::Inline);
    }
}
