//! Answers kept in memory: as long as the index, the day and the program stay the same, so does the
//! answer to an address. It knows neither pages nor the API.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// How many bytes of answers are kept, addresses included; the oldest leave first.
const CAPACITY: usize = 32 << 20;

/// An answer longer than this is not kept.
const LONGEST: usize = 1 << 20;

/// The longest address whose answer is kept.
const ADDRESS: usize = 2 << 10;

/// An answer without its ETag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The content type.
    pub kind: &'static str,
    /// The body.
    pub body: Bytes,
    /// The value of the header `Link`, which may be empty.
    pub links: String,
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let kind = [(header::CONTENT_TYPE, self.kind)];
        let mut response = (kind, self.body).into_response();
        if let Some(links) = self.links.parse().ok().filter(|_| !self.links.is_empty()) {
            response.headers_mut().insert(header::LINK, links);
        }
        response
    }
}

/// The answers to the latest addresses.
#[derive(Default)]
pub(super) struct Kept(Mutex<State>);

#[derive(Default)]
struct State {
    /// The ETag of all answers.
    tag: String,
    answers: HashMap<String, Answer>,
    oldest: VecDeque<String>,
    bytes: usize,
}

impl Kept {
    /// The answer to an address, if one with this ETag is kept.
    pub(super) fn get(&self, tag: &str, address: &str) -> Option<Answer> {
        let state = self.state();
        (state.tag == tag).then(|| state.answers.get(address).cloned())?
    }

    /// Keeps an answer. Those with another ETag are dropped.
    pub(super) fn put(&self, tag: &str, address: &str, answer: &Answer) {
        if answer.body.len() > LONGEST || address.len() > ADDRESS {
            return;
        }
        let mut state = self.state();
        if state.tag != tag {
            *state = State { tag: tag.to_string(), ..State::default() };
        }
        state.put(address, answer.clone());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn put(&mut self, address: &str, answer: Answer) {
        self.bytes += size(address, &answer);
        match self.answers.insert(address.to_string(), answer) {
            Some(former) => self.bytes -= size(address, &former),
            None => self.oldest.push_back(address.to_string()),
        }
        while self.bytes > CAPACITY {
            let Some(oldest) = self.oldest.pop_front() else { return };
            if let Some(answer) = self.answers.remove(&oldest) {
                self.bytes -= size(&oldest, &answer);
            }
        }
    }
}

fn size(address: &str, answer: &Answer) -> usize {
    2 * address.len() + answer.body.len() + answer.links.len()
}

#[cfg(test)]
mod tests {
    use super::{ADDRESS, Answer, CAPACITY, Kept, LONGEST};

    fn answer(length: usize) -> Answer {
        Answer { kind: "text/plain", body: vec![b'a'; length].into(), links: String::new() }
    }

    #[test]
    fn an_answer_is_kept_until_the_etag_changes() {
        let kept = Kept::default();
        kept.put("one", "/search?q=flood", &answer(3));
        assert_eq!(kept.get("one", "/search?q=flood"), Some(answer(3)));
        assert_eq!(kept.get("one", "/search?q=ferry"), None);
        assert_eq!(kept.get("two", "/search?q=flood"), None);
        kept.put("two", "/", &answer(4));
        assert_eq!(kept.get("two", "/search?q=flood"), None);
        assert_eq!(kept.get("one", "/search?q=flood"), None);
    }

    #[test]
    fn what_is_kept_is_bounded_and_the_oldest_leave_first() {
        let kept = Kept::default();
        let most = CAPACITY / LONGEST;
        for number in 0..2 * most {
            kept.put("one", &format!("/{number}"), &answer(LONGEST));
            kept.put("one", &format!("/{number}"), &answer(LONGEST));
        }
        let state = kept.state();
        assert!(state.bytes <= CAPACITY);
        assert!(state.answers.len() >= most - 1);
        assert_eq!(state.oldest.len(), state.answers.len());
        drop(state);
        assert_eq!(kept.get("one", "/0"), None);
        assert!(kept.get("one", &format!("/{}", 2 * most - 1)).is_some());
    }

    #[test]
    fn a_long_answer_and_a_long_address_are_not_kept() {
        let kept = Kept::default();
        kept.put("one", "/", &answer(LONGEST + 1));
        assert_eq!(kept.get("one", "/"), None);
        let long = "a".repeat(ADDRESS + 1);
        kept.put("one", &long, &answer(1));
        assert_eq!(kept.get("one", &long), None);
    }
}
