//! Which elements of a page stand around its article: menus, lists of other articles, comments. What
//! counts depends on what is looked for.

use dom_query::NodeRef;

/// The elements around an article, by their names, classes and ids.
pub(super) struct Around {
    /// Names of elements that hold the article, whatever their class.
    pub(super) inside: &'static [&'static str],
    /// Names of elements that stand around it.
    pub(super) elements: &'static [&'static str],
    /// Classes and ids of such elements, in lower case.
    pub(super) names: &'static [&'static str],
    /// Beginnings of words in classes and ids of such elements, in lower case.
    pub(super) classes: &'static [&'static str],
}

impl Around {
    /// Whether an element stands around the article.
    pub(super) fn holds(&self, node: &NodeRef<'_>) -> bool {
        let name = node.node_name().unwrap_or_default();
        if self.inside.contains(&&*name) {
            return false;
        }
        let class = node.class().unwrap_or_default();
        let all = format!("{class} {}", node.id_attr().unwrap_or_default()).to_lowercase();
        let mut words = all.split(|c: char| !c.is_alphanumeric());
        self.elements.contains(&&*name)
            || all.split_whitespace().any(|name| self.names.contains(&name))
            || words.any(|word| self.classes.iter().any(|around| word.starts_with(around)))
    }
}
