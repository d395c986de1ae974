//! Runs what may fail on a hostile file and turns its panic into a phrase. It prints nothing: the
//! report of the file names what went wrong.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is to be caught, and not to be shown.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where the last guarded panic of this thread came from.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs something that may panic.
///
/// # Errors
/// The message of the panic and the place in the program that it came from.
pub fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    quieten();
    let outer = GUARDED.replace(true);
    let ended = catch_unwind(AssertUnwindSafe(run));
    GUARDED.set(outer);
    ended.map_err(|panic| {
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or(panic.downcast_ref::<String>().map(String::as_str));
        let text = text.unwrap_or("no reason given");
        match PLACE.take() {
            Some(place) => format!("{text}, at {place}"),
            None => text.to_string(),
        }
    })
}

/// Lets the panics of guarded threads pass in silence, once for the whole program; all others go to
/// the hook that was there before.
fn quieten() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if GUARDED.get() {
                PLACE.set(panic.location().map(ToString::to_string));
            } else {
                before(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_is_silent_and_named_with_its_place() {
        assert_eq!(guarded(|| 1), Ok(1));
        let named = guarded(|| panic!("page {} has no end", 7)).unwrap_err();
        assert!(named.starts_with("page 7 has no end, at src/ingest/guard.rs:"), "{named}");
    }
}
