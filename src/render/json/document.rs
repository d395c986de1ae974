//! An answer as one JSON document, for readers that do not read JSON Lines: a list for each type
//! that may occur any number of times, and the other objects under the name of their type. The
//! objects are the same, byte for byte.

/// The start of every object: its type is the first field.
const START: &[u8] = b"{\"type\":\"";

/// Turns the lines of an answer into a document. Each type in `lists` may occur any number of times
/// and gets a list, even if it is empty.
pub fn document(lists: &[&str], lines: &[u8]) -> Vec<u8> {
    let objects: Vec<(&[u8], &[u8])> =
        lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(typed).collect();
    let of = |wanted: &str| {
        let own = objects.iter().filter(move |(kind, _)| *kind == wanted.as_bytes());
        own.map(|(_, object)| *object).collect::<Vec<_>>()
    };
    let mut members: Vec<Vec<u8>> = vec![];
    for list in lists {
        let name = format!("\"{list}s\":[");
        members.push([name.as_bytes(), &of(list).join(&b','), b"]"].concat());
    }
    let single = |(kind, _): &&(&[u8], &[u8])| !lists.iter().any(|list| list.as_bytes() == *kind);
    for (kind, object) in objects.iter().filter(single) {
        members.push([b"\"", *kind, b"\":", object].concat());
    }
    [b"{", members.join(&b',').as_slice(), b"}\n"].concat()
}

/// The name of an object's type, and the object.
fn typed(line: &[u8]) -> (&[u8], &[u8]) {
    let rest = line.strip_prefix(START).unwrap_or_default();
    let end = rest.iter().position(|byte| *byte == b'"').unwrap_or(0);
    (&rest[..end], line)
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn objects_are_gathered_by_type_and_empty_lists_are_there() {
        let lines = b"{\"type\":\"hit\",\"rank\":1}\n{\"type\":\"hit\",\"rank\":2}\n{\"type\":\"summary\"}\n";
        assert_eq!(
            String::from_utf8(document(&["hit", "problem"], lines)).unwrap(),
            "{\"hits\":[{\"type\":\"hit\",\"rank\":1},{\"type\":\"hit\",\"rank\":2}],\"problems\":[],\
             \"summary\":{\"type\":\"summary\"}}\n"
        );
    }
}
