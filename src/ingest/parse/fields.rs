//! The names that scrapers, feeds, APIs and people give to the fields of an article: one table for
//! JSON, tables, front matter and header lines. It does not read values; [`super::record`] does.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A field of an article, as a record names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The text.
    Body,
    /// A summary or first paragraph, used if there is no text.
    Summary,
    /// The day of publication.
    Published,
    /// A date that is not named as the date of publication.
    Nearby,
    /// The day of the last change.
    Modified,
    /// The day it was fetched.
    Captured,
    /// The outlet.
    Source,
    /// The byline.
    Author,
    /// The section.
    Section,
    /// Keywords.
    Tags,
    /// Where it was published.
    Url,
    /// The language.
    Lang,
    /// The publisher's own id.
    Id,
}

/// Every name, lower-cased and without punctuation, nested names separated by a dot; the better
/// names come first.
const NAMES: &[(Field, &str)] = &[
    (
        Field::Title,
        "title headline webtitle title.rendered headline.main headlines articletitle \
         newstitle storytitle posttitle pagetitle titlepage fields.headline head heading hl \
         titre titulo título titolo titel überschrift schlagzeile rubrik otsikko tytuł \
         заголовок название عنوان 标题 標題 タイトル 見出し 제목 subject \
         header headlinetext headertext hed",
    ),
    (
        Field::Body,
        "body text articlebody content maintext fulltext contenttext articletext bodytext \
         fields.bodytext storytext newstext posttext bodyhtml contenthtml bodyxhtml bodyhtml5 \
         fields.body content.rendered contentencoded content.encoded articlecontent \
         newscontent postcontent fulltexthtml plaintext rawtext cleanedtext textcleaned \
         cleantext bodies article story transcript html articlehtml paragraphs texte contenu \
         corps texto contenido cuerpo conteudo conteúdo corpo testo inhalt volltext tekst \
         текст متن نص 正文 内容 內容 本文 본문 selftext tweet",
    ),
    (
        Field::Summary,
        "leadparagraph lead standfirst fields.standfirst trailtext fields.trailtext abstract \
         summary description excerpt excerpt.rendered snippet shortdescription \
         descriptiontext metadescription deck dek teaser subtitle subheadline caption resumen \
         resumo résumé beschreibung zusammenfassung 摘要",
    ),
    (
        Field::Published,
        "datepublished publisheddate published publishedat publishdate datepublish pubdate \
         publicationdate publishedon publishedtime publicationtime webpublicationdate \
         firstpublished firstpublishdate articlepublishedtime publishtime pubtime \
         publishedtimestamp publisheddatetime publicationdatetime publishat dateofpublication \
         dateissued issued issuedate releasedate displaydate postdate dateposted articledate \
         storydate newsdate datesent sentdate senton sentat dcdate dctermsissued originalpublishedat date datetime \
         datetimepub pubdateparsed dategmt fecha fechapublicacion fechadepublicacion datum \
         datadepublicacao datapublicacao datapubblicazione datepublication datedepublication \
         veröffentlicht erschienen publicado publié дата تاریخ التاريخ 日期 发布时间 發布時間 日付 날짜 \
         createdutc",
    ),
    (
        Field::Nearby,
        "created createdat datecreated creationdate firstcreated timestamp time seendate \
         createdtime creationtime yearmonthday day year データ",
    ),
    (
        Field::Modified,
        "datemodified modified modifieddate lastmodified updated updatedat dateupdated \
         lastupdated datemodify modifiedat modifiedgmt articlemodifiedtime modifiedtime \
         versioncreated revisiondate",
    ),
    (
        Field::Captured,
        "datedownload crawled crawledat crawldate crawltime scraped scrapedat scrapedate \
         fetched fetchedat fetchdate retrieved retrievedat dateretrieved downloaded \
         downloadedat downloaddate captured captureddate accessed accessdate filedate \
         generatedat discoverdate dateadded addeddate",
    ),
    (
        Field::Source,
        "source.name source.title sourcename sourcetitle publication publication.name \
         publicationname publicationtitle newspaper newspapername newspapertitle outlet \
         outletname publisher publisher.name publishername mediaoutlet medianame medium media \
         sitename metasitename ogsitename site website provider provider.name feed.title \
         og.sitename opengraph.sitename feedtitle journal brand network newsagency agency \
         newsoutlet newssource source magazine newsroom paper station portal channelname \
         channeltitle channel chattitle chatname chat feedname feed blogname blogtitle blog \
         sourcehostname hostname sourcedomain domain \
         source.domain source.uri source.id copyrightholder fuente fonte quelle zeitung \
         journalname containertitle ispartof.name ispartof источник منبع 来源 來源 出典 출처",
    ),
    (
        Field::Author,
        "authors author byline.original byline bylines author.name writer writers creator \
         dccreator reporter reporters journalist journalists fields.byline postauthor \
         authorname articleauthor contributors autor autores auteur auteurs autore verfasser \
         автор نویسنده 作者 記者 记者 기자",
    ),
    (
        Field::Section,
        "section sectionname articlesection sectionid category newsdesk desk department \
         rubric categoryname newscategory topic categories seccion sección secao \
         seção categoria ressort rubrique sezione рубрика 栏目 分类",
    ),
    (
        Field::Tags,
        "tags keywords metakeywords newskeywords labels topics subjects subject.name \
         categories hashtags tag palabrasclave schlagworte motscles ключевыеслова 关键词",
    ),
    (
        Field::Url,
        "url link weburl canonicalurl canonicallink canonical permalink articleurl storyurl \
         newsurl posturl pageurl sourceurl linkurl fullurl originalurl shorturl \
         mainentityofpage href uri id guid enlace lien 网址 链接",
    ),
    (
        Field::Lang,
        "language lang inlanguage metalang languagecode langcode locale idioma langue sprache",
    ),
    (
        Field::Id,
        "guid id articleid newsid storyid docid documentid docno uuid nid postid itemid \
         identifier uri usn rowid",
    ),
];

