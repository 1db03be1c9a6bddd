//! Who owns which table: what is read from models, tables and manifests, over files and mixins.

use std::path::PathBuf;

use super::Tables;
use crate::check::bindings::Names;
use crate::check::layout::Layout;
use crate::check::project::Project;
use crate::check::source::Source;
use crate::check::sources::Found;

const BASE: (&str, &str) = (
    "app/core/db.py",
    "from sqlalchemy import MetaData\nfrom sqlalchemy.orm import DeclarativeBase\n\n\
     def metadata_of(schema):\n    return MetaData(schema=schema)\n\n\
     class Base(DeclarativeBase):\n    pass\n",
);

/// What a project of these files answers.
fn ask<T>(files: &[(&str, &str)], question: impl FnOnce(&Tables) -> T) -> T {
    let more = [BASE, ("app/modules/shops/__init__.py", ""), ("app/modules/auth/__init__.py", "")];
    let files: Vec<(&str, &str)> = more.iter().chain(files).copied().collect();
    let found = Found {
        root: PathBuf::new(),
        package: Some("app".to_owned()),
        externals: Vec::new(),
        files: files.iter().map(|(path, _)| (*path).to_owned()).collect(),
        links: Vec::new(),
        skipped: Vec::new(),
        closed: Vec::new(),
    };
    let layout = Layout::of(&found).expect("it has a kernel and modules");
    let text = |path: &str| files.iter().find(|(other, _)| *other == path).expect("it was given").1;
    let mut sources: Vec<Source> = Vec::new();
    for file in layout.addressed(&found.files) {
        let bytes = text(&file.path).as_bytes().to_vec();
        let mut source = Source::read(file, bytes);
        source.at = sources.len();
        sources.push(source);
    }
    let project = Project::new(&layout, &sources);
    question(&Tables::of(&Names::of(&project)))
}

/// Who is told to own a table, for `articles`, which has no part in it.
fn owner(files: &[(&str, &str)], schema: Option<&str>, name: &str) -> Option<String> {
    ask(files, |tables| tables.owner(schema, Some(name), "articles").map(str::to_owned))
}

fn shop(text: &str) -> [(&str, &str); 1] {
    [("app/modules/shops/models.py", text)]
}

#[test]
fn a_table_is_named_in_many_ways() {
    let base = "from app.core.db import Base\n";
    for (body, table) in [
        ("class Shop(Base):\n    __tablename__ = 'shops'\n", "shops"),
        ("class Shop(Base):\n    __tablename__: str = 'sh' + 'ops'\n", "shops"),
        ("P = 'my'\nclass Shop(Base):\n    __tablename__ = f'{P}_shops'\n", "my_shops"),
        ("def t(n):\n    return 'x_' + n\nclass Shop(Base):\n    __tablename__ = t('shops')\n", "x_shops"),
        (
            "class M:\n    @declared_attr\n    def __tablename__(cls):\n        return cls.__name__.lower() + 's'\n\
          class Shop(M, Base):\n    pass\n",
            "shops",
        ),
        (
            "import re\nclass M:\n    @declared_attr\n    def __tablename__(c):\n        return re.sub('x', 'y', c.__name__)\n\
          class BigShop(M, Base):\n    pass\n",
            "big_shop",
        ),
        ("from sqlmodel import SQLModel\nclass Shop(SQLModel, table=True):\n    pass\n", "shop"),
        ("from sqlalchemy import Table\nshops = Table('shops', Base.metadata)\n", "shops"),
        ("import sqlalchemy as sa\nclass Shop(Base):\n    __table__ = sa.Table('shops', Base.metadata)\n", "shops"),
    ] {
        let text = format!("{base}{body}");
        assert_eq!(owner(&shop(&text), None, table).as_deref(), Some("shops"), "{body}");
        assert_eq!(owner(&shop(&text), None, "nothing"), None, "{body}");
    }
}

