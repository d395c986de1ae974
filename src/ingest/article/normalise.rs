//! Turns a draft into an article: cleans its texts, and chooses its day and its source. A pure
//! function of the draft and the [`Context`] of its document; it reads no file.

use super::dates::{self, DayOrder};
use super::{clean, headline, hyphens, labels, language, location, outlets};
use crate::analysis::plain_form;
use crate::article::{Article, Dated, Evidence, Source};
use crate::ingest::IngestOptions;
use crate::ingest::draft::{Candidate, Draft, Origin, Rank};
use crate::ingest::format::Format;
use crate::ingest::parse::record;
use crate::ingest::source::walk::{SourceFile, display};
use crate::when::Day;

/// The maximum length, in characters, of a title derived from the first sentence.
pub const DERIVED_TITLE: usize = 120;

/// The member of a container from which articles are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Within {
    /// The name shown after `!/`.
    pub name: String,
    /// The URL at which a web archive found it.
    pub url: Option<String>,
    /// When a web archive fetched it, as written.
    pub captured: Option<String>,
}

/// What an article depends on besides its draft: the document that contains it, and the options.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The file.
    pub file: &'a SourceFile,
    /// The options of ingest.
    pub options: &'a IngestOptions,
    /// The member of the file that is the document; `None` if the document is the whole file.
    pub within: Option<Within>,
    /// The format of the document, once recognised.
    pub format: Option<&'static Format>,
    /// The order of day and month in numeric dates, as far as the dates of the document show it.
    pub order: DayOrder,
    /// The number of lines of the document before the current chunk.
    pub lines_before: u64,
}

/// An article, with the evidence it was made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Normalised {
    /// The article, without its id.
    pub article: Article,
    /// Every date that was considered.
    pub dates: Vec<Candidate>,
    /// The order of day and month with which the dates were read.
    pub order: DayOrder,
    /// The language as the document declares it.
    pub declared: Option<String>,
    /// Where the fields were found.
    pub origins: Vec<Origin>,
}

/// Turns a draft into an article.
pub fn normalise(mut draft: Draft, context: &Context<'_>) -> Normalised {
    let relative = context.place(&context.file.relative, &draft);
    let mut article = Article { notes: std::mem::take(&mut draft.notes), ..Article::default() };
    write_texts(&mut article, &draft);
    let text = text_of(&article);
    article.lang = language::language(&text, draft.lang.as_deref());
    let order = match context.order {
        DayOrder::Unknown => day_order(draft.lang.as_deref(), article.lang.as_deref()),
        settled => settled,
    };
    let dates = context.dates(&mut draft, &article, &relative, order);
    write_date(&mut article, &dates, context.options.today, order);
    article.url = draft.url.take().map(|url| clean::line(&url)).filter(|url| !url.is_empty());
    article.source =
        context.source(draft.source.take(), &draft.authors, &relative, article.url.as_deref());
    clean_title(&mut article);
    labels::write(&mut article, &mut draft);
    article.path = context.place(&display(context.file.path.as_os_str()), &draft);
    article.archive = context.file.archive.to_string();
    article.relative_path = relative;
    Normalised { article, dates, order, declared: draft.lang, origins: draft.origins }
}

impl<'a> Context<'a> {
    /// Creates the context of a document of a file, of unknown format and day order.
    pub fn new(
        file: &'a SourceFile,
        options: &'a IngestOptions,
        within: Option<Within>,
    ) -> Context<'a> {
        Context { file, options, within, format: None, order: DayOrder::Unknown, lines_before: 0 }
    }

    /// A path of the file, followed by the member that contains the article, if any.
    fn place(&self, path: &str, draft: &Draft) -> String {
        match &draft.member {
            Some(member) => format!("{path}!/{member}"),
            None => path.to_string(),
        }
    }

    /// Collects every candidate for the date of an article. The head of the text is searched only
    /// if the candidates of the draft do not settle the date.
    fn dates(
        &self,
        draft: &mut Draft,
        article: &Article,
        relative: &str,
        order: DayOrder,
    ) -> Vec<Candidate> {
        let mut candidates = std::mem::take(&mut draft.dates);
        if !dates::is_settled(&candidates, self.options.today, order) {
            candidates.extend(dates::head_lines(&article.title, &article.body));
        }
        let language = article.lang.as_deref();
        candidates.extend(location::dates(relative, draft.url.as_deref(), language));
        if self.options.date_from_mtime {
            candidates.extend(written(self.file.mtime));
        }
        candidates
    }

    /// Chooses the outlet: as named by the article, else by the user, else by folder or host.
    fn source(
        &self,
        own: Option<Evidence>,
        authors: &[String],
        relative: &str,
        url: Option<&str>,
    ) -> Option<Source> {
        let own = own.and_then(|own| {
            let name = self.own_name(own.text.trim(), url);
            (!name.is_empty()).then_some(Source { name, evidence: short(own) })
        });
        let named = |rule: &str, name: &str| Source {
            name: outlets::plain(name),
            evidence: Evidence::new(rule, name),
        };
        let host = || url.and_then(location::host).map(|host| named("url host", &host));
        let given = self.options.source.as_deref().map(|name| named("--source", name));
        let site = self.options.site.as_ref();
        let site = site.map(|site| named(&format!("the site's {}", site.file), &site.name));
        let stated = own.or(given).or(site);
        if let Some(stated) = stated {
            return Some(self.aliased(stated));
        }
        let host = host();
        let folder = location::folder(relative).filter(|name| !is_writer(name, authors));
        // An alias for the host takes precedence over the name of a folder.
        let prefers = |name: &&str| {
            let host = host.as_ref().map(|host| host.name.as_str());
            let is_outlet =
                |host| location::agrees(name, host) || location::is_dated_below(relative, name);
            host.is_none_or(|host| self.alias(host).is_none() && is_outlet(host))
        };
        let folder = folder.filter(prefers).map(|name| named("folder", name));
        folder.or(host).map(|source| self.aliased(source))
    }

    /// Extracts the outlet's name from a written one. For `The Quay (quay.example)` it is the host
    /// if the article has a URL there, so that it agrees with articles that have only a URL.
    fn own_name(&self, written: &str, url: Option<&str>) -> String {
        let host = url.and_then(location::host);
        let name = match outlets::with_host(written) {
            Some((name, own)) if host == Some(own.clone()) && self.alias(name).is_none() => own,
            Some((name, _)) => outlets::plain(&record::title(name)),
            None => outlets::plain(&record::title(outlets::without_page(written))),
        };
        location::host(written).unwrap_or(name)
    }

    fn alias(&self, name: &str) -> Option<&str> {
        self.options.outlets.name(&self.file.root, name)
    }

    /// Replaces the name of a source by its alias, if the user gave one.
    fn aliased(&self, mut source: Source) -> Source {
        if let Some(name) = self.alias(&source.name).filter(|name| *name != source.name) {
            source.evidence.rule = format!("{}, by an alias", source.evidence.rule);
            source.name = name.to_string();
        }
        source
    }
}

