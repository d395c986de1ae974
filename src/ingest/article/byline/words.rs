//! Word lists for bylines: prefixes, separators between names, and phrases that are not names.

/// Prefixes of bylines, in lower case.
pub(super) const BY: &[&str] = &[
    "written by ",
    "reported by ",
    "reporting by ",
    "story by ",
    "posted by ",
    "report by ",
    "words by ",
    "additional reporting by ",
    "author: ",
    "text: ",
    "texte: ",
    "texto: ",
    "testo: ",
    "by: ",
    "by ",
    "von ",
    "por ",
    "par ",
    "door ",
    "av ",
    "af ",
    "przez ",
    "scritto da ",
    "di ",
    "de la redacción ",
    "كتب: ",
    "كتب ",
    "بقلم: ",
    "بقلم ",
    "نویسنده: ",
    "מאת: ",
    "מאת ",
    "автор: ",
    "autor: ",
    "auteur : ",
    "auteur: ",
    "autore: ",
];
/// The same in Chinese, where names then stand a space apart.
pub(super) const BY_CHINESE: &[&str] =
    &["作者：", "作者:", "作者 ", "记者：", "记者", "記者", "文：", "文／", "文/", "撰文"];
/// What a credit begins with that is none of an author, in lower case.
pub(super) const OTHERS: &[&str] = &[
    "editing by ",
    "edited by ",
    "translated by ",
    "translation by ",
    "photo by ",
    "photos by ",
    "photography by ",
    "photograph by ",
    "illustration by ",
    "illustrations by ",
    "video by ",
    "graphics by ",
];
/// Separators between two names.
pub(super) const BETWEEN: &[&str] = &[
    " and ", " und ", " et ", " avec ", " och ", " og ", " en ", " with ", " (avec ", " (with ",
    " (mit ", ";", " | ", "、", "•", "\n", " و ", " и ",
];
/// The same, where it stands in names too: `José Ortega y Gasset` is one.
pub(super) const WITHIN: &[&str] = &[" & ", " y ", " e ", " i "];
/// What follows a surname or a firm behind a comma and is part of it.
pub(super) const TITLES: &[&str] = &[
    "Inc", "Inc.", "Ltd", "Ltd.", "LLC", "GmbH", "Jr", "Jr.", "Sr", "Sr.", "II", "III", "MD",
    "M.D.", "PhD", "Ph.D.", "Esq.",
];
/// Words in names of agencies and papers.
pub(super) const AGENCIES: &[&str] = &[
    "agence",
    "agencia",
    "agência",
    "agency",
    "agentur",
    "agenzia",
    "associated",
    "diario",
    "diário",
    "gazette",
    "jornal",
    "journal",
    "media",
    "network",
    "news",
    "newspapers",
    "press",
    "presse",
    "radio",
    "rádio",
    "service",
    "times",
    "tv",
    "wire",
];
/// Agencies whose single word is written like a name.
pub(super) const AGENCY_NAMES: &[&str] = &[
    "ansa",
    "belga",
    "bloomberg",
    "interfax",
    "kyodo",
    "lusa",
    "reuters",
    "ritzau",
    "tass",
    "xinhua",
    "yonhap",
];
/// What a person is who is named just before, without a comma, in lower case.
pub(super) const STAFF: &[&str] = &[
    " staff writer",
    " staff writers",
    " staff reporter",
    " staff",
    " correspondent",
    " contributed reporting",
    " contributed to this report",
];
/// Words between a name and the date after it, in lower case.
pub(super) const DATED: &[&str] =
    &["on", "at", "published", "posted", "last", "updated", "|", "-", "–", "—", "•", "·", ","];
/// Words of phrases that are not names.
pub(super) const ROLES: &[&str] = &[
    "editor",
    "correspondent",
    "reporter",
    "writer",
    "staff",
    "journalist",
    "bureau",
    "columnist",
    "chief",
    "updated",
    "published",
    "minutes",
    "photos",
    "photographer",
    "agencies",
];
