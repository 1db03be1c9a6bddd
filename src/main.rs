//! Parses the command line, runs it, and exits with its code.

fn main() -> std::process::ExitCode {
    // This thread works too, in place of one more that would have to be started and woken. Where no thread can be
    // started the error comes again, with words, from the first work that wants one.
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    scaffold::run(std::env::args_os())
}
