//! Extracts the names of authors from bylines: removes "By" and splits lists of names. It has no
//! list of names of persons.

mod words;

use super::clean;
use super::dates::{self, DayOrder};
use crate::ingest::parse::{entity, markup};
use words::{
    AGENCIES, AGENCY_NAMES, BETWEEN, BY, BY_CHINESE, DATED, OTHERS, ROLES, STAFF, TITLES, WITHIN,
};

/// The maximum number of authors of an article.
const MOST: usize = 64;

/// The number of bytes of a byline that are read; a longer text is not a list of names.
const READ: usize = 4 << 10;

/// The distinct names in bylines, in order.
pub fn authors(bylines: &[String]) -> Vec<String> {
    read(bylines).0
}

/// The names in bylines, and whether there were more than are kept or looked for.
pub fn read(bylines: &[String]) -> (Vec<String>, bool) {
    let (mut names, mut cut): (Vec<String>, bool) = Default::default();
    for byline in bylines {
        let head = &byline[..byline.floor_char_boundary(READ)];
        cut |= head.len() < byline.len();
        for name in split(head) {
            if names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                continue;
            }
            if names.len() == MOST {
                return (names, true);
            }
            names.push(name);
        }
    }
    (names, cut)
}

/// The names in the byline at the start of a text, as agencies send it; empty if there is none.
pub fn above(body: &str) -> Vec<String> {
    let first = body.lines().next().unwrap_or_default();
    if is_plain(first) { authors(&[first.to_string()]) } else { vec![] }
}

/// Whether a line of a text is a byline: `By` and names, and nothing else.
pub fn is_plain(line: &str) -> bool {
    const STARTS: [&str; 9] =
        ["By ", "BY ", "Von ", "Par ", "Por ", "Door ", "Przez ", "Av ", "Af "];
    let line = undated(line);
    let rest = STARTS.iter().find_map(|start| line.strip_prefix(start));
    let Some(rest) = rest.filter(|_| line.len() <= 60) else { return false };
    let joined = |word: &str| matches!(word, "and" | "de" | "van" | "von" | "del" | "la" | "&");
    let words: Vec<&str> = rest.split(' ').collect();
    (2..=7).contains(&words.len())
        && !rest.ends_with(['.', ':', '?', '!'])
        && words.iter().all(|word| word.starts_with(char::is_uppercase) || joined(word))
}

fn split(byline: &str) -> Vec<String> {
    let plain = if markup::is_markup(byline) { markup::to_text(byline) } else { byline.into() };
    let line = clean::line(&entity::decode(&plain.replace('\n', ";")));
    let line: Vec<&str> = line.split(' ').filter(|word| !word.contains("://")).collect();
    let line = line.join(" ");
    let line = undated(unwrapped(&line).trim_matches(['[', ']', '\'', '"']));
    let line = without_others(line);
    let chinese = without(line, BY_CHINESE);
    let mut parts = vec![without_by(chinese.unwrap_or(line)).to_string()];
    for between in BETWEEN {
        parts = parts.iter().flat_map(|part| part.split(between)).map(str::to_string).collect();
    }
    parts = parts.iter().flat_map(|part| at_strokes(part)).collect();
    if chinese.is_some() {
        let words = |part: &String| part.split(' ').map(str::to_string).collect::<Vec<_>>();
        parts = parts.iter().flat_map(words).collect();
    }
    parts.retain(|part| without(part.trim(), OTHERS).is_none());
    parts = parts.iter().flat_map(|part| at_commas(part)).collect();
    parts = parts.iter().flat_map(|part| within(part)).collect();
    parts.iter().filter_map(|part| name(part)).collect()
}

/// A byline without the parentheses that enclose it.
fn unwrapped(line: &str) -> &str {
    let inside = |open, close| line.strip_prefix(open)?.strip_suffix(close);
    inside('(', ')').or_else(|| inside('（', '）')).unwrap_or(line)
}

/// Names at strokes, if one of them has a first name: `facebook.com/ann` is one.
fn at_strokes(part: &str) -> Vec<String> {
    let pieces: Vec<String> = part.split('/').map(str::to_string).collect();
    let named = |piece: &String| piece.trim().contains(' ');
    if pieces.iter().any(named) { pieces } else { vec![part.to_string()] }
}

