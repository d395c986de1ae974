//! What indexing would do, by the sizes and times of modification of files alone. It reads none and
//! writes nothing.

use crate::app::AppError;
use crate::app::outcome::{Fate, Plan};
use crate::app::settings::IndexSettings;
use crate::engine::{self, Archive, EngineError, FileRecord, ReadOptions};
use crate::ingest::source::walk::{display, walk};

use super::archives::{Choice, Taken};
use super::known::{Compared, Known, Seen};
use super::{ingest_options, walk_options};

/// What indexing would do.
///
/// # Errors
/// When a path is not there, or the index cannot be read.
pub fn plan(settings: &IndexSettings) -> Result<Plan, AppError> {
    let (table, records) = match engine::open(&settings.index, &ReadOptions::default()) {
        Ok(index) => (index.archives(), index.files()?),
        Err(EngineError::Missing(_)) => (vec![], vec![]),
        Err(_) if settings.rebuild => (vec![], vec![]),
        Err(error) => return Err(error.into()),
    };
    let all = || Ok(records.clone());
    let chosen = Choice { table: &table, records: &all, settings }.choose()?;
    let mut plan = Plan { notices: chosen.notices, ..Plan::default() };
    for taken in &chosen.taken {
        add(&mut plan, taken, settings, (&table, &records))?;
    }
    plan.files.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(plan)
}

fn add(
    plan: &mut Plan,
    taken: &Taken,
    settings: &IndexSettings,
    (table, records): (&[Archive], &[FileRecord]),
) -> Result<(), AppError> {
    let own = |record: &&FileRecord| *record.archive == *taken.archive.identity;
    let own: Vec<FileRecord> = records.iter().filter(own).cloned().collect();
    let options = ingest_options(&taken.archive.options, taken.archive.base(), &settings.clock)?;
    let known = Known::new(own, taken.root(), options, settings.full);
    let walked = walk(&known.root, &walk_options(settings, &taken.archive, table));
    let seen = Seen::of(&walked, &known.root);
    let samples = known.samples(&walked.files, &seen);
    for file in &walked.files {
        plan.seen += 1;
        let fate = match known.compare(file, (&samples, false)) {
            Compared::Unchanged(_) => {
                plan.unchanged += 1;
                continue;
            }
            Compared::New => Fate::New,
            Compared::Changed => Fate::Changed,
        };
        plan.files.push((fate, display(file.path.as_os_str())));
    }
    let vanished = known.vanished(&seen).filter(|record| record.is_file());
    plan.files.extend(vanished.map(|record| (Fate::Vanished, record.path())));
    Ok(())
}
