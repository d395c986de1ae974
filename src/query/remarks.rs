//! The diagnostics of the lexer and the parser, with all their messages in one place: lower case,
//! no full stop, naming the thing, saying what to do.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::query::term::Remark;

type Place = Range<usize>;

/// The first 40 characters of a text, with an ellipsis if it is longer.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

pub(super) fn space_after_field(name: &str, place: Place, read: bool) -> Diagnostic {
    if read {
        let message = format!("`{name}:` with a space after it is read as the field");
        return Diagnostic::note("space-after-field", place, message)
            .hint(format!("write `\"{name}\"` to search for the word"));
    }
    let message = format!("`{name}:` with no value directly after it is read as a word");
    Diagnostic::warning("field-without-value", place, message)
        .hint(format!("write the value without a space after `{name}:` to search the field"))
}

pub(super) fn unknown_field(name: &str, meant: &str, place: Place) -> Diagnostic {
    let message = format!("there is no field `{name}`; it is read as a word");
    Diagnostic::warning("unknown-field", place, message).hint(format!("did you mean `{meant}:`?"))
}

pub(super) fn on_term(remark: Remark, text: &str, place: Place) -> Diagnostic {
    let shown = excerpt(text);
    match remark {
        Remark::QuestionMark => {
            let message = format!("the `?` of `{shown}` is read as punctuation");
            Diagnostic::note("question-mark", place, message)
                .hint(format!("write `\"{shown}~0\"` if it stands for a character"))
        }
        Remark::Spelling => {
            let message = format!("`{shown}` asks for more slips than the 2 that are looked for");
            Diagnostic::warning("spelling", place, message).hint("write `~1` or `~2`")
        }
        Remark::Wildcard => {
            let message = format!("a wildcard in `{shown}` is not within one word and is ignored");
            Diagnostic::warning("wildcard", place, message)
                .hint("put `*` or `?` into or at the end of a single word, as in `elect*`")
        }
        Remark::Mixed => {
            let message = format!("`{shown}` is read as a pattern or a spelling alone");
            Diagnostic::warning("mixed-term", place, message)
                .hint("a word takes one of `=`, a wildcard and `~`")
        }
    }
}

pub(super) fn punctuation(text: &str, place: Place) -> Diagnostic {
    let shown = excerpt(text);
    Diagnostic::note("punctuation", place, format!("`{shown}` holds no word and is ignored"))
}

pub(super) fn plural(text: &str, place: Place) -> Diagnostic {
    Diagnostic::note("punctuation", place, format!("`{text}` is read as a plural and is ignored"))
}

pub(super) fn exclamation(stem: &str, place: Place, sentence: bool) -> Diagnostic {
    let reading = if sentence {
        "is read as the end of a sentence".to_string()
    } else {
        format!("is read as `{stem}*`, as in Nexis")
    };
    let other = if sentence { format!("{stem}*") } else { stem.to_string() };
    Diagnostic::note("exclamation-mark", place, format!("`{stem}!` {reading}"))
        .hint(format!("write `{other}` if that is meant"))
}

pub(super) fn weight(place: Place) -> Diagnostic {
    Diagnostic::warning("weight", place, "a weight must be more than 0; it is ignored")
        .hint("write a number such as `^2` or `^0.5`")
}

pub(super) fn unclosed_quote(place: Place, lone: bool) -> Diagnostic {
    if lone {
        let message = "a quotation mark that opens nothing is ignored";
        return Diagnostic::warning("unclosed-quote", place, message);
    }
    let message = "the quotation is not closed; it is read up to the end";
    Diagnostic::warning("unclosed-quote", place, message).hint("close it with `\"`")
}

pub(super) fn empty_quote(place: Place) -> Diagnostic {
    Diagnostic::warning("empty-quote", place, "the quotation holds no word and is ignored")
}

pub(super) fn slop(place: Place, words: usize) -> Diagnostic {
    if words < 2 {
        let message = "a distance has no meaning on a quotation of one word; it is ignored";
        return Diagnostic::warning("slop", place, message)
            .hint("write `word~1`, without quotation marks, for another spelling");
    }
    Diagnostic::warning("slop", place, "`~` after a quotation needs a number; it is ignored")
        .hint("write `\"a b\"~5` for both words with at most 5 others between them")
}

