//! Detects the language of a text in Latin letters by its most frequent words.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

/// The languages of most archives, with their most frequent and further frequent words. They decide
/// the language of most texts at a twentieth of the cost of comparing trigrams.
const COMMON: &[Common] = &[
    Common {
        code: "en",
        most: "the of and to in that is was for on with it as he at by from has have said were",
        more: "this which who its are but they their be not had been will would can more than \
               after when there also about into over new his her we what out up if or an how \
               why all two first last year says before under could should you your our them \
               these those because while where most some other no per company week month april \
               monday tuesday wednesday thursday friday",
    },
    Common {
        code: "es",
        most: "el la de que y en los del las por una con para se su al es lo como más fue no o \
               e a os",
        more: "este esta estos estas pero tras sobre según desde hasta entre también muy sus \
               ser está están años año cuando donde durante contra cada hoy han hay sido será \
               fueron tiene tienen qué quien ante día mil luego debido mientras así otro otros \
               otra esto nuevo nueva cómo nos uno dos tres vez todo todos todas parte país \
               gobierno además dijo fecha días sigue hacia",
    },
    Common {
        code: "pt",
        most: "o a de que e do da em os no na para uma um com não por se ao dos as foi são",
        more: "este esta já sobre desde até entre também muito sem seu sua seus ser está estão \
               anos ano quando onde durante contra cada hoje há foram mais pelo pela à às nos \
               nas num isso ele ela disse após você nós meu pelos pelas segundo dois três \
               depois governo isto aos",
    },
    Common {
        code: "fr",
        most: "le la les de des et en un une du que qui dans pour est par sur au pas avec il",
        more: "ce cette ces mais aux ou où sans leur être ont été était sont plus deux après \
               avant entre aussi comme depuis contre selon elle ils nous vous je leurs cet dont \
               donc fait trois jour",
    },
    Common {
        code: "de",
        most: "der die und den das von zu mit sich des auf ist im dem nicht ein eine für wird",
        more: "als bei nach wurde werden sind war hat haben auch aus nur über vor durch wie \
               noch um bis dass seine oder sie es wir zum zur einem einen einer",
    },
    Common {
        code: "it",
        most: "il di che la e in un una per del della non sono con le dei nel si alla da è",
        more: "anche più come hanno dal dalla al ai agli delle degli nella stato stata essere \
               questo questa suo sua tra dopo prima due gli quando tutti tre anni governo",
    },
    Common {
        code: "nl",
        most: "de het een van en dat in is op te zijn met voor niet aan er die ook heeft werd",
        more: "bij om nog naar maar dan uit over door wordt worden haar hij ze waren meer geen \
               tot onder tegen",
    },
    Common {
        code: "sv",
        most: "och att det som en på är av för med till den har inte om ett han var från de",
        more: "sig vid efter där när ut upp under eller skulle blir mot också",
    },
    Common {
        code: "pl",
        most: "w i na z się nie do to że jest o od za po przez jak dla oraz był tym ale",
        more: "jego przed ich być są który która które przy bardzo także może więc lub czy już",
    },
    Common {
        code: "eo",
        most: "la de kaj en estas ke al por kiu oni ne pri kun ili el kiel estis ĝi sed tiu",
        more: "aŭ ankaŭ pli post antaŭ dum tiuj kiuj ĝis laŭ ĉe tre",
    },
];

/// The frequent words of a language, in lower case.
struct Common {
    code: &'static str,
    /// The most frequent words: a text in the language is expected to have some.
    most: &'static str,
    /// Other frequent words, none of them frequent in an unrelated language.
    more: &'static str,
}

/// For each word, the indexes in [`COMMON`] of the languages that have it.
static LANGUAGES: LazyLock<HashMap<&'static str, Vec<usize>, FixedState>> = LazyLock::new(|| {
    let mut languages: HashMap<_, Vec<usize>, FixedState> = HashMap::default();
    for (place, common) in COMMON.iter().enumerate() {
        let words = common.most.split(' ').chain(common.more.split(' '));
        words.for_each(|word| languages.entry(word).or_default().push(place));
    }
    languages
});

