//! The program itself, serving an invented archive.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tempfile::TempDir;

/// A server that ends with the test.
pub(crate) struct Site {
    /// Its address without a path.
    pub address: String,
    program: Child,
    _folder: TempDir,
}

impl Site {
    /// A site over these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Site {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join("news").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let done = program(folder.path()).args(["index", "news", "--quiet"]).output().unwrap();
        // Exit code 4: one of the files cannot be read, so that the page has one to name.
        assert!(matches!(done.status.code(), Some(0 | 4)), "{done:?}");
        let mut serve = program(folder.path());
        let serve = serve.args(["serve", "--port", "0"]).stdout(Stdio::piped());
        let mut program = serve.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().find(|word| word.starts_with("http")).unwrap();
        let address = address.trim_end_matches(';').to_string();
        Site { address, program, _folder: folder }
    }

    /// A site over the archive of a harbour town: four sources, thirty years, three scripts.
    pub(crate) fn harbour() -> Site {
        let mut lines = String::new();
        for year in 1995..2025 {
            if (2001..2003).contains(&year) {
                continue;
            }
            for number in 0..4 {
                let source = ["The Ellery Courier", "Harbour Wire", "The Quay", "Herald"][number];
                let what =
                    ["swing bridge", "ferry", "northern pier", "harbour"][(number + year) % 4];
                let record = json!({
                    "id": format!("{year}-{number}"),
                    "headline": format!("The {what} in {year}"),
                    "body": format!("The {what} was closed after a storm.\n\nThe bridge master said that \
                        the swing bridge would open again. A ferry sails every 25 minutes."),
                    "published_at": format!("{year}-0{}-11", number + 1),
                    "source": source,
                    "section": if number % 2 == 0 { "Harbour" } else { "Letters" },
                    "author": "Ada Finch",
                    "url": format!("https://news.example/{year}/{number}"),
                });
                writeln!(lines, "{record}").unwrap();
            }
        }
        let persian = json!({ "id": "fa", "headline": "پل بندر دوباره باز شد", "language": "fa",
            "body": "هیئت بندر روز یکشنبه گفت که پل گردان باز می‌شود.", "published_at": "2020-05-01", "source": "صدای ساحل" });
        let chinese = json!({ "id": "zh", "headline": "平旋桥重新开放", "language": "zh",
            "body": "港务局星期日表示，平旋桥经过检查后将重新开放。", "published_at": "2021-05-01", "source": "海港晚报" });
        writeln!(lines, "{persian}\n{chinese}").unwrap();
        let undated = "A market without a date\n\nThe market opened as it always had.";
        Site::of(&[
            ("town.jsonl", &lines),
            ("undated.txt", undated),
            ("cut.json", "{\"headline\": \"x"),
        ])
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"));
    program.current_dir(folder).env_clear();
    program
}