/// A byline without a trailing date.
fn undated(line: &str) -> &str {
    let head = &line[..line.floor_char_boundary(300)];
    let Some((_, range)) = dates::find(head, DayOrder::Unknown) else { return line };
    let mut before = line[..range.start].trim_end();
    if before.is_empty() {
        return line;
    }
    while let Some(word) = before.split(' ').next_back()
        && DATED.contains(&word.to_lowercase().trim_end_matches(':'))
    {
        before = before[..before.len() - word.len()].trim_end();
    }
    before.trim_end_matches([',', '|', '-', '–', '—', '•', '·', ';', ' '])
}

/// What stands behind the first of some words that a line begins with.
fn without<'a>(line: &'a str, words: &[&str]) -> Option<&'a str> {
    let lower = line.to_lowercase();
    let start = words.iter().find(|start| lower.starts_with(*start))?;
    line.get(start.len()..).map(str::trim_start)
}

/// A byline up to the credit behind it that is none of an author.
fn without_others(line: &str) -> &str {
    let lower = line.to_lowercase();
    let credit = |other: &&str| lower.find(&format!(" {other}")).filter(|place| *place > 0);
    let end = OTHERS.iter().filter_map(credit).min();
    end.and_then(|end| line.get(..end)).map_or(line, |line| line.trim_end_matches([',', ';', '.']))
}

/// Whether a line begins like a byline.
pub fn begins_by(line: &str) -> bool {
    without(line, BY).or_else(|| without(line, BY_CHINESE)).is_some()
}

fn without_by(line: &str) -> &str {
    without(line, BY).unwrap_or(line)
}

