//! What a copy is, on invented articles; and that stories depend on the set of articles alone.

use std::convert::Infallible;

use proptest::prelude::*;

use super::group::Verdicts;
use super::{Member, RunningText, Sketch, Stories, group};

const BRIDGE: &str = "The harbour board of Ellery closed the swing bridge on Sunday evening after divers \
found a crack in its northern pier, and engineers said it would take at least two weeks to learn how deep \
the damage goes. The crack is as long as a rowing boat and runs from the waterline to the first course of \
granite.

Commuters from the eastern bank will be carried by ferries that leave every twenty minutes from the fish \
quay, the board said. Lorries have to go round by the old toll road, which adds an hour to the trip. Shops \
in Quay Street expect fewer customers, and the market will move to the square in front of the town hall \
until further notice.

The bridge was built in 1911 and last repaired in 1978, when a coal barge struck the same pier. Marta \
Lindqvist, who leads the board, called the closure painful but right. A council member, Piet Osgood, asked \
why the yearly inspection had been put off twice, and wants the minutes of both meetings to be published.

Insurance will not pay for wear, according to the treasurer, so that the town may have to borrow. A decision \
on the loan is due before the end of the month. Until then the ferries run at a loss that the board puts at \
a thousand crowns a day, and the oldest captain of the line says he has never seen the quay so crowded.";

const OTHER_REPORT: &str = "Anyone who wanted to cross the river in Ellery on Monday had to queue for a boat. \
The swing bridge is shut, because a diving team saw that the stone under its north end has split, and nobody \
can say yet when cars will be let over it again.

Our reporter stood at the landing stage from six in the morning. By eight, some three hundred people waited in \
the rain, among them nurses of the infirmary and a school class. Boats are meant to come three times an hour. \
Two of them broke down before noon.

Piet Osgood of the council said that the board had saved money in the wrong place. Its chair, Marta Lindqvist, \
answered that safety came first. The structure, more than a hundred years old, had its last great overhaul after \
a collision in the seventies. Who will pay this time is open; the insurers have already waved the town away, and \
the treasurer is looking for a lender.";

fn of(body: &str) -> RunningText {
    RunningText::of(body)
}

fn are_copies(one: &str, other: &str) -> bool {
    let copies = of(one).is_copy_of(&of(other));
    assert_eq!(copies, of(other).is_copy_of(&of(one)), "a copy is one both ways");
    let (one, other) = (Sketch::of(one), Sketch::of(other));
    assert!(!copies || one.content == other.content || one.is_like(&other), "it is found, too");
    copies
}