/// Words that settle whether a guess is to be believed, for the other languages in Latin letters
/// that can be compared: a text in a language that is not known looks most like one of these, and
/// has none of its words. A language without a line here is never guessed.
const PROOFS: &[(&str, &str)] = &[
    ("af", "die van en is het dat nie vir met sy wat op"),
    ("az", "və bu bir ilə üçün də olan ki"),
    ("ca", "de la el i que en els per un una amb les del és va al més ha"),
    ("cs", "v se na je že s z do i k ve pro za by ale jako po"),
    ("cy", "yn y yr mae ac wedi oedd eu"),
    ("da", "og i at det er en til af på for med den de har ikke som et"),
    ("et", "ja on ei et oli see ka kui ning oma aga"),
    ("fi", "ja on ei että se oli hän mutta kun myös ovat joka mukaan"),
    ("hr", "je i u se na da za su od s koji što bi"),
    ("hu", "a az és hogy nem is egy ezt meg volt de csak van már"),
    ("id", "yang dan di dengan untuk dari ini pada tidak dalam itu akan ke"),
    ("jv", "ing kang lan ora iki wis karo kanggo"),
    ("la", "et est non ad ut cum qui quod ex sed"),
    ("lt", "ir į kad su iš tai yra buvo kaip per"),
    ("lv", "un ir ar par uz ka kas lai bija"),
    ("no", "og i det som på er av til for med at en den har ikke de et"),
    ("ro", "de în şi și la cu pe din nu că un pentru mai care"),
    ("sk", "v na sa je že s z do k ako pre za by ale"),
    ("sl", "in je v na se da za so ki s z pa bi"),
    ("tk", "we bu bir bilen üçin boldy"),
    ("tl", "ng mga ang sa para hindi ito"),
    ("tr", "ve bir bu da de için ile olarak olan çok daha en gibi"),
    ("uz", "va bu bir bilan uchun ham"),
    ("vi", "của và là các có được cho trong không một người với những"),
];

/// Whether at least one word in twenty of a text in Latin letters is among the most frequent ones
/// of a language.
pub(super) fn is_proven(text: &str, language: &str) -> bool {
    let common = COMMON.iter().map(|common| (common.code, common.most));
    let mut known = common.chain(PROOFS.iter().copied());
    let Some((_, known)) = known.find(|(code, _)| *code == language) else { return false };
    let (mut all, mut hits) = (0, 0);
    for word in words(text) {
        all += 1;
        hits += usize::from(known.split(' ').any(|known| known == word));
    }
    hits * 20 >= all && hits > 0 && (hits > 1 || all < 25)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// What the frequent words of a text say about its language.
#[derive(Default)]
pub(super) struct Guess {
    /// The language whose frequent words fill the text; those of the others are far fewer.
    pub plain: Option<&'static str>,
    /// The only language of which the text has words that are frequent in no other, at least two.
    pub likely: Option<&'static str>,
    /// The language of which it has the most such words.
    pub leading: Option<&'static str>,
}

/// The words of one language in a text.
#[derive(Clone, Copy, Default)]
struct Hits<'t> {
    /// How many words are frequent in it.
    all: usize,
    /// How many of these are frequent in no other language.
    own: usize,
    /// The first of them.
    first: &'t str,
    /// Whether they are not all the same word.
    several: bool,
}

/// Guesses the language of a text by its frequent words.
pub(super) fn by_words(text: &str) -> Guess {
    let mut hits = [Hits::default(); COMMON.len()];
    let mut all = 0;
    for word in words(text) {
        all += 1;
        count(word, &mut hits);
    }
    let Some(best) = (0..hits.len()).max_by_key(|&place| (hits[place].own, hits[place].all)) else {
        return Guess::default();
    };
    let Hits { all: filled, own, several, .. } = hits[best];
    hits[best] = Hits::default();
    let second = hits.iter().map(|hits| hits.own).max().unwrap_or(0);
    let filled_second = hits.iter().map(|hits| hits.all).max().unwrap_or(0);
    let long = own >= 4 && own >= second * 4 && filled * 5 >= all;
    let short = all >= 10 && own >= 2 && own >= second * 2 && filled * 3 >= all;
    let is_plain = several && (long || short && filled * 10 >= filled_second * 13);
    let code = COMMON[best].code;
    Guess {
        plain: is_plain.then_some(code),
        likely: (several && second == 0).then_some(code),
        leading: (own > second).then_some(code),
    }
}

/// Counts a word for the languages in which it is frequent.
fn count<'t>(word: &'t str, hits: &mut [Hits<'t>]) {
    let lower = word.starts_with(char::is_uppercase).then(|| word.to_lowercase());
    let languages = LANGUAGES.get(lower.as_deref().unwrap_or(word));
    for &place in languages.into_iter().flatten() {
        hits[place].all += 1;
    }
    if let Some([only]) = languages.map(Vec::as_slice) {
        let hits = &mut hits[*only];
        hits.several |= hits.own > 0 && !hits.first.eq_ignore_ascii_case(word);
        hits.own += 1;
        hits.first = word;
    }
}
