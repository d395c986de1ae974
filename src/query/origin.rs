//! Which archive a pasted search was written for. The spelling tells: what only one of them has.

/// Where a text comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// It holds nothing that is only written elsewhere.
    #[default]
    Own,
    /// It holds what several archives write, or what only different ones do.
    Unclear,
    Nexis,
    Factiva,
    ProQuest,
}

/// What was seen of each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    nexis: bool,
    factiva: bool,
    proquest: bool,
    unclear: bool,
}

impl Origin {
    /// Whether words side by side are a phrase there.
    pub(super) fn has_bare_phrases(self) -> bool {
        matches!(self, Origin::Nexis | Origin::Factiva)
    }

    /// Whether the text was certainly written for another archive.
    pub(super) fn is_told(self) -> bool {
        !matches!(self, Origin::Own | Origin::Unclear)
    }
}

impl Signs {
    /// Takes note of what an origin has.
    pub(super) fn see(&mut self, origin: Origin) {
        match origin {
            Origin::Own => {}
            Origin::Unclear => self.unclear = true,
            Origin::Nexis => self.nexis = true,
            Origin::Factiva => self.factiva = true,
            Origin::ProQuest => self.proquest = true,
        }
    }

    /// What they say together.
    pub(super) fn origin(self) -> Origin {
        match (self.nexis, self.factiva, self.proquest) {
            (true, false, false) => Origin::Nexis,
            (false, true, false) => Origin::Factiva,
            (false, false, true) => Origin::ProQuest,
            (false, false, false) if !self.unclear => Origin::Own,
            _ => Origin::Unclear,
        }
    }
}
