//! The formats that articles are read from: the list of them, and the lookup by name.

use crate::ingest::format::{self, Format};

use crate::query::nearest;

use super::AppError;

pub use crate::ingest::format::Listed;

/// Every format, in the order in which they are tried.
pub fn formats() -> impl Iterator<Item = Listed> {
    format::listed()
}

/// The article format with this name.
///
/// # Errors
/// [`AppError::NoSuchFormat`] with the most similar name, or [`AppError::IsContainer`].
pub fn named(name: &str) -> Result<&'static Format, AppError> {
    format::by_name(name).ok_or_else(|| {
        if formats().any(|format| format.container && format.name.eq_ignore_ascii_case(name)) {
            return AppError::IsContainer(name.into());
        }
        AppError::NoSuchFormat { name: name.into(), meant: alike(name) }
    })
}

/// The format that a wrong name probably means: one whose name contains it, or differs by a typo.
fn alike(name: &str) -> Option<&'static str> {
    let asked = plain(name);
    let known = formats().filter(|format| !format.container).map(|format| format.name);
    let known: Vec<(String, &str)> = known.map(|name| (plain(name), name)).collect();
    let part = |(known, _): &&(String, &str)| {
        asked.len() >= 3 && (known.contains(&asked) || asked.contains(known.as_str()))
    };
    let near = || nearest(&asked, known.iter().map(|(known, _)| known.as_str()));
    let slip = || near().and_then(|near| known.iter().find(|(known, _)| known == near));
    known.iter().find(part).or_else(slip).map(|(_, name)| *name)
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_wrong_name_of_a_format_is_answered_with_the_one_that_is_meant() {
        assert_eq!(
            named("jsonlines").map_err(|e| e.to_string()).unwrap_err(),
            "there is no format `jsonlines`: did you mean `JSON Lines`?"
        );
        for (wrong, meant) in [("newsml", "NewsML-G2"), ("htlm", "HTML"), ("factiva", "Factiva")] {
            let message = named(wrong).unwrap_err().to_string();
            assert!(message.contains(&format!("did you mean `{meant}")), "{message}");
        }
        let none = named("xyz").unwrap_err().to_string();
        assert_eq!(none, "there is no format `xyz`");
        assert!(named("zip").unwrap_err().to_string().contains("always opened"));
    }
}
