//! Tests that need programs which a machine may not have: without them they are skipped with a warning, or
//! fail where a variable of the environment demands them.

use std::io::Write;
use std::process::Command;

/// What a group of tests needs.
pub(crate) struct Needed {
    /// With the value `required`, nothing is skipped.
    pub variable: &'static str,
    /// What does not happen without it, for the warning.
    pub otherwise: &'static str,
    /// The argument with which its programs show their version.
    pub version: &'static str,
}

impl Needed {
    /// Whether a program is installed. If not, warns or fails as [`Needed::left_out`] does.
    pub(crate) fn is_there(&self, program: &str) -> bool {
        let found = Command::new(program).arg(self.version).output();
        found.is_ok_and(|run| run.status.success())
            || self.left_out(&format!("no `{program}` here"))
    }

    /// Warns that a test is skipped, or fails if it must not be. Returns false.
    pub(crate) fn left_out(&self, why: &str) -> bool {
        let Needed { variable, otherwise, .. } = self;
        #[expect(
            clippy::disallowed_methods,
            reason = "how a test is run is said by the environment"
        )]
        let required = std::env::var_os(variable).is_some_and(|value| value == "required");
        assert!(!required, "{why}, and {variable}=required");
        // Bypasses the output capture of the test harness, so that nobody takes silence for success.
        let _ = writeln!(std::io::stderr(), "\n*** LEFT OUT: {otherwise}: {why} ***\n");
        false
    }
}