pub(super) fn dangling(text: &str, place: Place) -> Diagnostic {
    let message = format!("`{text}` has nothing to join and is read as a word");
    Diagnostic::warning("dangling-operator", place, message)
        .hint(format!("write a word on each side of it, or `\"{text}\"` for the word itself"))
}

pub(super) fn dangling_prefix(text: &str, place: Place) -> Diagnostic {
    let message = format!("`{text}` has nothing after it and is read as a word");
    Diagnostic::warning("dangling-operator", place, message)
        .hint(format!("write a word or a group after `{text}`"))
}

pub(super) fn lower_case(text: &str, place: Place, read: bool) -> Diagnostic {
    if read {
        let message = format!("`{text}` is read as an operator, as in the search it comes from");
        return Diagnostic::note("lower-case-operator", place, message)
            .hint(format!("write `\"{text}\"` to search for the word"));
    }
    let upper = text.to_uppercase();
    Diagnostic::note("lower-case-operator", place, format!("`{text}` is read as a word"))
        .hint(format!("write `{upper}` for the operator"))
}

pub(super) fn shouted(text: &str, place: Place) -> Diagnostic {
    let message = format!("`{text}` is read as a word, since the whole text is in capitals");
    Diagnostic::note("capitals", place, message)
        .hint("write the words in lower case to use operators")
}

pub(super) fn or_with_spaces(place: Place) -> Diagnostic {
    let message = "`OR` joins all the words up to the next `OR`, not only its neighbours";
    Diagnostic::note("or-with-spaces", place, message)
        .hint("write `(a OR b) c` to choose between two words only")
}

pub(super) fn stray_close(place: Place) -> Diagnostic {
    Diagnostic::warning("stray-parenthesis", place, "`)` closes nothing and is ignored")
}

pub(super) fn unclosed_group(place: Place) -> Diagnostic {
    let message = "`(` is not closed; the group is read up to the end";
    Diagnostic::warning("unclosed-parenthesis", place, message).hint("close it with `)`")
}

pub(super) fn empty_group(place: Place) -> Diagnostic {
    Diagnostic::warning("empty-group", place, "the parentheses hold nothing and are ignored")
}

pub(super) fn nothing_to_search(length: usize) -> Diagnostic {
    let message = "there is no word to search for, so nothing is found";
    Diagnostic::warning("no-words", 0..length, message).hint("write `*` for every article")
}

pub(super) fn field_of_field(place: Place) -> Diagnostic {
    Diagnostic::error("field", place, "a field or a function cannot have another as its value")
        .hint("write the fields side by side: `title:a body:b`")
}

pub(super) fn contradiction(length: usize) -> Diagnostic {
    let message = "the parts of the query exclude each other, so nothing is found";
    Diagnostic::warning("contradiction", 0..length, message)
        .hint("look at the ends of its ranges, or join its filters with `OR`")
}

/// Two ways in which a pasted search can bind, the first of which was taken.
pub(super) fn two_readings(place: Place, nexis: bool, read: &str, other: &str) -> Diagnostic {
    if nexis {
        let message = format!("`OR` binds first, as in Nexis: this is read as `{read}`");
        return Diagnostic::note("precedence", place, message)
            .hint(format!("write `{other}` if `AND` binds first, as in Factiva"));
    }
    let message = format!("`AND` binds before `OR`, as in Factiva: this is read as `{read}`");
    Diagnostic::warning("precedence", place, message)
        .hint(format!("write `{other}` if `OR` binds first, as in Nexis"))
}

pub(super) fn bare_phrase(text: &str, place: Place) -> Diagnostic {
    let message =
        format!("`{}` is read as a phrase, as in the search it comes from", excerpt(text));
    Diagnostic::note("phrase", place, message).hint("write `AND` between the words to part them")
}

pub(super) fn not_held(name: &str, place: Place) -> Diagnostic {
    let message = format!("no index holds what `{name}` asks for; it is left out");
    Diagnostic::warning("unsupported", place, message)
        .hint("ask for it in words, or by another field")
}

pub(super) fn text_range(text: &str, place: Place) -> Diagnostic {
    let message =
        format!("`{}` is a range of words, which is not supported; it is left out", excerpt(text));
    Diagnostic::warning("unsupported", place, message)
        .hint("ranges are of days and of numbers: `date:2023..2024`, `words:100..200`")
}
