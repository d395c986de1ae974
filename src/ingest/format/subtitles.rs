//! Subtitles and timed transcripts: SubRip, WebVTT, SBV, SubStation Alpha, LRC, and lines that
//! begin with a time in brackets. Cues become running text without times and tags; speaker names
//! are kept.

use crate::ingest::document::{Document, Options, Refusal};
use crate::ingest::draft::{Draft, Drafts};
use crate::ingest::parse::entity;

/// The number of lines examined to recognise a document.
const LOOKED_AT: usize = 40;
/// The minimum length of a paragraph in bytes before it ends at the end of a sentence.
const PARAGRAPH: usize = 600;

/// The syntax of cues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A timing line before the lines of each cue: SubRip, WebVTT, SBV.
    Blocks,
    /// One `Dialogue:` line per cue.
    Script,
    /// A time in brackets before the text of each line.
    Lines,
}

/// Whether a document is subtitles, or a timed transcript.
pub fn recognise(document: Document<'_>) -> bool {
    kind(document.text).is_some()
}

fn kind(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with("WEBVTT") {
        return Some(Kind::Blocks);
    }
    if text.starts_with("[Script Info]") {
        return Some(Kind::Script);
    }
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LOOKED_AT).collect();
    let numbered = lines.first().is_some_and(|line| line.bytes().all(|b| b.is_ascii_digit()));
    let times = lines.get(usize::from(numbered)).is_some_and(|line| is_times(line));
    let timed = lines.iter().filter(|line| timed(line).is_some()).count();
    match (times, timed) {
        (true, _) => Some(Kind::Blocks),
        (false, timed) if timed >= 2 && timed * 5 >= lines.len() * 4 => Some(Kind::Lines),
        _ => None,
    }
}

/// Hands over the transcript as one article.
///
/// # Errors
/// Refuses subtitles without text.
pub fn extract(
    document: Document<'_>,
    _: &Options,
    drafts: &mut dyn Drafts,
) -> Result<(), Refusal> {
    let text = super::text::unix_lines(document.text.trim_start_matches('\u{FEFF}'));
    let cues = match kind(&text).unwrap_or(Kind::Lines) {
        Kind::Blocks => blocks(&text),
        Kind::Script => script(&text),
        Kind::Lines => text.lines().map(|line| vec![bracketed(line)]).collect(),
    };
    let body = running(&rolled_up(cues));
    if body.is_empty() {
        return Err(Refusal::NotArticles("subtitles without a word".into()));
    }
    let stated = |label: &str| {
        let mut head = text.lines().take(LOOKED_AT).take_while(|line| !is_times(line));
        let value = head.find_map(|line| line.strip_prefix(label))?.trim();
        Some(value.to_string()).filter(|value| !value.is_empty())
    };
    drafts.article(Draft {
        key: "0".into(),
        title: stated("Title:"),
        body,
        lang: stated("Language:"),
        ..Draft::default()
    });
    Ok(())
}

/// Whether a line is the timing of a cue: `00:14.130 --> 00:17.190`, `0:00:14.130,0:00:17.190`.
fn is_times(line: &str) -> bool {
    let parted = line.split_once("-->").or_else(|| {
        let (start, end) = line.split_once(',')?;
        (start.matches(':').count() == 2 && end.matches(':').count() == 2).then_some((start, end))
    });
    parted.is_some_and(|(start, end)| {
        is_time(start.trim()) && end.split_whitespace().next().is_some_and(is_time)
    })
}

/// Whether a text is a time: hours, minutes and seconds, or minutes and seconds.
fn is_time(text: &str) -> bool {
    let signs = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',');
    let colons = text.matches(':').count();
    (1..=2).contains(&colons)
        && text.len() <= 16
        && text.chars().all(signs)
        && text.starts_with(|c: char| c.is_ascii_digit())
}

/// The text after the time in brackets at the start of a line.
fn timed(line: &str) -> Option<&str> {
    let (time, rest) = line.trim_start().strip_prefix('[')?.split_once(']')?;
    let (start, end) = time.split_once(" - ").unwrap_or((time, "0:0"));
    (is_time(start.trim()) && is_time(end.trim())).then_some(rest)
}

