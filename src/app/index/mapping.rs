//! Checks the field names of `--map`. Reads no records.

use crate::app::AppError;
use crate::ingest::parse::fields;
use crate::query::nearest;

/// The fields that `--map` can set, by the name that is suggested.
const FIELDS: &[&str] = &[
    "title", "body", "summary", "date", "source", "author", "section", "tags", "url", "lang", "id",
];

/// Refuses a mapping to a field that articles do not have. It would have no effect, but every file
/// would be read again.
///
/// # Errors
/// [`AppError::Usage`] with the name and a similar one.
pub(crate) fn check(map: &[(String, String)]) -> Result<(), AppError> {
    match map.iter().find(|(field, _)| fields::by_name(field).is_none()) {
        None => Ok(()),
        Some((field, path)) => Err(AppError::Usage(unknown(field, path))),
    }
}

fn unknown(field: &str, path: &str) -> String {
    let advice = match nearest(&field.to_lowercase(), FIELDS.iter().copied()) {
        Some(near) => format!("did you mean `{near}={path}`?"),
        None => format!("the fields are {}", FIELDS.join(", ")),
    };
    format!("--map {field}={path}: no article has a field `{field}`; {advice}")
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, check};
    use crate::ingest::parse::fields;

    #[test]
    fn every_field_that_is_offered_is_one() {
        assert!(FIELDS.iter().all(|field| fields::by_name(field).is_some()));
    }

    #[test]
    fn a_misspelt_field_is_an_error_that_names_the_one_that_is_meant() {
        let said = |field: &str| {
            let wrong = check(&[("title".into(), "kop".into()), (field.into(), "dag".into())]);
            wrong.unwrap_err().to_string()
        };
        let meant = "--map dtae=dag: no article has a field `dtae`; did you mean `date=dag`?";
        assert_eq!(said("dtae"), meant);
        assert!(said("qqqqqq").ends_with("the fields are title, body, summary, date, source, author, section, tags, url, lang, id"));
        check(&[("headline".into(), "kop".into())]).unwrap();
    }
}
