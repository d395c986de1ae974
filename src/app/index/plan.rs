//! Predicts what indexing would do, from sizes and modification times alone. Opens no file and writes
//! nothing.

use crate::app::AppError;
use crate::app::outcome::{Fate, Plan};
use crate::app::settings::IndexSettings;
use crate::engine::{self, Archive, EngineError, FileRecord, ReadOptions};
use crate::ingest::source::walk::{display, walk};

use super::archives::{Selected, Selector};
use super::file_table::{Compared, FileTable, Seen};
use super::{ingest_options, walk_options};

/// Predicts what indexing would do.
///
/// # Errors
/// Where a path does not exist or the index cannot be read.
pub fn plan(settings: &IndexSettings) -> Result<Plan, AppError> {
    let (table, records) = match engine::open(&settings.index, &ReadOptions::default()) {
        Ok(index) => (index.archives(), index.files()?),
        Err(EngineError::Missing(_)) => (vec![], vec![]),
        Err(_) if settings.rebuild => (vec![], vec![]),
        Err(error) => return Err(error.into()),
    };
    let all = || Ok(records.clone());
    let selection = Selector { table: &table, records: &all, settings }.select()?;
    let mut plan = Plan { notices: selection.notices, ..Plan::default() };
    for selected in &selection.selected {
        add(&mut plan, selected, settings, (&table, &records))?;
    }
    plan.files.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(plan)
}

fn add(
    plan: &mut Plan,
    selected: &Selected,
    settings: &IndexSettings,
    (table, records): (&[Archive], &[FileRecord]),
) -> Result<(), AppError> {
    let own = |record: &&FileRecord| *record.archive == *selected.archive.identity;
    let own: Vec<FileRecord> = records.iter().filter(own).cloned().collect();
    let options =
        ingest_options(&selected.archive.options, selected.archive.base(), &settings.clock)?;
    let file_table = FileTable::new(own.into(), selected.root(), options, settings.full);
    let walked = walk(&file_table.root, &walk_options(settings, &selected.archive, table));
    let seen = Seen::of(&walked, &file_table.root);
    let samples = file_table.samples(&walked.files, &seen);
    for file in &walked.files {
        plan.seen += 1;
        let fate = match file_table.compare(file, (&samples, false)) {
            Compared::Unchanged(_) => {
                plan.unchanged += 1;
                continue;
            }
            Compared::New => Fate::New,
            Compared::Changed => Fate::Changed,
        };
        plan.files.push((fate, display(file.path.as_os_str())));
    }
    let vanished = file_table.vanished(&seen).filter(|record| record.is_file());
    plan.files.extend(vanished.map(|record| (Fate::Vanished, record.path())));
    Ok(())
}
