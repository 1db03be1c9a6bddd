//! Words that tell which files are worth a closer look. Most files hold none of them, and looking at text is cheap.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

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
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| searcher(&DYNAMIC));
    WORDS.is_match(text)
}

/// The libraries that talk to a database, by what their imports begin with.
const LIBRARIES: [&str; 14] = [
    "sqlalchemy",
    "sqlmodel",
    "alembic",
    "asyncpg",
    "psycopg",
    "aiosqlite",
    "sqlite3",
    "pymysql",
    "aiomysql",
    "asyncmy",
    "MySQLdb",
    "databases",
    "pandas",
    "polars",
];

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
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| searcher(&DATA));
    WORDS.is_match(text)
}

/// Whether an import is of a library that talks to a database.
pub fn is_library(target: &str) -> bool {
    LIBRARIES.iter().any(|library| target.starts_with(library))
}

/// Whether a text holds the name of such a library, be it in a comment.
pub fn names_library(text: &str) -> bool {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| searcher(&LIBRARIES));
    WORDS.is_match(text)
}

/// Looks for words in text. Only where matches have an order does the library use vector instructions, which makes it
/// ten times faster; which word is found first is of no matter here.
fn searcher(words: &[&str]) -> AhoCorasick {
    let searcher = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words);
    searcher.expect("a few words are no large automaton")
}
