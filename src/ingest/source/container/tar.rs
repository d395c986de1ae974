//! Reads tar archives (v7, ustar, GNU, pax) sequentially. Links, devices and folders are skipped;
//! names are labels.

use std::io::{self, Read};

use ::tar::{EntryType, Header, PaxExtensions};

use super::source::{Plain, Source};
use super::{Halt, Item, Pass, open, reason};

const BLOCK: u64 = 512;
/// The maximum length in bytes of an extended header.
const EXTENDED: u64 = 1 << 20;

/// What the headers before a member say about it.
#[derive(Default)]
struct Ahead {
    name: Option<String>,
    size: Option<u64>,
    sparse: bool,
}

/// Whether bytes begin with the header of a member.
pub(super) fn begins(head: &[u8]) -> bool {
    header(head).is_some_and(|header| header.path_bytes().first().is_some_and(|byte| *byte != 0))
}

/// Parses the header that bytes begin with, if its checksum is right.
fn header(bytes: &[u8]) -> Option<Header> {
    let block = bytes.get(..BLOCK as usize)?;
    let header = Header::from_byte_slice(block);
    let sum = |range: &[u8]| range.iter().map(|&byte| u32::from(byte)).sum::<u32>();
    let own = sum(&block[..148]) + sum(&block[156..]) + 8 * u32::from(b' ');
    (header.cksum().ok()? == own).then(|| header.clone())
}

/// Hands over the members of a tar archive, and of archives that follow it in the same file.
pub(super) fn members(
    item: &Item,
    mut source: Source<'_>,
    pass: &mut Pass<'_>,
) -> Result<(), Halt> {
    let mut ahead = Ahead::default();
    let mut ended = false;
    loop {
        let offset = source.offset();
        let block = source.peek(BLOCK as usize);
        let block = &block[..block.len().min(BLOCK as usize)];
        let zeros = block.iter().all(|&byte| byte == 0);
        let header = header(block);
        if source.at_end().map_err(super::broken)? || (ended && !zeros && header.is_none()) {
            return Ok(());
        }
        if let (false, None) = (zeros, &header) {
            return pass.trouble(item.at(&format!("no member begins at byte {offset}")));
        }
        source.skip(BLOCK).map_err(super::broken)?;
        ended = zeros;
        let Some(header) = header.filter(|_| !zeros) else { continue };
        if let Err(error) = entry(item, &header, &mut ahead, &mut (&mut source, pass))? {
            let problem = format!("member at byte {offset}: {}", reason(&error));
            return pass.trouble(item.at(&problem));
        }
    }
}

/// Reads what follows a header. Unreadable content ends the archive.
fn entry(
    item: &Item,
    header: &Header,
    ahead: &mut Ahead,
    (source, pass): &mut (&mut Source<'_>, &mut Pass<'_>),
) -> Result<io::Result<()>, Halt> {
    let size = match header.entry_size() {
        Ok(size) => ahead.size.take().unwrap_or(size),
        Err(error) => return Ok(Err(error)),
    };
    if let Err(error) = skip_sparse_map(header, source) {
        return Ok(Err(error));
    }
    let padding = size.next_multiple_of(BLOCK).saturating_sub(size) % BLOCK;
    let mut content = Exact { source, left: size };
    match header.entry_type() {
        EntryType::GNULongName | EntryType::XHeader => {
            let mut extended = vec![];
            if let Err(error) = (&mut content).take(EXTENDED).read_to_end(&mut extended) {
                return Ok(Err(error));
            }
            ahead.take_in(header.entry_type(), &extended);
        }
        EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
            pass.count(item)?;
            let ahead = std::mem::take(ahead);
            let name = ahead.name.unwrap_or_else(|| text(&header.path_bytes()));
            let child = item.child(name);
            if super::is_mac_metadata(&child.name) {
                // Not one of the user's files.
            } else if ahead.sparse || header.entry_type() == EntryType::GNUSparse {
                pass.trouble(child.at("sparse files are not read"))?;
            } else {
                open(&child, Source::new(Box::new(Plain(&mut content))), pass)?;
            }
        }
        EntryType::GNULongLink | EntryType::XGlobalHeader => {}
        _ => *ahead = Ahead::default(),
    }
    let left = content.left;
    Ok(source.skip(left + padding).map(|_| ()))
}

/// Skips the blocks that continue the map of a sparse file.
fn skip_sparse_map(header: &Header, source: &mut Source<'_>) -> io::Result<()> {
    const GOES_ON: usize = 504;
    let sparse = header.entry_type() == EntryType::GNUSparse;
    let mut more = sparse && header.as_gnu().is_some_and(|gnu| gnu.is_extended());
    while more {
        let mut block = [0; BLOCK as usize];
        source.read_exact(&mut block)?;
        more = block[GOES_ON] != 0;
    }
    Ok(())
}

impl Ahead {
    fn take_in(&mut self, kind: EntryType, extended: &[u8]) {
        if kind == EntryType::GNULongName {
            self.name = Some(text(extended));
            return;
        }
        for extension in PaxExtensions::new(extended).flatten() {
            let value = extension.value_bytes();
            match extension.key_bytes() {
                b"path" => self.name = Some(text(value)),
                b"size" => {
                    self.size = str::from_utf8(value).ok().and_then(|size| size.parse().ok())
                }
                key => self.sparse |= key.starts_with(b"GNU.sparse"),
            }
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches('\0').to_string()
}

/// A range of the archive that must be complete.
struct Exact<'s, 'a> {
    source: &'s mut Source<'a>,
    left: u64,
}

impl Read for Exact<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let room = out.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let count = self.source.read(&mut out[..room])?;
        self.left -= count as u64;
        if count == 0 && room > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(count)
    }
}
