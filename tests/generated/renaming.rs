//! A module renamed in a project that lives: what people wrote goes along, and so does what a database holds.

use std::path::Path;

use crate::attacks::SHOP;
use crate::machine::{Database, Environment, SCAFFOLD, directory, postgres, program, run, scaffold_new};

const SUBTITLE: &str = "    subtitle: Mapped[str | None] = mapped_column(sa.String(50))\n";
const TEST: &str = "\
\"\"\"Products may have a subtitle.\"\"\"

from app.modules.products.models import Product


def test_a_product_may_have_a_subtitle() -> None:
    assert Product(subtitle=\"short\").subtitle == \"short\"
";

const ROW: &str = "\
    INSERT INTO products.products (id, name, sku, price, stock, active, released_on, attributes, subtitle) \
    VALUES (gen_random_uuid(), 'first', 'a', 1, 1, true, '2026-01-01', '{}', 'short')";

/// Adds a column with its revision, and a test of it, as an owner does.
fn edit(environment: &Environment, root: &Path, url: &str) {
    let model = root.join("app/modules/products/models/product.py");
    let text = std::fs::read_to_string(&model).unwrap();
    let (head, tail) = text.split_once("\n\n    # Partial").expect("the fields end before the indexes");
    std::fs::write(model, format!("{head}\n{SUBTITLE}\n    # Partial{tail}")).unwrap();
    std::fs::write(root.join("tests/products/unit/test_subtitle.py"), TEST).unwrap();
    manage(environment, root, url, &["revision", "products", "-m", "Add a subtitle"]);
}

fn manage(environment: &Environment, root: &Path, url: &str, arguments: &[&str]) -> String {
    let mut python = environment.program("python", root);
    python.args(["-W", "error", "-c", "from app.cli import app; app()", "migrate"]).args(arguments);
    run(python.env("DATABASE_URL", url))
}

#[test]
#[ignore = "needs uv and PostgreSQL"]
fn a_module_is_renamed_with_its_data() {
    let (here, environment, database) = (directory(), Environment::shared(), Database::empty());
    let (root, url) = (scaffold_new(here.path(), SHOP), database.url());
    manage(&environment, &root, &url, &["upgrade"]);
    edit(&environment, &root, &url);
    manage(&environment, &root, &url, &["upgrade"]);
    let psql = |statement: &str| run(program("psql", &root).args(["--no-psqlrc", "-qAt", &url, "-c", statement]));
    psql(ROW);

    let said = run(program(SCAFFOLD, &root).args(["rename-module", "Products", "Goods", "--yes"]));
    assert!(said.contains("`products` is still named at tests/goods/unit/test_subtitle.py:3"), "{said}");
    let own = root.join("tests/goods/unit/test_subtitle.py");
    std::fs::write(own, TEST.replace("modules.products", "modules.goods")).unwrap();

    environment.check(&root, Some(postgres()), &[]);
    assert!(manage(&environment, &root, &url, &["upgrade"]).contains("applied goods 0003_rename_from_products"));
    assert!(manage(&environment, &root, &url, &["check"]).contains("the database is what the models say"));
    assert_eq!(psql("SELECT name, subtitle FROM goods.products").trim(), "first|short");
    assert_eq!(psql("SELECT count(*) FROM pg_namespace WHERE nspname = 'products'").trim(), "0");
    run(environment.script("migrations.py", &root).arg(&root).arg(postgres()));

    manage(&environment, &root, &url, &["downgrade", "--module", "goods", "--to", "-1"]);
    assert_eq!(psql("SELECT name, subtitle FROM products.products").trim(), "first|short");
}
