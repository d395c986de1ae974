//! Runs code that may fail on a hostile file and turns its panic into a phrase. It prints nothing:
//! the report of the file names the failure.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether panics of this thread are caught and not shown.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// The source location of the last guarded panic of this thread.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs a function that may panic.
///
/// # Errors
/// The panic message and its source location.
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

/// Installs, once per process, a panic hook that silences guarded threads and passes all other
/// panics to the previous hook.
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
