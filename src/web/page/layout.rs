//! What every page has: the head with the search box, links to the other sections, the list of
//! keys.

use maud::{DOCTYPE, Markup, html};

use super::words;
use crate::web::address::Address;
use crate::web::assets::{SCRIPT_AT, STYLE_AT};

/// The section of the site that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// The start page, the hits, an article.
    Search,
    /// The timeline.
    Timeline,
    /// What the archive holds.
    Archive,
    /// The help page.
    Help,
}

/// A page.
pub(super) struct Page {
    /// The title of its browser tab.
    pub title: String,
    /// Its section.
    pub room: Room,
    /// Its state.
    pub address: Address,
    /// Whether the query contains an error.
    pub wrong: bool,
    /// The skip links and their texts.
    pub skips: Vec<(&'static str, &'static str)>,
    /// Its content.
    pub body: Markup,
}

impl Page {
    /// A page with this content.
    pub(super) fn new(
        title: impl Into<String>,
        room: Room,
        address: &Address,
        body: Markup,
    ) -> Page {
        let skips = vec![("#main", words::SKIP_CONTENT)];
        Page { title: title.into(), room, address: address.clone(), wrong: false, skips, body }
    }

    /// Renders the complete HTML document.
    pub(super) fn render(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="en" dir="ltr" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · " (words::NAME) }
                    link rel="stylesheet" href=(*STYLE_AT);
                    script src=(*SCRIPT_AT) defer {}
                }
                body {
                    nav class="skips" aria-label=(words::SKIPS) {
                        @for (to, text) in &self.skips { a href=(to) { (text) } }
                    }
                    (self.head())
                    main id="main" tabindex="-1" { (self.body) }
                    (keys_dialog())
                }
            }
        };
        page.into_string()
    }

    fn head(&self) -> Markup {
        html! {
            header class="top" {
                p class="mark" { a href="/" { (words::NAME) span aria-hidden="true" { "—" } } }
                (self.form())
                nav class="rooms" aria-label=(words::NAME) {
                    ul {
                        li { (self.room(Room::Timeline, &self.asked().at("/timeline"), words::TIMELINE)) }
                        li { (self.room(Room::Archive, "/archive", words::ARCHIVE)) }
                        li { (self.room(Room::Help, "/help", words::HELP)) }
                    }
                }
                p class="busy" role="status" data-busy=(words::SEARCHING) {}
            }
        }
    }

    /// The query and the filters, without how the result is shown.
    fn asked(&self) -> Address {
        self.address.with(|address| {
            (address.sort, address.titles) = (None, false);
        })
    }

    fn room(&self, room: Room, to: &str, name: &str) -> Markup {
        html! {
            a href=(to) aria-current=[(self.room == room).then_some("page")] { (name) }
        }
    }

    fn form(&self) -> Markup {
        let address = &self.address;
        let read = (!address.is_blank()).then_some("read");
        html! {
            form class="ask" role="search" action="/search" method="get" {
                p class="f q" {
                    label for="q" { (words::SEARCH_LABEL) }
                    input id="q" name="q" type="search" value=(address.q) dir="auto" autocomplete="off"
                        autocapitalize="off" spellcheck="false" enterkeyhint="search" maxlength="8192"
                        aria-keyshortcuts="/" aria-describedby=[read]
                        aria-invalid=[self.wrong.then_some("true")];
                }
                (date_field("from", words::FROM, &address.from))
                (date_field("to", words::TO, &address.to))
                (kept(address))
                p class="f go" { button type="submit" { (words::SEARCH) } }
            }
        }
    }
}

fn date_field(name: &str, label: &str, value: &str) -> Markup {
    html! {
        p class="f d" {
            label for=(name) { (label) }
            input id=(name) name=(name) value=(value) dir="ltr" autocomplete="off" spellcheck="false";
        }
    }
}

/// The part of the state that the search form keeps, as hidden fields.
fn kept(address: &Address) -> Markup {
    let kept = [
        ("sort", address.sort.map(crate::web::address::name_of_sort)),
        ("view", address.titles.then_some("titles")),
        ("any", address.any.then_some("1")),
    ];
    html! {
        @for (name, value) in kept {
            @if let Some(value) = value { input type="hidden" name=(name) value=(value); }
        }
        @for (name, value) in address.chosen() { input type="hidden" name=(name) value=(value); }
    }
}

/// A labelled part of a page: the label at the side, the content beside it.
pub(super) fn row(id: &str, label: &str, content: &Markup) -> Markup {
    html! {
        section class="row" aria-labelledby=(id) {
            h2 class="rail" id=(id) { (label) }
            div class="col" { (content) }
        }
    }
}

/// A row of options: a label, and for each its text, its address and whether it is selected.
pub(super) fn choices(label: &str, choices: &[(&str, String, bool)]) -> Markup {
    html! {
        p class="seg" {
            span class="vh" { (label) " " }
            @for (text, to, current) in choices {
                a href=(to) aria-current=[current.then_some("true")] { (text) }
            }
        }
    }
}

/// The list of keys.
pub(super) fn keys() -> Markup {
    html! {
        dl class="keys" {
            @for (keys, does) in words::KEY_LIST {
                div {
                    dt { @for key in *keys { kbd { (key) } " " } }
                    dd { (does) }
                }
            }
        }
    }
}

fn keys_dialog() -> Markup {
    html! {
        dialog id="keys" aria-labelledby="keys-h" {
            h2 id="keys-h" { (words::KEYS) }
            (keys())
            p {
                label class="sw" { input type="checkbox" id="single" checked; " " (words::SINGLE) }
                " " (words::SINGLE_MORE)
            }
            form method="dialog" { button { (words::CLOSE) } }
        }
    }
}