/// Keys under which a record nests fields that belong to the record itself.
const WRAPPERS: &[&str] =
    &["fields.", "attributes.", "meta.", "metadata.", "article.", "extra.", "properties."];

/// A name lower-cased and without punctuation: `Published_Date` and `dc:date` become
/// `publisheddate`, `dcdate`.
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

type Table = HashMap<&'static str, Vec<(Field, usize)>>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::new();
    for (field, names) in NAMES {
        for (rank, name) in names.split_whitespace().enumerate() {
            table.entry(name).or_default().push((*field, rank + 1));
        }
    }
    table
});

/// The fields that a plain name may stand for, each with its rank: 1 is the best name of a field.
pub fn meanings(name: &str) -> Vec<(Field, usize)> {
    if let Some(meanings) = TABLE.get(name) {
        return meanings.clone();
    }
    if let Some((inner, behind)) = merged(name) {
        return inner.iter().map(|(field, rank)| (*field, rank + behind)).collect();
    }
    let unwrapped = WRAPPERS.iter().find_map(|wrapper| name.strip_prefix(wrapper));
    let inner = unwrapped.map(meanings).into_iter().flatten();
    inner.map(|(field, rank)| (field, rank + 100)).collect()
}

/// The meanings of a name with the ending that pandas gives to columns of two tables with one name, `title_x` and
/// `title_y`, and how far they rank behind the name itself.
fn merged(name: &str) -> Option<(&'static [(Field, usize)], usize)> {
    let (inner, behind) = name
        .strip_suffix('x')
        .map(|inner| (inner, 40))
        .or_else(|| name.strip_suffix('y').map(|inner| (inner, 50)))?;
    // `idx` is a number of the row.
    let meanings = TABLE.get(inner).filter(|_| inner.len() >= 4)?;
    Some((meanings, behind))
}

/// Whether a name stands for a field.
pub fn is_known(name: &str) -> bool {
    let name = plain(name);
    TABLE.contains_key(name.as_str()) || merged(&name).is_some()
}

/// The field that a user's own name is given for: `title`, `body`, `date` and so on.
pub fn by_name(name: &str) -> Option<Field> {
    match plain(name).as_str() {
        "date" => Some(Field::Published),
        name => TABLE.get(name)?.first().map(|(field, _)| *field),
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, by_name, meanings, plain};

    #[test]
    fn columns_of_two_tables_that_pandas_has_joined_keep_their_meaning() {
        let rank = |name: &str| meanings(&plain(name)).first().copied();
        let (own, left, right) = (rank("title"), rank("title_x"), rank("title_y"));
        let ((own, first), (left, second), (right, third)) =
            (own.unwrap(), left.unwrap(), right.unwrap());
        assert!(own == left && left == right && first < second && second < third);
        assert_eq!(meanings("idx"), []);
    }

    #[test]
    fn names_are_known_in_every_spelling() {
        for (name, field) in [
            ("Published_At", Field::Published),
            ("pub-date", Field::Published),
            ("dc:date", Field::Published),
            ("articleBody", Field::Body),
            ("URL", Field::Url),
        ] {
            assert_eq!(meanings(&plain(name))[0].0, field, "{name}");
        }
        assert!(meanings("colour").is_empty());
        assert_eq!(meanings("fields.byline")[0].0, Field::Author);
        assert_eq!(meanings("attributes.title"), [(Field::Title, 101)]);
        assert_eq!(by_name("date"), Some(Field::Published));
    }
}