/// The text of a line after all its times in brackets; LRC metadata labels give no text.
fn bracketed(line: &str) -> String {
    let mut rest = line.trim();
    while let Some(behind) = timed(rest) {
        rest = behind.trim_start();
    }
    let label = rest.starts_with('[') && rest.ends_with(']') && rest.contains(':');
    if label { String::new() } else { spoken(rest) }
}

/// The lines of each cue below its times, up to a blank line or the next cue.
fn blocks(text: &str) -> Vec<Vec<String>> {
    let mut cues: Vec<Vec<String>> = vec![];
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if is_times(line) {
            // The line directly above the timing of a cue is its number or its name.
            if let Some(cue) = cues.last_mut().filter(|_| inside) {
                cue.pop_if(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
            }
            cues.push(vec![]);
            inside = true;
        } else if line.is_empty() {
            inside = false;
        } else if let Some(cue) = cues.last_mut().filter(|_| inside) {
            cue.push(spoken(line));
        }
    }
    cues
}

/// The cues of SubStation Alpha: the text is the last of ten fields and is preceded by the
/// speaker's name.
fn script(text: &str) -> Vec<Vec<String>> {
    let dialogues = text.lines().filter_map(|line| line.trim().strip_prefix("Dialogue:"));
    let cue = |line: &str| {
        let fields: Vec<&str> = line.splitn(10, ',').collect();
        let text = fields.get(9)?.replace("\\N", " ").replace("\\n", " ").replace("\\h", " ");
        let text = spoken(&without_overrides(&text));
        let name = fields.get(4).map_or("", |name| name.trim());
        Some(vec![if name.is_empty() { text } else { format!("{name}: {text}") }])
    };
    dialogues.filter_map(cue).collect()
}

