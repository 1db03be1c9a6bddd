//! Words that tell which files are worth a closer look. Most files hold none of them, and looking at text is cheap.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Words without which no module can be fetched or named but by an import statement.
const DYNAMIC: [&str; 20] = [
    "import_module",
    "__import__",
    "sys.modules",
    "modules[",
    "resolve_name",
    "import_string",
    "load_module",
    "run_module",
    "locate",
    "find_spec",
    "importorskip",
    "__builtins__",
    "spec_from_file_location",
    "SourceFileLoader",
    "run_path",
    "get_data",
    "resources",
    "patch",
    "setattr",
    "delattr",
];

/// Whether a text holds a word that fetches or names modules.
pub fn is_dynamic(text: &str) -> bool {
    static WORDS: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new(DYNAMIC).expect("a few words are no large automaton"));
    WORDS.is_match(text)
}

/// Words of files that get their connection from elsewhere, or build upon what others import of a library.
const DATA: [&str; 10] = [
    "execute",
    "exec_driver_sql",
    ".fetch",
    "ForeignKey",
    "elationship(",
    "Mapped[",
    "__tablename__",
    "Table(",
    "create_table(",
    ".tables",
];

/// Whether a text holds a word that speaks of tables.
pub fn speaks_of_tables(text: &str) -> bool {
    static WORDS: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new(DATA).expect("a few words are no large automaton"));
    WORDS.is_match(text)
}
