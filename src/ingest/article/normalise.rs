//! Makes an article of what an extractor found: cleans its texts, chooses its day and its source,
//! and gives it its id. It reads no file.

use std::collections::HashSet;

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::dates::{self, DayOrder};
use super::{clean, headline, labels, language, location, outlets};
use crate::article::{Article, ArticleId, Dated, Evidence, Source};
use crate::ingest::IngestOptions;
use crate::ingest::boilerplate::repeated::Repeated;
use crate::ingest::boilerplate::within_file::{Sift, Sifted};
use crate::ingest::draft::{Barren, Candidate, DateKind, Draft, Drafts};
use crate::ingest::format::Format;
use crate::ingest::parse::record;
use crate::ingest::source::walk::SourceFile;
use crate::ingest::trace::{Explained, Trace, Why};
use crate::when::Day;

/// How many characters a title that is made of the first sentence has at the most.
pub const DERIVED_TITLE: usize = 120;
/// How many problems of one file are kept.
const MOST_PROBLEMS: usize = 100;

/// The member of a container that articles are read from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Within {
    /// What is shown behind `!/`.
    pub name: String,
    /// Where a web archive found it.
    pub url: Option<String>,
    /// When a web archive fetched it, as written.
    pub captured: Option<String>,
}

/// Takes the drafts of one file and hands its articles on.
pub struct Normaliser<'a> {
    file: &'a SourceFile,
    options: &'a IngestOptions,
    each: &'a mut dyn FnMut(Article) -> bool,
    trace: Option<&'a mut Trace>,
    sift: Sift<'a>,
    keys: HashSet<u64>,
    /// The format that articles come in next.
    pub format: Option<&'static Format>,
    /// What the sidecar of the file says of its article.
    pub sidecar: Option<Draft>,
    /// Where in the file the articles lie that come next, if it is a container.
    pub within: Option<Within>,
    /// Which of two numbers of a date is the day, as far as other dates of the file betray it.
    pub order: DayOrder,
    /// How many lines of the file lie before the text that is read.
    pub lines_before: u64,
    /// The records without an article in the document that is read.
    barren: Barren,
    /// Whether no more articles are wanted.
    pub stopped: bool,
    /// How many articles were handed on.
    pub articles: u64,
    /// Records that are not articles, or could not be read.
    pub problems: Vec<String>,
    /// How many problems there were in all.
    pub problem_count: u64,
}