impl Within {
    /// Adds to a draft its member, and the URL and the time of capture given by the container.
    pub fn complete(&self, draft: &mut Draft) {
        let inner = draft.member.take();
        draft.member = Some(inner.map_or(self.name.clone(), |m| format!("{}!/{m}", self.name)));
        if draft.url.is_none() {
            draft.url.clone_from(&self.url);
        }
        let captured = self
            .captured
            .as_deref()
            .map(|text| Candidate::new(Rank::Captured, 50, Evidence::new("captured", text)));
        draft.dates.extend(captured);
    }
}

/// Whether a folder is named after one of the authors: by the whole name or a prefix of it.
fn is_writer(folder: &str, authors: &[String]) -> bool {
    let letters = |name: &str| -> String {
        plain_form(name).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let folder = letters(folder);
    folder.len() >= 3 && authors.iter().any(|author| letters(author).starts_with(&folder))
}

fn write_texts(article: &mut Article, draft: &Draft) {
    let kept = &draft.body[..draft.body.floor_char_boundary(clean::MAX_BODY)];
    article.body = clean::body(&hyphens::joined(kept));
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
    // A URL is a title only if there is no text.
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
    article.words = crate::analysis::word_count(&article.body);
}

/// The text for language detection: the body, with the title if the body is shorter than 400 bytes.
fn text_of(article: &Article) -> std::borrow::Cow<'_, str> {
    match article.body.len() {
        0..400 => format!("{}\n{}", article.title, article.body).into(),
        _ => (&article.body).into(),
    }
}

/// The order of day and month in numeric dates, as far as the language decides it.
fn day_order(declared: Option<&str>, language: Option<&str>) -> DayOrder {
    let region = declared.and_then(|declared| declared.split(['-', '_']).nth(1));
    match (language, region) {
        (_, Some("US" | "us")) => DayOrder::MonthFirst,
        (None, _) | (Some("en"), None) => DayOrder::Unknown,
        _ => DayOrder::DayFirst,
    }
}

/// Removes the names of the outlet from the title: the shown name, the written name, and the host.
fn clean_title(article: &mut Article) {
    let Some(source) = &article.source else { return };
    let host = article.url.as_deref().and_then(location::host).unwrap_or_default();
    let names = [source.name.as_str(), source.evidence.text.as_str(), host.as_str()];
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    if !article.title_derived {
        article.title = headline::without_site(&article.title, &names, &[]);
    }
}

fn write_date(article: &mut Article, candidates: &[Candidate], today: Day, order: DayOrder) {
    let choice = dates::choose(candidates, today, order);
    article.date = choice.date.map(|dated| Dated { evidence: short(dated.evidence), ..dated });
    article.refused_dates = choice.refused.into_iter().map(short).collect();
}

fn written(mtime: i64) -> Option<Candidate> {
    let day = Day::from_number(mtime.div_euclid(86_400_000_000_000))?;
    let evidence = Evidence::new("file time", day.to_string());
    Some(Candidate::new(Rank::FileTime, 10, evidence))
}

fn short(mut evidence: Evidence) -> Evidence {
    evidence.text = clean::line(&evidence.text);
    clean::cut(&mut evidence.text, 200);
    evidence
}
