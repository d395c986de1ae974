//! Which program has a port, and which port is free instead.

use std::fs;
use std::net::{SocketAddr, TcpListener};

/// How many ports after the taken one are tried.
const NEXT: u16 = 50;

/// Says that a port is taken, by which program as far as the system tells, and what to do.
pub(super) fn message(address: SocketAddr) -> String {
    let port = address.port();
    let by = holder(port).map(|holder| format!(" by {holder}")).unwrap_or_default();
    let free = (1..NEXT)
        .filter_map(|more| port.checked_add(more))
        .find(|port| TcpListener::bind(SocketAddr::new(address.ip(), *port)).is_ok());
    let instead = match free {
        Some(free) => format!("try --port {free}, or --port 0 for any that is free"),
        None => "--port 0 takes any that is free".into(),
    };
    format!("port {port} is taken{by}; {instead}")
}

/// The name and process id of the program that listens on a port. Only Linux tells, and only for
/// programs of the same user.
fn holder(port: u16) -> Option<String> {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    let inode =
        tables.iter().find_map(|table| listening(&fs::read_to_string(table).ok()?, port))?;
    let wanted = format!("socket:[{inode}]");
    let processes = fs::read_dir("/proc").ok()?.flatten();
    let numbered = processes.filter(|entry| {
        entry.file_name().to_string_lossy().bytes().all(|digit| digit.is_ascii_digit())
    });
    let holds = |process: &fs::DirEntry| {
        let files = fs::read_dir(process.path().join("fd")).into_iter().flatten().flatten();
        files.into_iter().any(|file| {
            fs::read_link(file.path()).is_ok_and(|target| target.to_string_lossy() == wanted)
        })
    };
    let process = { numbered }.find(holds)?;
    let name = fs::read_to_string(process.path().join("comm")).ok()?;
    Some(format!("{} (process {})", name.trim(), process.file_name().to_string_lossy()))
}

/// The inode of the socket that listens on a port, from a kernel table whose second column is the
/// address, the fourth the state (`0A` for listening) and the tenth the inode.
fn listening(table: &str, port: u16) -> Option<String> {
    let end = format!(":{port:04X}");
    let rows = table.lines().map(|row| row.split_whitespace().collect::<Vec<_>>());
    let mut found = rows.filter(|row| row.len() > 9 && row[1].ends_with(&end) && row[3] == "0A");
    found.next().map(|row| row[9].to_string())
}

#[cfg(test)]
mod tests {
    use super::message;
    use std::net::TcpListener;

    #[test]
    fn a_port_that_is_taken_is_named_with_its_holder_and_a_free_one() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let said = message(listener.local_addr().unwrap());
        let port = listener.local_addr().unwrap().port();
        assert!(said.starts_with(&format!("port {port} is taken")), "{said}");
        assert!(said.contains("--port"), "{said}");
        if cfg!(target_os = "linux") {
            assert!(said.contains(&format!("(process {})", std::process::id())), "{said}");
        }
    }
}
