//! The parameters of a call. Each is taken once, by its name and in its form. An unknown or
//! malformed parameter is an error that says what would be right: a program that misspells a filter
//! must not get the articles that it meant to exclude.

use axum::http::Uri;

use crate::app::settings::{Ask, Clock, Limits};
use crate::web::address::{Address, FACETS};
use crate::web::failure::Failure;

/// The parameters that select articles; every call that searches takes them.
const WHICH: [&str; 6] = ["q", "from", "to", "on", "any", "loose"];

/// The parameters of a call.
#[derive(Debug)]
pub(super) struct Parameters {
    query: String,
    pairs: Vec<(String, String)>,
    path: String,
    known: Vec<&'static str>,
}

impl Parameters {
    /// Reads the parameters of an address.
    pub(super) fn read(uri: &Uri) -> Parameters {
        let query = uri.query().unwrap_or_default().to_string();
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        // A nested router sees the path without its prefix.
        let path = format!("/api{}", uri.path().trim_start_matches("/api"));
        Parameters { query, pairs, path, known: vec![] }
    }

    /// The request for articles.
    ///
    /// # Errors
    /// If a parameter is malformed.
    pub(super) fn ask(&mut self, clock: Clock, limits: Limits) -> Result<Ask, Failure> {
        self.known.extend(WHICH);
        let mut ask = Address::read(&self.query).ask(clock, limits);
        ask.on = self.text("on").map(String::from);
        if ask.on.is_some() && (ask.from.is_some() || ask.to.is_some()) {
            return Err(wrong("on", "cannot stand beside `from` or `to`"));
        }
        ask.any = self.flag("any")?;
        ask.loose_dates = self.flag("loose")?;
        Ok(ask)
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, name: &'static str) -> Option<&str> {
        self.known.push(name);
        let pair = self.pairs.iter().find(|(known, _)| known == name);
        pair.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// A flag: `1` or `0`; `false` if it is not given.
    ///
    /// # Errors
    /// If it is anything else.
    pub(super) fn flag(&mut self, name: &'static str) -> Result<bool, Failure> {
        match self.text(name) {
            Some("1") => Ok(true),
            Some("0") | None => Ok(false),
            Some(_) => Err(wrong(name, "takes 1 or 0")),
        }
    }

    /// A number up to a limit.
    ///
    /// # Errors
    /// If it is not a number, or larger than the limit.
    pub(super) fn number(
        &mut self,
        name: &'static str,
        usual: usize,
        most: usize,
    ) -> Result<usize, Failure> {
        let takes = format!("takes a number from 0 to {most}");
        match self.text(name) {
            None => Ok(usual),
            Some(text) => match text.parse() {
                Ok(number) if number <= most => Ok(number),
                _ => Err(wrong(name, takes)),
            },
        }
    }

    /// The value that one of several names stands for.
    ///
    /// # Errors
    /// If it is none of these names.
    pub(super) fn choice<T>(
        &mut self,
        name: &'static str,
        names: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Failure> {
        let takes = format!("takes one of {}", names.join(", "));
        let Some(text) = self.text(name) else { return Ok(None) };
        read(text).map(Some).ok_or_else(|| wrong(name, takes))
    }

    /// Checks that the call takes every parameter given.
    ///
    /// # Errors
    /// Names the first parameter that it does not take.
    pub(super) fn done(&self) -> Result<(), Failure> {
        let searches = self.known.contains(&"q");
        let is_facet = |name: &str| {
            let name = name.strip_prefix("not-").unwrap_or(name);
            searches && FACETS.iter().any(|(_, facet)| *facet == name)
        };
        let known = |name: &String| self.known.iter().any(|known| known == name) || is_facet(name);
        match self.pairs.iter().find(|(name, _)| !known(name)) {
            None => Ok(()),
            Some((name, _)) => {
                let mut known = self.known.clone();
                known.sort_unstable();
                known.dedup();
                Err(wrong(name, format!("is not a parameter here; there are {}", known.join(", "))))
            }
        }
    }

    /// The address of this call with another offset.
    pub(super) fn at_offset(&self, offset: usize) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs.iter().filter(|(name, _)| name != "offset") {
            out.append_pair(name, value);
        }
        if offset > 0 {
            out.append_pair("offset", &offset.to_string());
        }
        format!("{}?{}", self.path, out.finish())
    }
}

fn wrong(name: &str, takes: impl Into<String>) -> Failure {
    Failure::Parameter(name.into(), takes.into())
}
