//! Signals that ask us to stop: they are noted, and the work ends at its next step, so that it can clean up.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::flag;

use crate::error::{Error, Exit, Result};

/// Whether a signal asked us to stop. The default one listens to none: they end us at once, as they do anybody.
#[derive(Debug, Default)]
pub struct Interrupt {
    exit: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Notes signals from here on. A second one is not waited for any longer than the first: steps are short.
    pub fn catch() -> Result<Self> {
        let exit = Arc::new(AtomicUsize::new(0));
        let noted = [(SIGINT, Exit::Interrupted), (SIGTERM, Exit::Terminated), (SIGHUP, Exit::HungUp)];
        for (signal, code) in noted {
            flag::register_usize(signal, Arc::clone(&exit), code as usize).map_err(|error| refused(&error))?;
        }
        // A file larger than the limit (`ulimit -f`) then fails to be written, which is an error like any other;
        // without this it would kill us.
        flag::register(SIGXFSZ, Arc::default()).map_err(|error| refused(&error))?;
        Ok(Self { exit })
    }

    /// An error once a signal came.
    pub fn check(&self) -> Result<()> {
        let caught = self.exit.load(Ordering::Relaxed);
        let exit =
            [Exit::Interrupted, Exit::Terminated, Exit::HungUp].into_iter().find(|exit| *exit as usize == caught);
        exit.map_or(Ok(()), |exit| Err(Error::new(exit, "stopped by a signal; nothing was written")))
    }
}

fn refused(error: &std::io::Error) -> Error {
    Error::new(Exit::Io, format!("could not listen to signals: {error}"))
}
