//! The terminal while questions are asked: quiet between keys, and given back as it was, whatever ends them.

use std::io::IsTerminal;

/// Whether a person sits at both ends, so that questions can be asked.
pub fn is_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

#[cfg(unix)]
pub use unix::Held;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::process;
    use std::thread;

    use dialoguer::console::Term;
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::{Handle, Signals};

    /// Holds the terminal for questions; given back when dropped, and on a signal, which then ends the process:
    /// nothing has been written while questions are asked.
    #[derive(Debug)]
    pub struct Held {
        before: Termios,
        signals: Handle,
    }

    impl Held {
        /// Takes the terminal. What is typed ahead of a question is not echoed: the question shows it.
        pub fn take() -> io::Result<Self> {
            let before = tcgetattr(io::stdin())?;
            let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
            let handle = signals.handle();
            let given_back = before.clone();
            thread::spawn(move || {
                if let Some(signal) = signals.forever().next() {
                    give_back(&given_back);
                    let _ = Term::stderr().write_line("");
                    process::exit(128 + signal);
                }
            });
            let mut quiet = before.clone();
            quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
            tcsetattr(io::stdin(), OptionalActions::Now, &quiet)?;
            Ok(Self { before, signals: handle })
        }
    }

    impl Drop for Held {
        fn drop(&mut self) {
            self.signals.close();
            give_back(&self.before);
        }
    }

    /// Nothing can be done for a terminal that is gone.
    fn give_back(before: &Termios) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        let _ = Term::stderr().show_cursor();
    }
}

#[cfg(not(unix))]
#[derive(Debug)]
/// Holds the terminal for questions; there is nothing to hold here.
pub struct Held;

#[cfg(not(unix))]
impl Held {
    /// Takes the terminal.
    pub fn take() -> std::io::Result<Self> {
        Ok(Self)
    }
}
