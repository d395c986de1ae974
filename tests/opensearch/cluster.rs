//! One cluster in a JVM of its own, ended with the test.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// How long a cluster may take until it is green.
const PATIENCE: Duration = Duration::from_secs(180);

/// The first port of HTTP; where it is taken, ports further on are tried. Nodes talk to each other
/// at ports a hundred above.
const PORT: u16 = 9201;

/// The longest that an answer may take.
const ANSWER: Duration = Duration::from_secs(30);

/// A cluster whose nodes answer at this port and those after it.
pub(crate) struct Cluster {
    port: u16,
    process: Child,
    folder: TempDir,
}

impl Cluster {
    /// Starts one of so many nodes and waits until it is green; nothing where there is no Java.
    pub(crate) fn start(nodes: u16) -> Option<Cluster> {
        if !crate::NEEDED.is_there("java") || !crate::NEEDED.is_there("mvn") {
            return None;
        }
        let Some(jars) = jars() else {
            crate::NEEDED.left_out("Maven did not fetch OpenSearch");
            return None;
        };
        let folder = TempDir::new().unwrap();
        let port = free_port(nodes);
        let process = launch(&jars, nodes, port, folder.path());
        let mut cluster = Cluster { port, process, folder };
        cluster.wait(nodes);
        Some(cluster)
    }

    /// Asks the first node; the status and the body of its answer.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        ask(self.port, method, path, body).unwrap_or_else(|| panic!("no answer to {method} {path}"))
    }

    fn wait(&mut self, nodes: u16) {
        // Another cluster may have taken the port in the meantime.
        let name = self.folder.path().file_name().unwrap().to_str().unwrap().to_string();
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end && self.process.try_wait().unwrap().is_none() {
            let health = ask(self.port, "GET", "/_cluster/health", "");
            let is_whole = |health: &Value| {
                health["cluster_name"] == name.as_str()
                    && health["status"] == "green"
                    && health["number_of_nodes"] == nodes
            };
            if health.is_some_and(|(_, health)| is_whole(&health)) {
                return;
            }
            thread::sleep(Duration::from_millis(500));
        }
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        panic!("no green cluster of {nodes} nodes within {PATIENCE:?}:\n{log}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/opensearch")
}

/// The jars of OpenSearch as a class path.
fn jars() -> Option<String> {
    let list = Path::new(env!("CARGO_TARGET_TMPDIR")).join("opensearch.jars");
    let run = Command::new("mvn")
        .args(["--quiet", "--batch-mode", "dependency:build-classpath"])
        .arg(format!("-Dmdep.outputFile={}", list.display()))
        .current_dir(here())
        .output();
    run.ok().filter(|run| run.status.success())?;
    fs::read_to_string(list).ok()
}

fn free_port(nodes: u16) -> u16 {
    let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    let are_free =
        |port: &u16| (0..nodes).all(|node| is_free(port + node) && is_free(port + 100 + node));
    (PORT..PORT + 100).step_by(10).find(are_free).unwrap()
}

fn launch(jars: &str, nodes: u16, port: u16, folder: &Path) -> Child {
    let log = File::create(folder.join("log")).unwrap();
    Command::new("java")
        .args(["-Xmx1g", "-XX:+UseSerialGC", "-cp", jars])
        .arg(format!("-Dlog4j2.configurationFile={}", here().join("log4j2.properties").display()))
        .arg(here().join("Cluster.java"))
        .args([nodes.to_string(), port.to_string()])
        .arg(folder)
        // Kept open: the cluster ends with its input, and so with this program.
        .stdin(Stdio::piped())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap()
}

fn ask(port: u16, method: &str, path: &str, body: &str) -> Option<(u16, Value)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(ANSWER)).ok()?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).ok()?))
}
