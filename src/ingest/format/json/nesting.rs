//! How deep a byte of JSON lies in lists and objects. It checks no syntax.

/// The nesting after the bytes read so far.
#[derive(Default)]
pub struct Nesting {
    depth: u32,
    quoted: bool,
    escaped: bool,
}

impl Nesting {
    /// Reads the next byte; `None` if it closes more than was opened.
    pub fn read(&mut self, byte: u8) -> Option<()> {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.quoted => self.escaped = true,
            b'"' => self.quoted = !self.quoted,
            _ if self.quoted => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.checked_sub(1)?,
            _ => {}
        }
        Some(())
    }

    /// Whether the bytes end outside of all strings, lists and objects.
    pub fn is_outside(&self) -> bool {
        self.depth == 0 && !self.quoted
    }
}
