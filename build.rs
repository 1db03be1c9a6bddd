//! Rebuilds the crate when a template is added, removed or changed (`include_dir` alone would miss an added file).

fn main() {
    println!("cargo:rerun-if-changed=templates");
}
