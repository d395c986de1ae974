//! The objects of an answer as one JSON document, for those who read no lines: a list for each type
//! of which there may be many, and the others by the name of their type. The objects are the same,
//! byte for byte.

/// How every object begins, as its type stands first.
const START: &[u8] = b"{\"type\":\"";

/// The document of an answer in lines. Of these types there may be any number; each has a list, if an
/// empty one.
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

/// An object and the name of its type.
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
