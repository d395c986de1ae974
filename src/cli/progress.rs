//! Shows the progress of indexing on a terminal (files, articles, speed, time left), and handles
//! Ctrl-C.

use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use super::exit::Exit;
use crate::app::index::Progress;
use crate::render::number::{bytes, thousands};

/// The interval at which the bar is redrawn.
const EVERY: Duration = Duration::from_millis(100);

/// A progress bar that is updated until it is dropped.
pub(super) struct Bar {
    done: Arc<AtomicBool>,
    drawing: Option<JoinHandle<()>>,
}

impl Bar {
    /// Shows the progress on standard error, if that is a terminal.
    pub(super) fn show(progress: Arc<Progress>) -> Option<Bar> {
        if !stderr().is_terminal() {
            return None;
        }
        let done = Arc::new(AtomicBool::new(false));
        let ended = done.clone();
        let draw = move || draw(&progress, &ended);
        let drawing = thread::Builder::new().name("progress".into()).spawn(draw).ok()?;
        Some(Bar { done, drawing: Some(drawing) })
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(drawing) = self.drawing.take() {
            // A bar that failed to draw has done no harm.
            let _ = drawing.join();
        }
    }
}

fn draw(progress: &Progress, done: &AtomicBool) {
    let start = Instant::now();
    let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr());
    let style = "{bar:20} {percent:>3}%  {wide_msg}";
    bar.set_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    while !done.load(Ordering::Relaxed) {
        bar.set_length(progress.bytes_found.load(Ordering::Relaxed).max(1));
        bar.set_position(progress.bytes.load(Ordering::Relaxed));
        bar.set_message(message(progress, start.elapsed()));
        thread::sleep(EVERY);
    }
    bar.finish_and_clear();
}

fn message(progress: &Progress, took: Duration) -> String {
    let read = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let (files, found) = (read(&progress.files), read(&progress.files_found));
    let (done, all) = (read(&progress.bytes), read(&progress.bytes_found));
    let rate = done as f64 / took.as_secs_f64().max(0.001);
    let left = if progress.is_stopped() {
        "stopping: finishing the files in hand".to_string()
    } else if progress.walked.load(Ordering::Relaxed) && rate > 0.0 && took.as_secs() >= 2 {
        format!("{} left", clock((all.saturating_sub(done) as f64 / rate) as u64))
    } else {
        String::new()
    };
    format!(
        "{} of {} files  {} articles  {}/s  {left}",
        thousands(files),
        thousands(found),
        thousands(read(&progress.articles)),
        bytes(rate as u64)
    )
}

fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Stops the work early on Ctrl-C, SIGTERM or SIGHUP. The first signal ends it in good order; a
/// second ends the program at once, which is harmless, too.
pub(super) fn stop_on_interrupt(progress: &Progress) {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        let stop = || progress.stop.clone();
        // The registration order matters: the flag that the first signal sets makes the second one
        // end the program. No thread is needed. Without a handler a signal ends the program at
        // once, which the index survives.
        let again = flag::register_conditional_shutdown(signal, Exit::Interrupted as i32, stop());
        let _ = again.and_then(|_| flag::register(signal, stop()));
    }
}
