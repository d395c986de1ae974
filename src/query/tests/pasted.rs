//! Searches pasted from other archives: what they mean, and what is said where they cannot.

use crate::query::{Context, display, parse};
use crate::when::{Clock, Day};

/// The canonical text, and the codes of warnings and notes that are not about spelling.
fn read(text: &str) -> (String, Vec<&'static str>) {
    let context = Context::new(Clock::on(Day::new(2023, 11, 15).unwrap()));
    let parsed = parse(text, &context);
    assert!(parsed.is_sound(), "{text}: {:?}", parsed.diagnostics);
    let said = parsed.diagnostics.iter().map(|problem| problem.code);
    (
        display(&parsed.query),
        said.filter(|code| matches!(*code, "precedence" | "unsupported")).collect(),
    )
}

#[test]
fn where_the_origin_is_unclear_both_readings_are_shown() {
    for (text, meaning) in [
        ("court w/5 judge or tribunal and rope", "court NEAR/5 judge OR (tribunal AND rope)"),
        ("salt or rope and bread w/3 tax", "salt OR (rope AND bread NEAR/3 tax)"),
    ] {
        assert_eq!(read(text), (meaning.to_string(), vec!["precedence"]), "{text}");
        let context = Context::new(Clock::on(Day::new(2023, 11, 15).unwrap()));
        let told = format!("{:?}", parse(text, &context).diagnostics);
        assert!(told.contains("Factiva") && told.contains("Nexis"), "{told}");
    }
}

#[test]
fn a_search_of_nexis_binds_or_first_and_says_so_where_that_matters() {
    for (text, meaning, said) in [
        ("salt! and rope or bread", "salt* AND (rope OR bread)", true),
        ("salt! or rope", "salt* OR rope", false),
        ("school and liab!", "school AND liab*", false),
        ("rope or school and liab!", "(rope OR school) AND liab*", true),
        (
            "rope pre/3 walk and hlead(salt) and not bread or cake",
            "rope PRE/3 walk AND hlead:salt AND NOT (bread OR cake)",
            true,
        ),
        ("a w/s b w/2 c w/9 d", "a /s (b NEAR/2 c NEAR/9 d)", true),
    ] {
        let (shown, codes) = read(text);
        assert_eq!(shown, meaning, "{text}");
        assert_eq!(!codes.is_empty(), said, "{text}");
    }
}

#[test]
fn what_no_index_holds_is_named_and_left_out_and_never_becomes_words() {
    for (text, meaning) in [
        ("hd=rope and ns=gpol and re=uk and ns=(gpol or gvote)", "title:rope"),
        ("hd=rope not ns=\"a b\"", "title:rope"),
        ("ns=gpol or hd=rope", "title:rope"),
        ("geographic(london) and hlead(rope)", "hlead:rope"),
        ("title:[a TO b] rope", "rope"),
        ("[salt TO sand] rope", "rope"),
    ] {
        let (shown, codes) = read(text);
        assert_eq!(shown, meaning, "{text}");
        assert!(codes.contains(&"unsupported"), "{text}");
    }
}

#[test]
fn running_text_is_not_taken_for_a_pasted_search() {
    for (text, meaning) in [
        ("company(ies) in town", "company AND ies AND in AND town"),
        ("a=b", "a=b"),
        ("wow! really", "wow* AND really"),
        ("the closing date is Friday", "the AND closing AND date AND is AND Friday"),
        ("war and peace OR treaty", "(war AND \"and\" AND peace) OR treaty"),
    ] {
        assert_eq!(read(text).0, meaning, "{text}");
    }
}
