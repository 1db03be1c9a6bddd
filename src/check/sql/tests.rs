//! What SQL names and what it does not, and that no text can make the reader panic.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, proptest};

use super::{Named, references, references_of_table};

/// What a text names, as `schema.name`, `~schema` or `schema.routine()`.
fn named(sql: &str) -> Vec<String> {
    let shown = references(sql).into_iter().map(|found| {
        let schema = found.schema.unwrap_or_default();
        let name = found.name.unwrap_or("?".to_owned());
        match found.named {
            Named::Table if schema.is_empty() => name,
            Named::Table => format!("{schema}.{name}"),
            Named::Routine => format!("{schema}.{name}()"),
            Named::Schema => format!("~{schema}"),
        }
    });
    shown.collect()
}

#[test]
fn a_table_is_named_where_sql_takes_one() {
    let cases: [(&str, &[&str]); 52] = [
        ("SELECT * FROM users", &["users"]),
        ("select u.id from only auth.users as u where u.x = 1", &["auth.users"]),
        (r#"SELECT 1 FROM "auth"."users" u, `orders`, [dbo].[items]"#, &["auth.users", "orders", "dbo.items"]),
        ("SELECT 1 FROM a LEFT JOIN b ON b.x = a.x, c CROSS JOIN d", &["a", "b", "c", "d"]),
        ("SELECT 1 FROM (a JOIN b USING (id)) JOIN (SELECT 1 FROM c) d ON true", &["a", "b", "c"]),
        ("SELECT (SELECT count(*) FROM users) FROM a WHERE id IN (TABLE b)", &["users", "a", "b"]),
        ("SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM users WHERE x = extract(year FROM y))", &["a", "users"]),
        (
            "INSERT INTO auth.users (id) SELECT id FROM a ON CONFLICT (id) DO UPDATE SET x = 1, y = 2",
            &["auth.users", "a"],
        ),
        ("REPLACE INTO users VALUES (1)", &["users"]),
        ("UPDATE ONLY users SET a = 1, b = 2 FROM c, d WHERE x", &["users", "c", "d"]),
        ("UPDATE a, b SET a.x = b.x", &["a", "b"]),
        ("DELETE FROM a USING b, c WHERE true RETURNING d, e", &["a", "b", "c"]),
        ("TRUNCATE a, b", &["a", "b"]),
        ("TRUNCATE TABLE ONLY a CASCADE", &["a"]),
        ("MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN UPDATE SET y = 1", &["a", "b"]),
        ("ALTER TABLE IF EXISTS auth.users ADD COLUMN x int, ADD COLUMN y int REFERENCES b (id)", &["auth.users", "b"]),
        ("DROP TABLE IF EXISTS a, auth.b CASCADE", &["a", "auth.b"]),
        ("CREATE TABLE own (id int REFERENCES auth.users ON DELETE CASCADE)", &["auth.users"]),
        ("CREATE TABLE own (LIKE users INCLUDING ALL)", &["users"]),
        ("CREATE TABLE auth.extra (id int)", &["auth.extra"]),
        ("CREATE TABLE own PARTITION OF a FOR VALUES IN (1)", &["a"]),
        ("ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b", &["a", "b"]),
        ("CREATE UNIQUE INDEX CONCURRENTLY ix ON auth.users USING btree (email)", &["auth.users"]),
        (
            "CREATE TRIGGER t AFTER INSERT OR UPDATE OF x ON users FOR EACH ROW EXECUTE FUNCTION auth.f()",
            &["users", "auth.f()"],
        ),
        ("CREATE VIEW own AS SELECT * FROM users", &["users"]),
        ("REFRESH MATERIALIZED VIEW CONCURRENTLY auth.seen", &["auth.seen"]),
        ("COPY users (id) FROM STDIN", &["users"]),
        ("COPY (SELECT * FROM users) TO STDOUT", &["users"]),
        ("GRANT SELECT, UPDATE ON users, TABLE b TO x, y", &["users", "b"]),
        ("REVOKE ALL ON users FROM x, y", &["users"]),
        ("GRANT USAGE ON SCHEMA auth TO x", &["~auth"]),
        ("GRANT SELECT ON ALL TABLES IN SCHEMA auth TO x", &["~auth"]),
        ("SET search_path TO auth, 'other'", &["~auth", "~other"]),
        ("SET LOCAL search_path = auth", &["~auth"]),
        ("DROP SCHEMA IF EXISTS auth CASCADE", &["~auth"]),
        ("ALTER TABLE a SET SCHEMA auth", &["a", "~auth"]),
        ("COMMENT ON COLUMN auth.users.email IS 'x'", &["auth.users"]),
        ("LOCK TABLE a, b IN EXCLUSIVE MODE", &["a", "b"]),
        ("ANALYZE VERBOSE users", &["users"]),
        ("EXPLAIN ANALYZE SELECT * FROM users", &["users"]),
        ("SHOW COLUMNS FROM users", &["users"]),
        ("SELECT 'auth.users'::regclass, nextval('auth.users_id_seq')", &["auth.users", "auth.users_id_seq"]),
        ("SELECT auth.current_user_id(), f(x) FROM auth.everyone(1)", &["auth.current_user_id()", "auth.everyone()"]),
        ("DO $$ BEGIN DELETE FROM users; END $$", &["users"]),
        ("CREATE FUNCTION f() RETURNS int AS $x$ BEGIN EXECUTE 'DELETE FROM users'; END $x$", &["users"]),
        ("BEGIN; TRUNCATE a; UPDATE b SET x = 1; COMMIT", &["a", "b"]),
        ("SELECT * FROM {schema}.users JOIN auth.{table} ON true JOIN {one} ON true", &["users", "auth.?"]),
        ("SELECT * FROM auth.%s WHERE x = %(from)s", &["auth.?"]),
        ("SELECT * FROM a UNION SELECT * FROM b", &["a", "b"]),
        ("SELECT * FROM a FOR UPDATE OF b, c", &["a"]),
        ("SELECT * FROM a LEFT JOIN LATERAL (SELECT 1 FROM b) c ON true", &["a", "b"]),
        ("WITH gone AS (DELETE FROM users RETURNING id) INSERT INTO a SELECT id FROM gone", &["users", "a"]),
    ];
    for (sql, expected) in cases {
        assert_eq!(named(sql), expected, "{sql}");
    }
}

#[test]
fn a_name_that_stands_elsewhere_is_none() {
    for sql in [
        "",
        "FROM users",
        "a plain sentence about users from users",
        "SELECT users.id, users FROM",
        "SELECT 'FROM users', E'it\\'s FROM users', \"FROM users\"",
        "SELECT 1 -- FROM users",
        "SELECT 1 /* FROM users /* and */ FROM users */",
        "SELECT $$ FROM users $$",
        "SELECT extract(epoch FROM users), trim(both 'x' FROM users), substring(a FROM users)",
        "SELECT a IS NOT DISTINCT FROM users",
        "SELECT 1 WHERE x = :users AND y = $1 AND z = ?",
        "SELECT * FROM unnest(users) WITH ORDINALITY",
        "WITH users AS (SELECT 1) SELECT * FROM users u JOIN users v ON true",
        "WITH RECURSIVE users (a, b) AS (SELECT 1 UNION SELECT * FROM users) TABLE users",
        "WITH users AS MATERIALIZED (VALUES (1)), b AS (SELECT * FROM users) SELECT * FROM b",
        "CREATE TEMP TABLE users AS SELECT 1; SELECT * FROM users",
        "CREATE TABLE users (id int); CREATE INDEX ON users (id)",
        "ALTER TYPE users RENAME TO other",
        "GRANT EXECUTE ON FUNCTION f TO users",
        "INSERT INTO {table} (users) VALUES (:users)",
    ] {
        let found: Vec<String> = named(sql).into_iter().filter(|name| name.contains("users")).collect();
        assert!(found.is_empty(), "{sql}: {found:?}");
    }
}

#[test]
fn a_common_table_hides_only_what_follows_it() {
    assert_eq!(named("WITH users AS (SELECT * FROM users) SELECT * FROM users"), ["users"]);
    assert_eq!(named("SELECT * FROM (WITH users AS (SELECT 1) TABLE users) x JOIN users ON true"), ["users"]);
    assert_eq!(named("WITH users AS (SELECT 1) TABLE users; DELETE FROM users"), ["users"]);
    assert_eq!(named("WITH users AS (SELECT 1) SELECT * FROM auth.users"), ["auth.users"]);
}

#[test]
fn a_reference_says_where_it_stands() {
    let sql = "DO $$ BEGIN EXECUTE 'DELETE FROM \"Auth\".users'; END $$";
    let found = references(sql);
    assert_eq!(&sql[found[0].start..found[0].end], "Auth\".users");
    assert_eq!(found[0].schema.as_deref(), Some("auth"));
}

#[test]
fn a_part_of_a_statement_may_begin_with_a_table() {
    let found = references_of_table("auth.users u JOIN orders ON true");
    assert_eq!(found.iter().filter_map(|one| one.name.as_deref()).collect::<Vec<_>>(), ["users", "orders"]);
}

#[test]
fn a_text_may_be_nested_as_deep_as_it_likes() {
    for piece in ["(", "SELECT (", "FROM (a JOIN ", "WITH a AS (", "DO $$ "] {
        let _ = references(&piece.repeat(20_000));
    }
    assert_eq!(named(&format!("{}SELECT 1 FROM users", "(".repeat(1000))), ["users"]);
}

/// Pieces that meet in any order: what a mutated statement is made of.
const PIECES: [&str; 46] = [
    "SELECT ",
    "FROM ",
    "JOIN ",
    "WITH ",
    "RECURSIVE ",
    "AS ",
    "(",
    ")",
    ",",
    ";",
    ".",
    "users",
    "auth",
    "\"",
    "'",
    "`",
    "$$",
    "$a$",
    "--",
    "/*",
    "*/",
    "\n",
    "{",
    "}",
    "%s",
    "%(",
    ")s",
    "::",
    "regclass ",
    "EXECUTE ",
    "DO ",
    "CREATE ",
    "TABLE ",
    "INTO ",
    "UPDATE ",
    "SCHEMA ",
    "ON ",
    "[",
    "]",
    "\u{fffc}",
    "ß",
    "E'",
    "\\",
    ":",
    "COMMENT ",
    "COLUMN ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(
        pieces in prop::collection::vec(
            (0..PIECES.len(), any::<Option<char>>())
                .prop_map(|(at, other)| other.map_or(PIECES[at].to_owned(), |c| format!("{}{c}", PIECES[at]))),
            0..60,
        )
    ) {
        let text = pieces.concat();
        for found in references(&text).into_iter().chain(references_of_table(&text)) {
            prop_assert!(text.get(found.start..found.end).is_some());
        }
    }
}
