//! The rows of the table of formats, in the order in which they are tried.

mod bytes;
mod markup;
mod prose;
mod records;

use super::Format;

const GROUPS: [&[Format]; 4] = [bytes::ROWS, markup::ROWS, records::ROWS, prose::ROWS];
const COUNT: usize = GROUPS[0].len() + GROUPS[1].len() + GROUPS[2].len() + GROUPS[3].len();

/// Every format, those that are read as bytes first. The first that recognises a document has it.
pub const FORMATS: &[Format] = &joined();

/// The rows of all groups, one behind the other.
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