impl<'a> Normaliser<'a> {
    /// A normaliser for one file, which hands its articles to `each`.
    pub fn new(
        file: &'a SourceFile,
        options: &'a IngestOptions,
        each: &'a mut dyn FnMut(Article) -> bool,
    ) -> Normaliser<'a> {
        Normaliser {
            file,
            options,
            each,
            trace: None,
            sift: Sift::new(None, options.keep_boilerplate),
            keys: HashSet::new(),
            format: None,
            sidecar: None,
            within: None,
            order: DayOrder::Unknown,
            lines_before: 0,
            barren: Barren::default(),
            stopped: false,
            articles: 0,
            problems: Vec::new(),
            problem_count: 0,
        }
    }

    /// Keeps a trace of what is decided, and lets the siblings of the file say what repeats.
    pub fn with(&mut self, trace: Option<&'a mut Trace>, siblings: Option<&'a Repeated>) {
        self.trace = trace;
        self.sift = Sift::new(siblings, self.options.keep_boilerplate);
    }

    /// The trace of what is decided, where one is kept.
    pub fn trace(&mut self) -> Option<&mut Trace> {
        self.trace.as_deref_mut()
    }

    fn normalise(&mut self, mut draft: Draft) -> (Article, Option<Why>) {
        if let Some(sidecar) = self.sidecar.take() {
            record::complete(&mut draft, sidecar);
        }
        let id = self.id(&draft);
        let relative = match &draft.member {
            Some(member) => format!("{}!/{member}", self.file.relative),
            None => self.file.relative.clone(),
        };
        let mut article =
            Article { id, notes: std::mem::take(&mut draft.notes), ..Article::default() };
        write_texts(&mut article, &draft);
        let text = text_of(&article);
        article.lang = language::language(&text, draft.lang.as_deref());
        let order = match self.order {
            DayOrder::Unknown => day_order(draft.lang.as_deref(), article.lang.as_deref()),
            settled => settled,
        };
        let dates = self.dates(&draft, &relative);
        self.write_date(&mut article, &dates, order);
        let why = self.trace.as_ref().map(|trace| Why {
            piece: trace.pieces.len().saturating_sub(1),
            format: self.format.map_or("", |format| format.name),
            origins: std::mem::take(&mut draft.origins),
            declared: draft.lang.clone(),
            dates: dates::weigh(&dates, self.options.today, order),
        });
        article.url = draft.url.take().map(|url| clean::line(&url)).filter(|url| !url.is_empty());
        article.source = self.source(draft.source.take(), &relative, article.url.as_deref());
        clean_title(&mut article);
        labels::write(&mut article, &mut draft);
        article.path = crate::ingest::source::walk::display(self.file.path.as_os_str());
        if let Some(member) = &draft.member {
            article.path = format!("{}!/{member}", article.path);
        }
        (article, why)
    }

    /// Tells how many records of a document held no article.
    pub fn tell_barren(&mut self) {
        if let Some(phrase) = std::mem::take(&mut self.barren).phrase() {
            self.problem(phrase);
        }
    }

    /// Hands on what is still held back; to be called when the file has been read to its end.
    pub fn finish(&mut self) {
        let ready = self.sift.finish();
        self.hand(ready);
    }

    /// Hands articles on.
    fn hand(&mut self, ready: Vec<Sifted>) {
        for Sifted { article, why, left_out, .. } in ready {
            if self.stopped {
                return;
            }
            if let (Some(trace), Some(why)) = (&mut self.trace, why) {
                trace.article(Explained { article: article.clone(), why, left_out });
            }
            self.stopped = !(self.each)(article);
        }
    }

    /// The id of an article: of its place and its key; a key that comes again is numbered.
    fn id(&mut self, draft: &Draft) -> ArticleId {
        let path = self.file.path.strip_prefix(&self.file.root).unwrap_or(&self.file.path);
        let mut name = path.as_os_str().as_encoded_bytes().to_vec();
        name.push(0);
        name.extend(draft.member.iter().flat_map(|member| member.bytes().chain([0])));
        name.extend(draft.key.as_bytes());
        let length = name.len();
        let mut again = 1u32;
        while !self.keys.insert(xxh3_64(&name)) {
            again += 1;
            name.truncate(length);
            name.extend(format!("\0{again}").as_bytes());
        }
        ArticleId::from_hash(xxh3_128(&name))
    }

    /// Every date that may be that of an article.
    fn dates(&self, draft: &Draft, relative: &str) -> Vec<Candidate> {
        let mut candidates = draft.dates.clone();
        candidates.extend(location::dates(relative, draft.url.as_deref()));
        if self.options.date_from_mtime {
            candidates.extend(written(self.file.mtime));
        }
        candidates
    }

    fn write_date(&self, article: &mut Article, candidates: &[Candidate], order: DayOrder) {
        let choice = dates::choose(candidates, self.options.today, order);
        article.date = choice.date.map(|dated| Dated { evidence: short(dated.evidence), ..dated });
        article.refused_dates = choice.refused.into_iter().map(short).collect();
    }

    /// The outlet: as the article names it, else as the user does, else by folder or address.
    fn source(&self, own: Option<Evidence>, relative: &str, url: Option<&str>) -> Option<Source> {
        let own = own.and_then(|own| {
            let name = self.own_name(own.text.trim(), url);
            (!name.is_empty()).then_some(Source { name, evidence: short(own) })
        });
        let named = |rule: &str, name: &str| Source {
            name: outlets::plain(name),
            evidence: Evidence::new(rule, name),
        };
        let (folder, other) = location::folders(relative);
        let host = || url.and_then(location::host).map(|host| named("url host", &host));
        let stated =
            own.or_else(|| self.options.source.as_deref().map(|name| named("--source", name)));
        if let Some(stated) = stated {
            return Some(self.aliased(stated));
        }
        // A person who names a host means it more than one who named a folder.
        let known = |host: &Source| self.alias(&host.name).is_some();
        host()
            .filter(known)
            .or_else(|| folder.map(|name| named("folder", name)))
            .or_else(host)
            .or_else(|| other.map(|name| named("folder", name)))
            .map(|source| self.aliased(source))
    }

    /// The outlet's name out of one as written: of `The Quay (quay.example)` the host, by which its
    /// other articles are known that have only an address, if the article lies there.
    fn own_name(&self, written: &str, url: Option<&str>) -> String {
        let host = url.and_then(location::host);
        let name = match outlets::with_host(written) {
            Some((name, own)) if host == Some(own.clone()) && self.alias(name).is_none() => own,
            Some((name, _)) => outlets::plain(&record::title(name)),
            None => outlets::plain(&record::title(written)),
        };
        location::host(written).unwrap_or(name)
    }

    fn alias(&self, name: &str) -> Option<&str> {
        self.options.outlets.name(&self.file.root, name)
    }

    /// The source by the name that the user wants for it.
    fn aliased(&self, mut source: Source) -> Source {
        if let Some(name) = self.alias(&source.name).filter(|name| *name != source.name) {
            source.evidence.rule = format!("{}, by an alias", source.evidence.rule);
            source.name = name.to_string();
        }
        source
    }
}

