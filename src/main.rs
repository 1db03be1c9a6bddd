//! Parses the command line, runs it, and exits with its code.

fn main() -> std::process::ExitCode {
    scaffold::run(std::env::args_os())
}
