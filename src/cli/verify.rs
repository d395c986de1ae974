//! `verify`: checks every byte of the index.

use clap::Args;

use super::Run;
use super::args::Json;
use super::environment::Environment;
use super::exit::Exit;
use super::output::Output;
use crate::app::{self, AppError};
use crate::render::{Format, Outcome};

/// Check every byte of the index.
///
/// verify compares each file of the index with its checksum, then reads every article. It names what
/// is damaged, changes nothing, and exits with 3 if there is damage.
#[derive(Args, Debug)]
pub(super) struct Verify {
    #[command(flatten)]
    output: Json,
}

impl Run for Verify {
    fn run(&self, env: &Environment) -> Result<Exit, AppError> {
        let verify = app::verify::verify(&env.index)?;
        let mut out = Output::plain(self.format(), env);
        out.write(Outcome::Verify(&verify))?;
        out.finish()?;
        let is_sound = verify.verification.damages.is_empty();
        Ok(if is_sound { Exit::Done } else { Exit::Index })
    }

    fn format(&self) -> Format {
        self.output.format()
    }
}
