//! docs/api.md tells the truth: each call in it is made and answered as documented.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

use regex::Regex;

use crate::archive::Archive;

/// A server that ends with the test.
struct Server {
    program: Child,
    port: u16,
}

impl Server {
    fn over(archive: &Archive) -> Server {
        let mut command = archive.program(&["serve", "--port", "0"]);
        let mut program = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = Regex::new(r"^dateline answers at http://localhost:(\d+); Ctrl-C ends it\n$");
        let port = port.unwrap().captures(&line).unwrap_or_else(|| panic!("{line}"))[1].parse();
        Server { program, port: port.unwrap() }
    }

    /// The body of a response, as curl prints it.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
            self.port
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        match head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
            true => unchunked(body),
            false => body.to_string(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn unchunked(mut rest: &str) -> String {
    let mut body = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap();
        body.push_str(&after[..size]);
        rest = after[size..].trim_start_matches("\r\n");
    }
    body
}

/// The calls of the document, each with its documented answer.
fn examples(document: &str) -> Vec<(&str, &str)> {
    let blocks = document.split("```console\n").skip(1);
    let whole = blocks.filter_map(|block| block.split("```").next());
    whole.filter_map(|block| block.split_once('\n')).collect()
}

#[test]
fn every_call_of_the_document_is_answered_as_it_says() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/api.md");
    let document = fs::read_to_string(document).unwrap();
    let archive = Archive::newsroom().index();
    let here = archive.here().display().to_string();
    let server = Server::over(&archive);
    let varies = Regex::new(r#""bytes":\d+,"segments":\d+,"updated":"[^"]*""#).unwrap();
    let score = Regex::new(r#""(score|weight)":[0-9.]+"#).unwrap();
    let mut called = vec![];
    for (call, answer) in examples(&document) {
        let address = call.strip_prefix("$ curl ").unwrap().trim_matches('\'');
        let path = address.strip_prefix("http://localhost:8400").unwrap();
        let body = server.get(path).replace(&here, "/home/ada");
        let body =
            varies.replace(&body, r#""bytes":0,"segments":1,"updated":"2023-11-10T08:00:00Z""#);
        let end = if body.ends_with('\n') { "" } else { "\n" };
        // The last digits of a score depend on how the articles were spread over threads.
        let told = |text: &str| score.replace_all(text, r#""score":0"#).into_owned();
        assert_eq!(told(&format!("{body}{end}")), told(answer), "{call}");
        called.push(path.split('?').next().unwrap().split('/').nth(3).unwrap().to_string());
    }
    for call in [
        "search", "count", "timeline", "facets", "articles", "suggest", "explain", "status",
        "export",
    ] {
        assert!(called.iter().any(|known| known == call), "no example of {call}");
    }
}

#[test]
fn a_server_ends_cleanly_when_it_is_told_to() {
    use rustix::process::{Pid, Signal, kill_process};

    let archive = Archive::newsroom().index();
    for signal in [Signal::TERM, Signal::INT] {
        let mut server = Server::over(&archive);
        assert!(server.get("/").starts_with("<!DOCTYPE html>"));
        let id = Pid::from_child(&server.program);
        kill_process(id, signal).unwrap();
        assert_eq!(server.program.wait().unwrap().code(), Some(0));
    }
}

#[test]
fn a_port_that_is_taken_is_named_with_who_has_it_and_which_one_is_free() {
    let archive = Archive::newsroom().index();
    let server = Server::over(&archive);
    let port = server.port.to_string();
    let refused = archive.program(&["serve", "--port", &port]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.starts_with(&format!("error: port {port} is taken")), "{said}");
    assert!(said.contains("try --port "), "{said}");
}
