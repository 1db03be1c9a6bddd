//! Parses the command line, runs it, and exits with its code.

/// Rendering allocates a lot, and the system's allocator spends a tenth of the run on that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    scaffold::run(std::env::args_os())
}