#[test]
fn a_schema_is_named_in_many_ways() {
    for body in [
        "from app.core.db import Base\nclass Shop(Base):\n    __tablename__ = 's'\n    __table_args__ = {'schema': 'retail'}\n",
        "from app.core.db import Base\nA = {'schema': 'retail'}\nclass Shop(Base):\n    __tablename__ = 's'\n    __table_args__ = (1, {**A})\n",
        "from app.core.db import Base\nclass Shop(Base):\n    __tablename__ = 's'\n    __table_args__ = dict(schema='retail')\n",
        "from app.core.db import Base, metadata_of\nclass Own(Base):\n    __abstract__ = True\n    metadata = metadata_of('retail')\nclass Shop(Own):\n    __tablename__ = 's'\n",
        "from sqlalchemy import MetaData\nfrom sqlalchemy.orm import declarative_base\nm = MetaData(schema='retail')\nBase = declarative_base(metadata=m)\nclass Shop(Base):\n    __tablename__ = 's'\n",
        "from sqlalchemy.orm import registry, DeclarativeBase\nfrom sqlalchemy import MetaData\nclass Base(DeclarativeBase):\n    registry = registry(metadata=MetaData(schema='retail'))\nclass Shop(Base):\n    __tablename__ = 's'\n",
        "from sqlalchemy import MetaData, Table\nm = MetaData(schema='retail')\ns = Table('s', m)\n",
        "from sqlalchemy import MetaData, Table\ns = Table('s', MetaData(), schema='retail')\n",
    ] {
        assert_eq!(owner(&shop(body), Some("retail"), "s").as_deref(), Some("shops"), "{body}");
        assert_eq!(owner(&shop(body), Some("other"), "s"), None, "{body}");
        assert_eq!(owner(&shop(body), None, "s").as_deref(), Some("shops"), "{body}");
    }
}

#[test]
fn a_schema_of_several_belongs_to_none() {
    let model = "from app.core.db import Base\nclass A(Base):\n    __tablename__ = 'NAME'\n    __table_args__ = {'schema': 'public'}\n";
    let (shops, auth) = (model.replace("NAME", "shops"), model.replace("NAME", "users"));
    let files = [("app/modules/shops/models.py", &*shops), ("app/modules/auth/models.py", &*auth)];
    ask(&files, |tables| {
        assert_eq!(tables.owner(Some("public"), Some("users"), "shops"), Some("auth"));
        assert_eq!(tables.owner(Some("public"), Some("users"), "auth"), None);
        assert_eq!(tables.owner(Some("public"), Some("pg_class"), "shops"), None);
        assert_eq!(tables.owner(Some("public"), None, "shops"), None);
    });
}

#[test]
fn a_module_owns_the_schema_of_its_name_until_somebody_says_otherwise() {
    assert_eq!(owner(&[], Some("auth"), "anything").as_deref(), Some("auth"));
    let manifest = [("app/modules/auth/module.py", "MODULE = Module(name='auth', schema='people')\n")];
    assert_eq!(owner(&manifest, Some("people"), "anything").as_deref(), Some("auth"));
    assert_eq!(owner(&manifest, Some("auth"), "anything"), None);
}

#[test]
fn a_table_in_the_schema_of_another_module_is_a_stray() {
    let files = [
        ("app/modules/auth/module.py", "MODULE = Module(name='auth', schema='auth')\n"),
        (
            "app/modules/shops/models.py",
            "from app.core.db import Base\nclass User(Base):\n    __tablename__ = 'users'\n    __table_args__ = {'schema': 'auth'}\n",
        ),
    ];
    ask(&files, |tables| {
        assert_eq!(tables.strays.len(), 1);
        assert_eq!(tables.strays[0].owner, "auth");
        assert_eq!(tables.owner(Some("auth"), Some("users"), "shops"), Some("auth"));
    });
}

#[test]
fn a_class_is_meant_by_its_name_its_path_and_the_end_of_it() {
    let text = "from app.core.db import Base\nclass Shop(Base):\n    __tablename__ = 'shops'\nclass Plain:\n    pass\n";
    ask(&shop(text), |tables| {
        for name in ["Shop", "models.Shop", "shops.models.Shop", "app.modules.shops.models.Shop"] {
            assert_eq!(tables.owner_of_class(name, "articles"), Some("shops"), "{name}");
            assert_eq!(tables.owner_of_class(name, "shops"), None, "{name}");
        }
        assert_eq!(tables.owner_of_class("other.Shop", "articles"), None);
        assert_eq!(tables.owner_of_class("Plain", "articles"), None);
        assert!(tables.is_model("app.modules.shops.models.Shop"));
        assert!(!tables.is_model("app.core.db.Base"));
    });
}

#[test]
fn what_leads_in_circles_ends() {
    let text = "from app.core.db import Base\na = b\nb = a\nt = t\nt = f'{t}{t}'\nclass A(B):\n    __tablename__ = a\nclass B(A):\n    \
                __tablename__ = t\ndef f(x):\n    return f(x) + f(x)\nclass C(Base):\n    __tablename__ = f('x')\n";
    assert_eq!(owner(&shop(text), None, "shops"), None);
}
