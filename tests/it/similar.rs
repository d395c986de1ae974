//! Similar articles.

use crate::archive::Archive;

/// Three articles about a bridge, of which one is a copy, and three about other things.
fn bridge() -> Archive {
    Archive::new()
        .file(
            "a.jsonl",
            "
            {\"id\":\"1\",\"title\":\"Swing bridge closed\",\"text\":\"The harbour board closed the swing bridge on Sunday after divers found a crack in the northern pier.\",\"date\":\"2023-11-05\",\"source\":\"Courier\"}
            {\"id\":\"2\",\"title\":\"Bridge is closed\",\"text\":\"The harbour board closed the swing bridge on Sunday after divers found a crack in the northern pier, the agency said.\",\"date\":\"2023-11-05\",\"source\":\"Wire\"}
            {\"id\":\"3\",\"title\":\"Divers return to the pier\",\"text\":\"Two divers looked at the crack again and called the pier sound.\",\"date\":\"2023-10-20\",\"source\":\"Courier\"}
            {\"id\":\"4\",\"title\":\"Market opens\",\"text\":\"Forty stalls opened in the old fish hall on Saturday.\",\"date\":\"2023-10-25\",\"source\":\"Courier\"}
            {\"id\":\"5\",\"title\":\"Budget passes\",\"text\":\"The council passed the budget by one vote.\",\"date\":\"2023-10-01\",\"source\":\"Wire\"}
            {\"id\":\"6\",\"title\":\"Fish is dear\",\"text\":\"Fish has never been as dear as now, the stalls say.\",\"date\":\"2023-10-02\",\"source\":\"Wire\"}
            ",
        )
        .index()
}

/// The id of the first one.
const CLOSED: &str = "2fcb31pdcd5h97vv";

#[test]
fn an_article_is_like_those_with_its_words_and_copies_are_left_out() {
    bridge()
        .run(&["similar", CLOSED, "--passage-length", "0", "--limit", "1"])
        .stdout(
            "
            Like Swing bridge closed (2023-11-05)
            by the words Swing, bridge, closed, Sunday, after, board, found, harbour, northern, crack

            1. Divers return to the pier
               2023-10-20  Courier  5exe7sz5  [score]
               news/a.jsonl

            1 copy of it left out; --copies shows them
            ",
        )
        .success();
}

#[test]
fn copies_are_shown_where_they_are_wanted_and_filters_hold() {
    bridge()
        .run(&["similar", CLOSED, "--copies", "source:wire"])
        .stdout(
            "
            Like Swing bridge closed (2023-11-05)
            by the words Swing, bridge, closed, Sunday, after, board, found, harbour, northern, crack

            1. Bridge is closed
               2023-11-05  Wire  6et9eg2k  [score]
               The harbour board closed the swing bridge on Sunday after divers found a
               crack in the northern pier, the agency said.
               news/a.jsonl

            ",
        )
        .success();
}

#[test]
fn nothing_is_like_an_article_among_none() {
    bridge()
        .run(&["similar", CLOSED, "date:1990"])
        .stdout(
            "
            Like Swing bridge closed (2023-11-05)
            by the words Swing, bridge, closed, Sunday, after, board, found, harbour, northern, crack

            No other article is like it.
            ",
        )
        .exit(1);
}

#[test]
fn articles_are_like_one_in_a_file_that_is_not_indexed() {
    bridge()
        .file(
            "../draft.txt",
            "The pier and its crack\n\nWhat divers know of the crack in the pier.\n",
        )
        .run(&["similar", "draft.txt", "--format", "ids", "--limit", "2"])
        .stdout(
            "
            5exe7sz5drz6ga6k
            2fcb31pdcd5h97vv
            ",
        )
        .success();
}

#[test]
fn a_file_of_many_articles_is_no_model() {
    bridge()
        .run(&["similar", "news/a.jsonl"])
        .stderr(
            "
            error: news/a.jsonl: it holds several articles; index it, and name one of them by its id
            ",
        )
        .exit(2)
        .run(&["similar", "zzzz"])
        .stderr(
            "
            error: no article has an id that starts with `zzzz`
              hint: `dateline search` shows the id of each hit
            ",
        )
        .exit(1);
}