/// Names at commas; `Smith, John` is one, as is `Agence France-Presse, Paris`. A single word behind
/// the name of a person is where they write from or for, and no name.
fn at_commas(part: &str) -> Vec<String> {
    let pieces: Vec<&str> =
        part.split([',', '，', '،']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let several = |piece: &str| piece.contains(' ');
    let letters = |piece: &str| is_shorthand(piece, 8) || is_agency(piece);
    let spaced = |piece: &str| !piece.chars().any(clean::is_ideograph);
    match pieces.as_slice() {
        [name, title] if TITLES.contains(title) => vec![format!("{name}, {title}")],
        [last, first] if is_initials(first) && spaced(last) => vec![format!("{first} {last}")],
        [last, first] if !several(last) && !letters(last) && !several(first) && spaced(first) => {
            vec![format!("{first} {last}")]
        }
        [agency, place] if several(agency) && !several(place) && is_agency(agency) => {
            vec![format!("{agency}, {place}")]
        }
        [name, place] if several(name) && !several(place) && !letters(place) => {
            vec![name.to_string()]
        }
        pieces if is_inverted(pieces) => {
            pieces.chunks(2).map(|name| format!("{} {}", name[1], name[0])).collect()
        }
        [names @ .., agency, place]
            if !names.is_empty() && is_agency(agency) && !several(place) && !letters(place) =>
        {
            let last = format!("{agency}, {place}");
            names.iter().map(|name| name.to_string()).chain([last]).collect()
        }
        pieces => pieces.iter().map(|piece| piece.to_string()).collect(),
    }
}

/// Whether pieces are surnames, each with initials behind it: `Field, A., Lake, B. C.`.
fn is_inverted(pieces: &[&str]) -> bool {
    let initials = |piece: &&str| is_initials(piece) || piece.chars().count() == 1;
    let pairs = pieces.len() >= 4 && pieces.len().is_multiple_of(2);
    pairs && pieces.chunks(2).all(|pair| initials(&pair[1]) && !initials(&pair[0]))
}

/// Whether a piece of a name is `J.` or `E. R.`.
fn is_initials(piece: &str) -> bool {
    let mut letters = piece.split(['.', ' ', '-']).filter(|part| !part.is_empty());
    piece.contains('.') && letters.all(|part| part.chars().count() <= 2)
}

/// Whether a name is that of an agency, a paper or a station, rather than of a person: by a
/// word in it, or by letters and a number that stand for it (`G1`).
fn is_agency(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split([' ', '-']);
    let numbered = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    words.any(|word| AGENCIES.contains(&word) || AGENCY_NAMES.contains(&word))
        || lower.ends_with("news") && !lower.contains(' ')
        || name.split(' ').any(|word| is_shorthand(word, 3) && numbered(word))
}

/// Whether a word is capital letters and digits, so many at the most: `AFP`, `G1`.
fn is_shorthand(word: &str, most: usize) -> bool {
    let word = word.trim_end_matches('*');
    (2..=most).contains(&word.chars().count())
        && word.starts_with(char::is_uppercase)
        && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Names at a word that stands in names too: there are two if the second has a first name.
fn within(part: &str) -> Vec<String> {
    let split = WITHIN.iter().find_map(|word| part.split_once(word));
    match split {
        // `Mac & i` is a magazine.
        Some((one, other)) if part.contains('&') && !one.contains(' ') && !other.contains(' ') => {
            vec![part.to_string()]
        }
        Some((one, other)) if other.trim().contains(' ') || !one.trim().contains(' ') => {
            let mut names = vec![one.to_string()];
            names.extend(within(other));
            names
        }
        _ => vec![part.to_string()],
    }
}

/// Whether a phrase is a role rather than a name.
fn is_role(phrase: &str) -> bool {
    let lower = phrase.to_lowercase();
    lower.split_whitespace().any(|word| ROLES.contains(&word.trim_end_matches(':')))
        && phrase.split_whitespace().count() < 6
}

/// A name without a parenthesis that stands in it alone.
fn balanced(part: &str) -> &str {
    match (part.contains('('), part.contains(')')) {
        (true, false) => part.trim_start_matches(['(', ' ']),
        (false, true) => part.trim_end_matches([')', ' ']),
        _ => part,
    }
}

/// Whether nobody is called so: a word that opens bylines, or one letter.
fn is_no_name(part: &str) -> bool {
    let lower = part.to_lowercase();
    BY.iter().any(|by| by.trim_end_matches([' ', ':']) == lower)
        || part.len() == 1
        || ["view all", "more from", "follow ", "see all"]
            .iter()
            .any(|start| lower.starts_with(start))
}

/// Whether a phrase is a day, if perhaps of no year: `MAR 04`.
fn is_day(phrase: &str) -> bool {
    let read = |text: &str| dates::read(text, DayOrder::Unknown).is_some();
    phrase.contains(|c: char| c.is_ascii_digit())
        && phrase.len() <= 40
        && (read(phrase) || read(&format!("{phrase} 2000")))
}

/// A name without the place it was written in or the paper it was written for.
fn alone(part: &str) -> &str {
    let cut = [" in ", " for "].iter().filter_map(|word| part.split_once(word));
    let named =
        |(name, rest): &(&str, &str)| name.contains(' ') && rest.starts_with(char::is_uppercase);
    cut.filter(named).map(|(name, _)| name).min_by_key(|name| name.len()).unwrap_or(part)
}

/// A name of several words without what its person is: `Ann Field Staff Writer`.
fn without_staff(part: &str) -> &str {
    let lower = part.to_lowercase();
    let cut = STAFF.iter().find_map(|role| part.get(..lower.strip_suffix(role)?.len()));
    cut.filter(|name| name.contains(' ')).unwrap_or(part)
}

/// A phrase as a name; `None` if it cannot be one.
fn name(part: &str) -> Option<String> {
    let handle = |word: &&str| !word.starts_with('@');
    let part = part.trim().trim_start_matches('@');
    let part: Vec<&str> = part.split(' ').filter(handle).collect();
    let part = part.join(" ");
    let part = without_staff(alone(without_by(&part)).trim_end_matches('.'));
    let part = part.trim_matches([' ', '.', '-', '–', '—', '*', '\'', '"', '|', '・', '·']);
    let named =
        part.chars().any(char::is_alphabetic) && !part.contains("://") && !part.contains('@');
    let part = balanced(part);
    let named = named && !is_role(part) && !is_day(part) && !is_no_name(part);
    (named && part.chars().count() <= 80).then(|| part.to_string())
}

#[cfg(test)]
mod tests {
    use super::{above, authors};

    #[test]
    fn names_come_without_by_and_one_by_one() {
        for (byline, expected) in [
            ("By Ann Field and Bo Lake", vec!["Ann Field", "Bo Lake"]),
            ("by ANN FIELD, Political Correspondent", vec!["ANN FIELD"]),
            ("Field, Ann", vec!["Ann Field"]),
            ("Ann Field, Bo Lake & Cy Moor", vec!["Ann Field", "Bo Lake", "Cy Moor"]),
            ("<a href='/ann'>Ann Field</a>", vec!["Ann Field"]),
            ("Von Anna Feld und Bo See", vec!["Anna Feld", "Bo See"]),
            ("The Quay Network, Inc.", vec!["The Quay Network, Inc"]),
            ("Agence France-Presse, Paris", vec!["Agence France-Presse, Paris"]),
            ("Field, Ann; Lake, Bo", vec!["Ann Field", "Bo Lake"]),
            ("Jean Champ et Marie Lac", vec!["Jean Champ", "Marie Lac"]),
            ("João Campo e Ana Lago", vec!["João Campo", "Ana Lago"]),
            ("Ann Field, Quay", vec!["Ann Field"]),
            ("van feld, e.r", vec!["e.r van feld"]),
            ("quay.example/ann", vec!["quay.example/ann"]),
            ("Ann Field (Quay)", vec!["Ann Field (Quay)"]),
            ("Last Updated: January 7", vec![]),
            ("Last Updated: January 7, 2012", vec![]),
            ("José Campo y Lago", vec!["José Campo y Lago"]),
            ("José Campo y Ana Lago", vec!["José Campo", "Ana Lago"]),
            ("Jan de Vries en Piet Veld", vec!["Jan de Vries", "Piet Veld"]),
            ("野田一、湖花", vec!["野田一", "湖花"]),
            ("（记者田野、湖水）", vec!["田野", "湖水"]),
            ("文/田野 湖水", vec!["田野", "湖水"]),
            ("Ann Field/The Quay", vec!["Ann Field", "The Quay"]),
            ("by Ann Field in Port Reed", vec!["Ann Field"]),
            ("Posted by Ann Field on May 3, 2020", vec!["Ann Field"]),
            ("Ann Field, Ph.D.", vec!["Ann Field, Ph.D"]),
            ("Reporting by Ann Field; Editing by Bo Lake", vec!["Ann Field"]),
            ("Ann Field @annfield", vec!["Ann Field"]),
            ("https://example.org/ann", vec![]),
            ("ann@example.org", vec![]),
        ] {
            assert_eq!(authors(&[byline.to_string()]), expected, "{byline}");
        }
        let twice = ["Ann Field".to_string(), "ann field".to_string()];
        assert_eq!(authors(&twice), ["Ann Field"]);
    }

    #[test]
    fn agencies_and_desks_are_authors_and_places_and_credits_are_not() {
        for (byline, expected) in [
            ("Por Ana Lago, G1", vec!["Ana Lago", "G1"]),
            ("Por Ana Lago e João Campo, Reuters", vec!["Ana Lago", "João Campo", "Reuters"]),
            ("Por G1 PR, Porto", vec!["G1 PR, Porto"]),
            ("Por Q1 e TV Cais, Porto", vec!["Q1", "TV Cais, Porto"]),
            ("The Quay, MAR 04", vec!["The Quay"]),
            ("Redação", vec!["Redação"]),
            ("Reuters", vec!["Reuters"]),
            ("كتب: أحمد البحري", vec!["أحمد البحري"]),
            ("מאת רות ים", vec!["רות ים"]),
            ("Quay & Sea", vec!["Quay & Sea"]),
            ("Ann & Bo Lake", vec!["Ann", "Bo Lake"]),
            ("By Ann Field and Bo Lake, Staff writer", vec!["Ann Field", "Bo Lake"]),
            ("Ann Field and agencies", vec!["Ann Field"]),
            ("Por Ana Lago, G1, Porto", vec!["Ana Lago", "G1, Porto"]),
            ("Field, A., Lake, B.C.", vec!["A. Field", "B.C. Lake"]),
            (
                "Marie Lac (avec Jean Champ et Luc Bois)",
                vec!["Marie Lac", "Jean Champ", "Luc Bois"],
            ),
            ("By; View All Posts; Ann Field", vec!["Ann Field"]),
            ("記者・野田一", vec!["野田一"]),
            ("Ann Field Staff Writer", vec!["Ann Field"]),
            ("By ANN FIELD; Bo Lake contributed reporting.", vec!["ANN FIELD", "Bo Lake"]),
            ("Written by Ann Field Edited by Bo Lake", vec!["Ann Field"]),
            ("Ann Field (https://example.org/ann)", vec!["Ann Field"]),
            ("Par Marie Lac avec Jean Champ", vec!["Marie Lac", "Jean Champ"]),
        ] {
            assert_eq!(authors(&[byline.to_string()]), expected, "{byline}");
        }
    }

    #[test]
    fn the_byline_above_a_text_gives_its_authors() {
        assert_eq!(above("By Ann Field\n\nThe harbour closed."), ["Ann Field"]);
        assert_eq!(above("By Friday the harbour was closed"), [""; 0]);
    }
}