impl Within {
    /// Writes down where an article lies and what the container says of it.
    fn complete(&self, draft: &mut Draft) {
        let inner = draft.member.take();
        draft.member = Some(inner.map_or(self.name.clone(), |m| format!("{}!/{m}", self.name)));
        if draft.url.is_none() {
            draft.url.clone_from(&self.url);
        }
        let captured = self.captured.as_deref().map(|text| Candidate {
            kind: DateKind::Captured,
            confidence: 50,
            evidence: Evidence::new("captured", text),
        });
        draft.dates.extend(captured);
    }
}

impl Drafts for Normaliser<'_> {
    fn article(&mut self, mut draft: Draft) -> bool {
        if draft.key.is_empty() {
            draft.key = self.articles.to_string();
        }
        self.articles += 1;
        if let Some(within) = &self.within {
            within.complete(&mut draft);
        }
        let (article, why) = self.normalise(draft);
        let format = self.format;
        let ready = self.sift.take(Sifted { article, format, why, left_out: vec![] });
        self.hand(ready);
        !self.stopped
    }

    fn problem(&mut self, problem: String) {
        self.problem_count += 1;
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// Told when the document has been read to its end.
    fn barren(&mut self, barren: Barren) {
        self.barren.add(barren);
    }

    fn lines_before(&self) -> u64 {
        self.lines_before
    }
}

fn write_texts(article: &mut Article, draft: &Draft) {
    let kept = &draft.body[..draft.body.floor_char_boundary(clean::MAX_BODY)];
    article.body = clean::body(kept);
    let spaced = clean::is_spaced(&article.body);
    if spaced {
        article.body = clean::unspaced(&article.body);
    }
    if kept.len() < draft.body.len() {
        article.notes.push(clean::CUT.into());
    }
    article.title = draft.title.as_deref().map(record::title).unwrap_or_default();
    if spaced {
        article.title = clean::unspaced(&article.title);
    }
    // An address is a title only where nothing else is said.
    if !article.body.is_empty() && record::is_url(&article.title) {
        article.title.clear();
    }
    if clean::cut(&mut article.title, clean::MAX_TITLE) {
        article.notes.push("the title was cut at 4 KiB".into());
    }
    if article.title.is_empty() {
        article.title = clean::first_sentence(&article.body, DERIVED_TITLE);
        article.title_derived = true;
    }
    article.words = clean::words(&article.body);
}

/// The text that tells the language: the body, with the title where the body is short.
fn text_of(article: &Article) -> std::borrow::Cow<'_, str> {
    match article.body.len() {
        0..400 => format!("{}\n{}", article.title, article.body).into(),
        _ => (&article.body).into(),
    }
}

/// Which of two numbers of a date is the day, as far as the language says it.
fn day_order(declared: Option<&str>, language: Option<&str>) -> DayOrder {
    let region = declared.and_then(|declared| declared.split(['-', '_']).nth(1));
    match (language, region) {
        (_, Some("US" | "us")) => DayOrder::MonthFirst,
        (None, _) | (Some("en"), None) => DayOrder::Unknown,
        _ => DayOrder::DayFirst,
    }
}

/// Takes the names of the outlet from a title: as it is shown, as it was written, and its host.
fn clean_title(article: &mut Article) {
    let Some(source) = &article.source else { return };
    let host = article.url.as_deref().and_then(location::host).unwrap_or_default();
    let names = [source.name.as_str(), source.evidence.text.as_str(), host.as_str()];
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    if !article.title_derived {
        article.title = headline::without_site(&article.title, &names, &[]);
    }
}

fn written(mtime: i64) -> Option<Candidate> {
    let day = Day::from_number(mtime.div_euclid(86_400_000_000_000))?;
    let evidence = Evidence::new("file time", day.to_string());
    Some(Candidate { kind: DateKind::Captured, confidence: 10, evidence })
}

fn short(mut evidence: Evidence) -> Evidence {
    evidence.text = clean::line(&evidence.text);
    clean::cut(&mut evidence.text, 200);
    evidence
}