/// Removes override codes such as `{\i1}`.
fn without_overrides(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{\\") {
        plain.push_str(before);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

/// Removes the tags of a line; a voice tag gives the speaker's name.
fn spoken(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let Some((tag, behind)) = after.split_once('>') else {
            plain.push('<');
            rest = after;
            continue;
        };
        if let Some(name) = tag
            .strip_prefix("v ")
            .or_else(|| tag.strip_prefix("v.")?.split_once(' ').map(|(_, name)| name))
        {
            plain.push_str(&format!("{}: ", name.trim()));
        }
        rest = behind;
    }
    plain.push_str(rest);
    let words: Vec<&str> = plain.split_whitespace().collect();
    entity::decode(&words.join(" ")).into_owned()
}

/// The lines of all cues in order. In roll-up captions, a cue begins with the last lines of the
/// previous one: these lines are kept once.
fn rolled_up(cues: Vec<Vec<String>>) -> Vec<String> {
    let repeats = |pair: &[Vec<String>]| {
        pair[0].last().is_some_and(|last| !last.is_empty() && pair[1].first() == Some(last))
    };
    let count = cues.windows(2).filter(|pair| repeats(pair)).count();
    let rolls = count >= 3 && count * 3 >= cues.len();
    let mut lines: Vec<String> = vec![];
    for line in cues.into_iter().flatten().filter(|line| !line.is_empty()) {
        if !(rolls && lines.last() == Some(&line)) {
            lines.push(line);
        }
    }
    lines
}

/// Joins lines into running text. A paragraph starts when the speaker changes, and after the end of
/// a sentence once the previous paragraph is long enough.
fn running(lines: &[String]) -> String {
    let mut body = String::new();
    let mut start = 0;
    for line in lines {
        let turn = line.trim_start_matches(">> ").trim_start_matches("- ");
        let speaks = turn.len() < line.len() || names_speaker(line);
        let full =
            body.len() - start >= PARAGRAPH && body.ends_with(['.', '!', '?', '。', '”', '"']);
        if !body.is_empty() {
            let new = speaks || full;
            body.push_str(if new { "\n\n" } else { " " });
            start = if new { body.len() } else { start };
        }
        body.push_str(turn);
    }
    body
}

/// Whether a line begins with the name of a speaker: `Mara:`, `MARA QUILL:`.
fn names_speaker(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(':') else { return false };
    let words: Vec<&str> = name.split_whitespace().collect();
    rest.starts_with(' ')
        && (1..=3).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::{extract, recognise};
    use crate::ingest::draft::Draft;
    use crate::ingest::testing::{collect, document};

    fn read(text: &str) -> Draft {
        assert!(recognise(document(text)), "{text}");
        collect(extract, text).articles.remove(0)
    }

    const SAID: &str =
        "This is the radio that features the pilots of Lunden. The mole is no place.";

    #[test]
    fn the_cues_of_every_form_are_one_running_text() {
        for text in [
            "1\n00:00:14,130 --> 00:00:17,190\nThis is the radio\nthat features\n\n\
             2\n00:00:17,190 --> 00:00:19,230\n<i>the pilots</i> of Lunden.\n\n\
             3\n00:00:22,059 --> 00:00:26,079\nThe mole is no place.\n",
            "WEBVTT\nKind: captions\n\nNOTE of the\nharbour\n\nSTYLE\n::cue { color: red }\n\n\
             00:14.130 --> 00:17.190 align:start\nThis is the radio that features\n\n\
             intro\n00:17.190 --> 00:19.230\nthe pilots<00:18.000><c> of Lunden.</c>\n\n\
             00:22.059 --> 00:26.079\nThe mole is no place.",
            "0:00:14.130,0:00:17.190\nThis is the radio that features\n\n\
             0:00:17.190,0:00:19.230\nthe pilots of Lunden.\nThe mole is no place.\n",
            "[Script Info]\nTitle: Radio\n[Events]\nFormat: Layer, Start\n\
             Dialogue: 0,0:00:14.13,0:00:17.19,Default,,0,0,0,,{\\i1}This is the radio{\\i0}\\Nthat features\n\
             Comment: 0,0:00:14.13,0:00:17.19,Default,,0,0,0,,Not said\n\
             Dialogue: 0,0:00:17.19,0:00:19.23,Default,,0,0,0,,the pilots of Lunden. The mole is no place.\n",
            "[ar:Radio]\n[00:14.13]This is the radio that features\n[00:17.19][00:17.20]the pilots of Lunden.\n\
             [00:22.05] The mole is no place.\n[00:25.00]\n[00:26.00]\n",
            "[00:00:14] This is the radio that features\n[00:00:17] the pilots of Lunden.\n\
             [00:00:22] The mole is no place.\n",
        ] {
            assert_eq!(read(text).body, SAID, "{text}");
        }
    }

    #[test]
    fn whoever_speaks_is_named_and_begins_a_paragraph() {
        let text = "WEBVTT\nLanguage: en\n\n00:14.130 --> 00:17.190\n<v Mara>The ferry &amp; the mole</v>\n\n\
            00:17.190 --> 00:19.230\nare closed.\n\n00:19.230 --> 00:20.000\n<v.loud Jon Reed>Why?</v>\n\n\
            00:20.000 --> 00:21.000\n- The storm.\n";
        let draft = read(text);
        assert_eq!(
            draft.body,
            "Mara: The ferry & the mole are closed.\n\nJon Reed: Why?\n\nThe storm."
        );
        assert_eq!(draft.lang.as_deref(), Some("en"));
        let named = read(
            "[Script Info]\nTitle: Radio\n\n[Events]\n\
            Dialogue: 0,0:00:14.13,0:00:17.19,Default,Mara,0,0,0,,The ferry, the mole.\n",
        );
        assert_eq!(
            (named.title.as_deref(), &*named.body),
            (Some("Radio"), "Mara: The ferry, the mole.")
        );
    }

    #[test]
    fn captions_that_roll_up_say_each_line_once_and_others_as_often_as_it_was_said() {
        let cue = |at: usize, lines: &str| {
            format!("00:{at:02}.000 --> 00:{:02}.000\n{lines}\n\n", at + 1)
        };
        let rolling: String =
            (0..8).map(|n| cue(n, &format!("line {n}\nline {}", n + 1))).collect();
        let read_back = read(&format!("WEBVTT\n\n{rolling}")).body;
        assert_eq!(read_back, (0..9).map(|n| format!("line {n}")).collect::<Vec<_>>().join(" "));
        let plain = cue(1, "No.") + &cue(2, "No.") + &cue(3, "So be it.");
        assert_eq!(read(&format!("WEBVTT\n\n{plain}")).body, "No. No. So be it.");
    }

    #[test]
    fn a_text_with_a_time_in_it_is_no_transcript() {
        for text in
            ["12:30 The ferry left.\n\nIt came back.", "[12] A note\n[13] Another", "1\n\n2\n"]
        {
            assert!(!recognise(document(text)), "{text}");
        }
    }
}
