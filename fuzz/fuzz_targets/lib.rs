//! What the targets share: a place for one file and the index of it, and how a file is read.

use std::ops::ControlFlow;
use std::cell::RefCell;
use std::fs;
use std::path::Path;

use dateline::app::index::{Progress, index};
use dateline::app::settings::IndexSettings;
use dateline::engine::FileOutcome;
use dateline::ingest::source::walk::SourceFile;
use dateline::ingest::{IngestOptions, articles};
use dateline::when::{Clock, Day};

thread_local! {
    static FOLDER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
}

/// The day of all runs.
pub fn clock() -> Clock {
    Clock::on(Day::new(2024, 1, 10).expect("a day of the calendar"))
}

/// Does something in a folder that stays the same from input to input.
pub fn in_folder<T>(act: impl FnOnce(&Path) -> T) -> T {
    FOLDER.with_borrow_mut(|folder| {
        let memory = Path::new("/dev/shm");
        let make = || match memory.is_dir() {
            true => tempfile::tempdir_in(memory),
            false => tempfile::tempdir(),
        };
        act(folder.get_or_insert_with(|| make().expect("a folder can be made")).path())
    })
}

/// Reads bytes as a file of this name; a panic inside is a finding.
pub fn read(name: &str, bytes: &[u8]) {
    in_folder(|folder| {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("a file can be written");
        let file = SourceFile::at(&path).expect("a regular file");
        let options = IngestOptions::on(Day::new(2024, 1, 10).expect("a day of the calendar"));
        let mut given = 0;
        let report = articles(&file, &options, None, &mut |article| {
            given += 1;
            assert!(article.title.len() <= 8 << 10, "a title of {} bytes", article.title.len());
            assert!(!article.body.contains('\0'), "a NUL in a body");
            ControlFlow::Continue(())
        });
        assert_eq!(report.articles, given);
        let reasons = report.problems.iter().chain(match &report.outcome {
            FileOutcome::Refused(reason) => Some(reason),
            FileOutcome::Indexed | FileOutcome::Skipped(_) => None,
        });
        for reason in reasons {
            assert!(!reason.contains("the program failed"), "{reason}");
        }
    });
}

/// Reads bytes as a file of one of these names: their first byte chooses.
pub fn read_as_one(names: &[&str], bytes: &[u8]) {
    if let Some((choice, rest)) = bytes.split_first() {
        read(names[usize::from(*choice) % names.len()], rest);
    }
}

/// Reads bytes as one part of a package, beside parts that make it a document.
pub fn read_packed(name: &str, beside: &[(&str, &str)], part: &str, bytes: &[u8]) {
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    let parts = beside.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (part, bytes) in parts.chain([(part, bytes)]) {
        let options = zip::write::SimpleFileOptions::default();
        package.start_file(part, options).expect("a part can be begun");
        std::io::Write::write_all(&mut package, bytes).expect("a part can be written");
    }
    read(name, &package.finish().expect("a package can be closed").into_inner());
}

/// Indexes the files of a folder.
pub fn build(archive: &Path, into: &Path) {
    let mut settings = IndexSettings::new(into, [archive], clock());
    settings.threads = 1;
    settings.memory = 64 << 20;
    index(&settings, &Progress::default()).expect("an archive can be indexed");
}
