//! Invented articles for the benchmarks: the same number always gives the same articles. Their word
//! frequencies are as uneven as in news. No real text is used.

use dateline::article::{Article, ArticleId, Dated, Evidence, Source};
use dateline::when::{Day, Precision};

/// Words that the queries contain, most frequent first; rarer words are made of syllables.
const WORDS: [&str; 16] = [
    "the",
    "of",
    "to",
    "and",
    "in",
    "said",
    "for",
    "government",
    "minister",
    "prime",
    "president",
    "price",
    "market",
    "oil",
    "council",
    "bridge",
];
const SYLLABLES: [&str; 16] = [
    "ba", "con", "der", "el", "fo", "gan", "har", "in", "ko", "lu", "mer", "no", "pra", "sti",
    "tor", "vel",
];
const SOURCES: [&str; 4] = ["Courier", "Harbour Wire", "Evening Star", "Diario"];

/// A deterministic pseudo-random number generator (xorshift64*, Vigna 2016).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % end
    }

    /// A random word; the n-th most frequent word has a probability of about 1/n (Zipf).
    fn word(&mut self) -> String {
        let rank = (50_000_f64.powf(self.below(1 << 20) as f64 / (1 << 20) as f64)) as usize - 1;
        match WORDS.get(rank) {
            Some(word) => (*word).into(),
            None => (0..2 + rank % 3)
                .map(|place| SYLLABLES[(rank >> (4 * place)) % SYLLABLES.len()])
                .collect(),
        }
    }

    fn sentence(&mut self, words: u64) -> String {
        let count = words / 2 + self.below(words);
        let words: Vec<String> = (0..count.max(1)).map(|_| self.word()).collect();
        words.join(" ")
    }
}

/// Generates `count` articles of about 300 words each.
pub(crate) fn articles(count: usize) -> impl Iterator<Item = Article> {
    let mut numbers = Numbers(20_231_105);
    (0..count).map(move |number| article(number, &mut numbers))
}

fn article(number: usize, numbers: &mut Numbers) -> Article {
    let sentences =
        |numbers: &mut Numbers| -> String { (0..3).map(|_| numbers.sentence(20) + ". ").collect() };
    let paragraphs: Vec<String> = (0..2 + numbers.below(6)).map(|_| sentences(numbers)).collect();
    let body = paragraphs.join("\n\n");
    let evidence = || Evidence::new("invented", "");
    let day = Day::from_number(14_000 + numbers.below(6_000) as i64).expect("a day after 2008");
    let source = SOURCES[numbers.below(4) as usize].to_string();
    Article {
        id: ArticleId::from_hash((number as u128 * 0x9e37_79b9_7f4a_7c15) << 48),
        title: numbers.sentence(8),
        words: dateline::analysis::word_count(&body),
        body,
        date: Some(Dated {
            day,
            precision: Precision::Day,
            instant: None,
            evidence: evidence(),
            weak: false,
        }),
        source: Some(Source { name: source, evidence: evidence() }),
        lang: Some("en".into()),
        path: format!("/archive/{number}.txt"),
        ..Article::default()
    }
}
