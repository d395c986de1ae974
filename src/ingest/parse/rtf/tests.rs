//! What is text in RTF, and what is not.

use proptest::prelude::*;

use super::read;

/// The paragraphs of a document with this text.
fn text(body: &str) -> Vec<String> {
    let document = read(format!("{{\\rtf1\\ansi\\ansicpg1252\\uc1 {body}}}").as_bytes());
    document.paragraphs.into_iter().map(|paragraph| paragraph.text).collect()
}

#[test]
fn control_words_are_no_text_and_characters_are() {
    for (written, read) in [
        ("a {\\b tide} came", "a tide came"),
        ("caf\\'e9 \\emdash  \\ldblquote no\\rdblquote", "café — “no”"),
        ("\\u321?\\u243?d\\u378? and \\uc2\\u8364EUR", "Łódź and €R"),
        ("\\u-10179?\\u-8704? left", "😀 left"),
        ("{\\*\\generator Quay 1;}a\\~b \\{c\\} \\\\d", "a\u{A0}b {c} \\d"),
        ("{\\pict\\wmetafile8 0105}a{\\v hidden}b{\\deleted c}d", "abd"),
        (
            "{\\field{\\*\\fldinst HYPERLINK \"https://quay.example\"}{\\fldrslt the quay}}",
            "the quay",
        ),
        ("a\\bin4 }}}}b", "ab"),
        ("{\\header The Quay}{\\footer 3}a{\\footnote b}", "a"),
        ("{\\upr{a}{\\*\\ud{\\u913?}}}", "Α"),
    ] {
        assert_eq!(text(written), [read], "{written}");
    }
}

#[test]
fn paragraphs_rows_and_pages_end_lines() {
    assert_eq!(text("a\\par b\\line c\\page d\\par"), ["a", "b\nc", "d", ""]);
    assert_eq!(text("\\trowd a\\cell b\\cell\\row"), ["a\tb\t", ""]);
    assert_eq!(text("one\r\n word\\\nnext"), ["one word", "next"]);
}

#[test]
fn a_font_has_a_charset_of_its_own() {
    let body = "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset128 C;}}\
                \\f0 \\'e9\\f1 \\'cf\\'ee\\'f0\\'f2\\f2 \\'8d\\'60";
    assert_eq!(text(body), ["éПорт港"]);
    let dos = read(b"{\\rtf1\\pca M\\'81hle}");
    assert_eq!(dos.paragraphs[0].text, "Mühle");
    assert_eq!(read(b"{\\rtf1\\mac M\\'9fhle}").paragraphs[0].text, "Mühle");
}

#[test]
fn the_properties_and_the_style_of_a_title_are_known() {
    let document = read(
        b"{\\rtf1{\\stylesheet{\\s0 Normal;}{\\s7\\b heading 1;}{\\*\\cs10 Default;}}\
          {\\info{\\title Tide}{\\author Ann Field}{\\creatim\\yr2018\\mo3\\dy2\\hr9}}\
          \\pard\\s7 High\\par\\pard\\s0 Low\\par}",
    );
    assert_eq!((&*document.info.title, &*document.info.author), ("Tide", "Ann Field"));
    assert_eq!(document.info.created, "2018-03-02");
    let titled: Vec<bool> = document.paragraphs.iter().map(|p| p.titled).collect();
    assert_eq!(titled[..2], [true, false]);
}

#[test]
fn a_document_without_an_end_is_read_as_far_as_it_goes() {
    assert_eq!(read(b"{\\rtf1 {{{ a \\par b").paragraphs[1].text, "b");
    assert_eq!(read(b"{\\rtf1 a}}}} b").paragraphs[0].text, "a b");
    let deep = format!("{{\\rtf1 {}deep{} end}}", "{".repeat(100_000), "}".repeat(100_000));
    assert_eq!(read(deep.as_bytes()).paragraphs[0].text, "deep end");
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in "[{}\\\\'*u0-9a-z \\-]{0,80}") {
        read(format!("{{\\rtf1{bytes}").as_bytes());
    }
}