fn every(text: &str, step: usize, change: impl Fn(&str) -> String) -> String {
    let word = |(place, word): (usize, &str)| match place % step {
        0 => change(word),
        _ => word.to_string(),
    };
    text.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn edits_of_an_article_are_its_copies() {
    let paragraphs: Vec<&str> = BRIDGE.split("\n\n").collect();
    let half = paragraphs[..2].join("\n\n");
    let added = format!(
        "{BRIDGE}\n\n{}\n\n{}",
        "Ferries have run here since 1702. ".repeat(3),
        "More follows."
    );
    let reordered = [paragraphs[2], paragraphs[0], paragraphs[3], paragraphs[1]].join("\n\n");
    let credited = format!("ELLERY, Nov 5 (Agency) - {BRIDGE}\n\n(Reporting by A. Writer)");
    let changed = every(BRIDGE, 10, |_| "otherwise".into());
    let noisy = every(BRIDGE, 7, |word| word.replace(['e', 'i', 'a'], "c"));
    let capitals = BRIDGE.to_uppercase();
    for edit in [half, added, reordered, credited, changed, noisy, capitals] {
        assert!(are_copies(BRIDGE, &edit), "{edit}");
    }
}

#[test]
fn two_reports_of_one_event_are_no_copies() {
    assert!(!are_copies(BRIDGE, OTHER_REPORT));
}

#[test]
fn a_page_that_holds_an_article_among_many_is_no_copy_of_it() {
    let others: Vec<String> = (0..900).map(|number| format!("word{number} stands here")).collect();
    assert!(!are_copies(BRIDGE, &format!("{BRIDGE}\n\n{}", others.join(" "))));
}

/// A weather report: the same words around other places and numbers.
fn weather(number: usize) -> String {
    let place = ["Ellery", "Norhaven", "Saltmere", "Quayle", "Tarn", "Osby"];
    let name = |at: usize| place[(number * 7 + at * at + at) % place.len()];
    let line = |at: usize| {
        let degrees = (number * 13 + at * 5) % 37;
        format!(
            "and {} had {degrees} degrees with wind from {} at {} knots",
            name(at),
            name(at + 3),
            degrees + 3
        )
    };
    let lines: Vec<String> = (0..8).map(line).collect();
    format!("The weather office reports for today {}, it says.", lines.join(", "))
}

#[test]
fn forms_that_differ_in_names_and_numbers_are_no_copies() {
    assert!(are_copies(&weather(1), &weather(1)));
    for number in 2..20 {
        assert!(!are_copies(&weather(1), &weather(number)), "{number}");
    }
}

/// A release that is sent to each region with its own names and numbers.
fn release(region: &str, minister: &str, day: &str, sum: &str) -> String {
    format!(
        "Families in {region} will get more help with the cost of heating, the government said on {day}. \
         The programme, which begins in the autumn, pays for new windows, better roofs and the advice of an \
         engineer, and nobody has to fill in more than one page. In {region} alone {sum} crowns are set aside \
         for it, said minister {minister}, who visited a school that was repaired with such a grant last year. \
         Applications are taken at every town hall, by post, or by telephone in the morning, and are answered \
         within a month. The money is paid when the work is done and has been looked at. Tenants can apply, too, \
         if the owner of the house agrees in writing. The programme runs for three years; after two of them the \
         government will publish what it has cost and how much less coal and gas the houses have needed since. \
         For {region} the contact is {minister} herself, whose office is open on weekdays."
    )
}

#[test]
fn one_release_for_each_region_is_no_copy_of_the_others() {
    let ellery = release("Ellery", "Marta Lindqvist", "12 March 2021", "420000");
    let norhaven = release("Norhaven", "Piet Osgood", "14 April 2021", "380000");
    assert!(!are_copies(&ellery, &norhaven));
    let with_a_note = format!("{ellery} Corrects the day of the visit in the third paragraph.");
    assert!(are_copies(&ellery, &with_a_note));
}

#[test]
fn a_correction_and_another_spelling_of_names_are_no_other_facts() {
    assert!(are_copies(BRIDGE, &BRIDGE.replace("1978", "1979")));
    let spelled = BRIDGE.replace("Lindqvist", "Lindquist").replace("Osgood", "Osgoode");
    assert!(are_copies(BRIDGE, &spelled));
    let moved = BRIDGE.replace("Lindqvist", "Halloran").replace("Osgood", "Brandt");
    assert!(!are_copies(BRIDGE, &moved.replace("1911", "1937")));
}

#[test]
fn short_texts_need_more_in_common() {
    let brief = "Ferries stop at noon because of the storm, the harbour master said today.";
    assert!(are_copies(brief, &brief.replace(',', " -")));
    assert!(!are_copies(brief, &brief.replace("noon", "midnight")));
    assert!(!are_copies("Read more here.", "Read more here."));
    assert!(!are_copies("", ""));
}

#[test]
fn a_text_without_spaces_is_compared_by_its_characters() {
    let text = "港務委員會星期日關閉了旋轉橋因為潛水員在北面的橋墩發現一道裂縫工程師說至少需要兩個星期才能知道損壞有多深";
    assert!(are_copies(text, &text.replace("星期日", "昨晚")));
    assert!(!are_copies(
        text,
        "市場在城鎮廳前面的廣場重新開放商店期待更多的顧客而渡輪每二十分鐘從魚碼頭出發一次船長說從來沒有這麼擁擠過"
    ));
}

#[test]
fn a_sketch_is_read_as_it_was_kept() {
    let sketch = Sketch::of(BRIDGE);
    assert_eq!(Sketch::from_values(&sketch.values()), sketch);
    assert_eq!(Sketch::from_values(&[]), Sketch::default());
}

/// Texts of which many are copies of each other.
fn text() -> impl Strategy<Value = String> {
    let paragraphs: Vec<&'static str> =
        BRIDGE.split("\n\n").chain(OTHER_REPORT.split("\n\n")).collect();
    let some = prop::sample::subsequence(paragraphs, 0..6);
    (some, prop::sample::select(vec![0_usize, 9, 12])).prop_map(|(some, step)| {
        let text = some.join("\n\n");
        if step == 0 { text } else { every(&text, step, |_| "otherwise".into()) }
    })
}

/// The stories of articles, each of which has its number as id.
fn found(texts: &[(usize, &String)], known: &Verdicts) -> Stories {
    let running: Vec<RunningText> = texts.iter().map(|(_, text)| of(text)).collect();
    let member = |(number, text): &(usize, &String)| Member {
        order: (*number as u64) << 50,
        day: (*number as i64 * 7) % 5,
        sketch: Sketch::of(text),
    };
    let members: Vec<Member> = texts.iter().map(member).collect();
    let mut proof =
        |one: usize, other: usize| Ok::<_, Infallible>(running[one].is_copy_of(&running[other]));
    let Ok(stories) = group(&members, known, &mut proof);
    stories
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stories_depend_on_the_set_of_articles_alone(
        texts in prop::collection::vec(text(), 1..14),
        kept in prop::collection::vec(any::<bool>(), 14),
        earlier in prop::collection::vec(any::<bool>(), 14),
    ) {
        let numbered: Vec<(usize, &String)> = texts.iter().enumerate().collect();
        let chosen = |chosen: &[bool]| -> Vec<(usize, &String)> {
            numbered.iter().copied().filter(|(number, _)| chosen[*number]).collect()
        };
        let left = chosen(&kept);
        let scratch = found(&left, &Verdicts::default()).to_bytes();
        // Another run had other articles, and proved what it proved.
        let before = found(&chosen(&earlier), &Verdicts::default());
        let mut turned = left;
        turned.reverse();
        prop_assert_eq!(&found(&turned, before.verdicts()).to_bytes(), &scratch);
        let stories = Stories::from_bytes(&scratch, true).unwrap();
        prop_assert_eq!(stories.to_bytes(), scratch);
    }

    #[test]
    fn every_copy_is_found_by_its_id_and_in_its_story(
        texts in prop::collection::vec(text(), 1..14),
    ) {
        let numbered: Vec<(usize, &String)> = texts.iter().enumerate().collect();
        let stories = found(&numbered, &Verdicts::default());
        for (number, _) in &numbered {
            let order = (*number as u64) << 50;
            if let Some(entry) = stories.of(order) {
                let members: Vec<u64> = stories.members(entry.story).collect();
                prop_assert!(members.len() > 1);
                prop_assert_eq!(members[entry.rank as usize], order);
            }
            prop_assert_eq!(stories.of(order + 1), None);
        }
    }
}
