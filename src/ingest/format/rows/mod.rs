//! The rows of the table of formats, in the order in which they are tried.

mod bytes;
mod markup;
mod prose;
mod records;

use super::Format;

const GROUPS: [&[Format]; 4] = [bytes::ROWS, markup::ROWS, records::ROWS, prose::ROWS];
const COUNT: usize = GROUPS[0].len() + GROUPS[1].len() + GROUPS[2].len() + GROUPS[3].len();

/// Every format, those read as bytes first. The first one that recognises a document wins.
pub const FORMATS: &[Format] = &joined();

/// Concatenates the rows of all groups.
const fn joined() -> [Format; COUNT] {
    let mut all = [GROUPS[0][0]; COUNT];
    let (mut group, mut row, mut at) = (0, 0, 0);
    while at < COUNT {
        if row == GROUPS[group].len() {
            (group, row) = (group + 1, 0);
        } else {
            all[at] = GROUPS[group][row];
            (row, at) = (row + 1, at + 1);
        }
    }
    all
}
