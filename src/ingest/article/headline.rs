//! Removes the names of the outlet from the start and the end of a title. It does not choose which
//! title is the headline.

/// The separators between a headline and the name of the site in the title of a page.
pub const DIVIDERS: [&str; 15] = [
    " | ", " // ", " -- ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " : ", "｜", "：",
    "_", "－",
];

/// Removes the names of the site from a title, and what follows a heading that it begins with.
pub fn without_site(title: &str, sites: &[&str], headings: &[String]) -> String {
    let mut title = title;
    while let Some(shorter) = DIVIDERS.iter().find_map(|d| shorter(title, d, sites, headings)) {
        title = shorter;
    }
    title.to_string()
}

/// Splits a title at its last divider into the text before and the last part.
pub fn tail(title: &str) -> Option<(&str, &str)> {
    let parts = DIVIDERS.iter().filter_map(|divider| title.rsplit_once(divider));
    let (head, tail) = parts.min_by_key(|(_, tail)| tail.len())?;
    let (head, tail) = (head.trim(), tail.trim());
    (!head.is_empty() && !tail.is_empty()).then_some((head, tail))
}

/// The title without its last or first part, if that is a name of the site.
fn shorter<'a>(
    title: &'a str,
    divider: &str,
    sites: &[&str],
    headings: &[String],
) -> Option<&'a str> {
    // The name of a site may itself contain a divider.
    let before = |site: &&str| title.strip_suffix(site)?.strip_suffix(divider);
    let whole = sites.iter().filter(|site| !site.is_empty()).find_map(before);
    let last = title.rsplit_once(divider).filter(|(head, tail)| {
        is_site(tail, sites) || headings.iter().any(|heading| heading == head.trim())
    });
    let opens = |heading: &&String| {
        let rest = title.strip_prefix(heading.as_str());
        !heading.is_empty() && rest.is_some_and(|rest| rest.starts_with(divider))
    };
    let opened = headings.iter().find(opens).and_then(|heading| title.get(..heading.len()));
    let first = title.split_once(divider).filter(|(head, _)| is_site(head, sites));
    // Behind the name of the site, its motto.
    let within = |site: &&str| {
        let (head, tail) = title.split_once(&format!("{divider}{site}"))?;
        DIVIDERS.iter().any(|divider| tail.starts_with(divider)).then_some(head)
    };
    let within = sites.iter().filter(|site| !site.is_empty()).find_map(within);
    let parts = [whole, within, opened, last.map(|(head, _)| head), first.map(|(_, tail)| tail)];
    parts.into_iter().flatten().map(str::trim).find(|part| !part.is_empty())
}

/// Whether a text is a name of the site, its host, or the host without its last label.
fn is_site(text: &str, sites: &[&str]) -> bool {
    let fold = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let text = fold(text);
    let bare = |site: &str| site.rsplit_once('.').map(|(name, _)| fold(name));
    let named = |site: &&str| {
        text == fold(site)
            || bare(site).is_some_and(|name| name == text)
            || text.strip_suffix("com").is_some_and(|text| text == fold(site))
    };
    !text.is_empty() && sites.iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::{tail, without_site};

    #[test]
    fn names_of_the_site_are_cut_from_both_ends_and_nothing_else_is() {
        let sites = ["The Quay", "quay.example"];
        for (title, headline) in [
            ("Ferry back | The Quay", "Ferry back"),
            ("Ferry back - Harbour | the quay", "Ferry back - Harbour"),
            ("The Quay: Ferry back", "The Quay: Ferry back"),
            ("Quay – Ferry back – The Quay", "Ferry back"),
            ("The Quay", "The Quay"),
            ("Ferry back // The Quay // News of the harbour", "Ferry back"),
            ("Ferry back | The Mole", "Ferry back | The Mole"),
        ] {
            assert_eq!(without_site(title, &sites, &[]), headline, "{title}");
        }
        let heading = ["港口收费".to_string()];
        assert_eq!(without_site("港口收费_经济频道_海岸网", &[], &heading), "港口收费");
        assert_eq!(tail("A - B | C"), Some(("A - B", "C")));
        assert_eq!(tail("A-B"), None);
    }
}
