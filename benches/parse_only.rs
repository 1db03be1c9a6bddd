//! The baseline of `benches/check.sh`: reads every Python file below a directory and parses it, and does nothing else.
//! It keeps the trees, as a program does that is going to look at them; with `--drop` in front it keeps none.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads what it measures")]

use std::path::PathBuf;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use ruff_python_ast::PySourceType;
use ruff_python_parser::parse_unchecked_source;

fn main() {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let is_dropped = arguments.next_if(|argument| argument == "--drop").is_some();
    let mut waiting: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let mut files = Vec::new();
    while let Some(dir) = waiting.pop() {
        for entry in std::fs::read_dir(dir).expect("the directory can be read").flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") {
                files.push(path);
            }
        }
    }
    let parse = |path: PathBuf| {
        let text = std::fs::read_to_string(path).expect("the file is text");
        let parsed = parse_unchecked_source(&text, PySourceType::Python);
        (parsed.errors().len(), (!is_dropped).then_some(parsed))
    };
    let parsed: Vec<_> = files.into_par_iter().map(parse).collect();
    println!("parsed {} files, {} errors", parsed.len(), parsed.iter().map(|(errors, _)| errors).sum::<usize>());
}
