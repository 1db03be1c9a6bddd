"""The walls of a generated project, tried by planting what they must refuse or let pass.

Every plant goes into a fresh copy of the project, to which a module `authors` was added (a copy of
`articles`, which then uses it). The lines marked `# HERE` are the ones that a guard has to name.

    PROJECT=/path/to/project python -m pytest planted_test.py      (with a Python that has its dependencies)
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROJECT = Path(os.environ["PROJECT"])
PYTHON = Path(sys.executable)
HOME = "app/modules/articles"
SPOT = f"{HOME}/services/planted.py"
COMMANDS = {
    "boundaries": ["scripts/validate-boundaries.sh", "app"],
    "kernel": ["scripts/validate-shared-kernel.sh", "app/core", "app/modules"],
    "cycles": ["scripts/check-circular-deps.sh", "app"],
}
SLOW = "tests/architecture/test_walls.py::test_the_kernel_runs_without_any_module"
SEEN, UNSEEN = True, False


@dataclass(frozen=True)
class Plant:
    """What is written where, which script refuses it (none: all let it pass), who else sees it."""

    name: str
    text: str
    refused_by: str | None = "boundaries"
    path: str = SPOT
    lint: bool = SEEN
    more: dict[str, str] = field(default_factory=dict)
    after: str | None = None
    encoding: str = "utf-8"
    says: str = ""


def ok(name: str, text: str, **others: object) -> Plant:
    return Plant(name, text, refused_by=None, **others)  # type: ignore[arg-type]


def hidden(name: str, text: str, **others: object) -> Plant:
    """Give a plant that import-linter cannot see."""
    return Plant(name, text, lint=UNSEEN, **others)  # type: ignore[arg-type]


IMPORT = "from app.modules.auth.models import User  # HERE\n"
BORROWED = {"app/modules/auth/gateway.py": "from .models import User as User\n"}

TABLE = [
    Plant("1 an import of the inside", IMPORT),
    Plant("2 indented", f"def f() -> None:\n    {IMPORT}"),
    Plant("3 a relative climb", "from ...auth.models import User  # HERE\n"),
    hidden(
        "4 the package, then its inside",
        "from app.modules import auth\nx = auth.models.User  # HERE\n",
    ),
    hidden(
        "4 the package by its full name, then its inside",
        "import app.modules.auth\nx = app.modules.auth.models.User  # HERE\n",
    ),
    ok(
        "4 the package, only its doors",
        "from app.modules import auth\nx = auth.gateway.UserDTO, auth.events\n",
    ),
    ok(
        "4 the package by its full name, only its doors",
        "import app.modules.auth\nx = app.modules.auth.gateway.UserDTO\n",
    ),
    Plant("5 a submodule", "from app.modules.auth import models  # HERE\n"),
    ok("6 the gateway as a submodule", "from app.modules.auth import gateway\n"),
    Plant("7 two on one line", "import app.modules.auth.gateway, app.modules.auth.models  # HERE\n"),
    ok(
        "8 a module whose name begins the same",
        "from app.modules.authors.gateway import AuthorsGateway\n",
    ),
    Plant(
        "9 a file whose name begins like the gateway's",
        "from app.modules.auth.gateway_internal import x  # HERE\n",
        more={"app/modules/auth/gateway_internal.py": '"""Inside."""\n\nx = 1\n'},
    ),
    Plant("10 in parentheses", "from app.modules.auth import (\n    models,  # HERE\n)\n"),
    Plant("11 continued", "from app.modules.auth \\\n    import models  # HERE\n"),
    Plant(
        "12 under TYPE_CHECKING",
        f"from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    {IMPORT}",
    ),
    Plant(
        "12 in the else of TYPE_CHECKING",
        f"from typing import TYPE_CHECKING\n\nif not TYPE_CHECKING:\n    pass\nelse:\n    {IMPORT}",
    ),
    ok(
        "13 in a docstring, an f-string and a comment",
        '"""from app.modules.auth.models import User"""\n'
        'x = f"from app.modules.auth.models import User {1}"\n'
        "# from app.modules.auth.models import User\n",
    ),
    hidden(
        "14 import_module",
        'import importlib\n\nimportlib.import_module("app.modules.auth.models")  # HERE\n',
    ),
    hidden("14 __import__", '__import__("app.modules.auth.models")  # HERE\n'),
    hidden(
        "14 import_module by another name",
        'from importlib import import_module as load\n\nload("app.modules." + "auth" ".models")  # HERE\n',
    ),
    hidden(
        "14 a name put together",
        "import importlib\n\nBASE = 'app.modules'\nNAME = f'{BASE}.auth'\n"
        "importlib.import_module('.'.join([NAME, 'models']))  # HERE\n"
        "importlib.import_module('{}.{}'.format(NAME, 'models'))  # HERE\n"
        "importlib.import_module('%s.models' % NAME)  # HERE\n",
    ),
    hidden(
        "14 relative to the package",
        "import importlib\n\n"
        "importlib.import_module('...auth.models', __package__)  # HERE\n"
        "importlib.import_module('.models', package='app.modules.auth')  # HERE\n",
    ),
    hidden(
        "14 what import_module returns",
        "import importlib\nimport sys\n\n"
        "x = importlib.import_module('app').modules.auth.models  # HERE\n"
        "y = sys.modules['app.modules.auth'].models  # HERE\n"
        "z = sys.modules.get('app.modules.auth.models')  # HERE\n",
    ),
    hidden(
        "14 methods of texts",
        "from importlib import import_module\n\n"
        "import_module('app/modules/auth/models'.replace('/', '.'))  # HERE\n"
        "import_module('APP.MODULES.AUTH.MODELS'.lower())  # HERE\n"
        "import_module('app.modules.auth.models:User'.split(':')[0])  # HERE\n"
        "import_module(b'app.modules.auth.models'.decode())  # HERE\n",
    ),
    hidden(
        "14 filled in by name",
        "from importlib import import_module\n\nNAME = 'auth'\n"
        "import_module('app.modules.%(name)s.models' % {'name': NAME})  # HERE\n"
        "import_module('app.modules.{name}.models'.format(name=NAME))  # HERE\n"
        "import_module(f'app.modules.{NAME!s}.models')  # HERE\n"
        "import_module('.'.join(['app.modules', *[NAME, 'models']]))  # HERE\n",
    ),
    hidden(
        "14 chosen from what is written out",
        "from importlib import import_module\n\n"
        "TABLE = {'json': 'json', 'users': 'app.modules.auth.models'}\n"
        "NAMES = ('json', 'app.modules.auth.models')\n"
        "import_module(TABLE['users'])  # HERE\n"
        "import_module(TABLE.get('users'))  # HERE\n"
        "import_module(NAMES[-1])  # HERE\n"
        "for name in NAMES:\n    import_module(name)  # HERE\n"
        "ALL = [import_module(path) for _, path in TABLE.items()]  # HERE\n",
    ),
    hidden(
        "14 one of two",
        "from importlib import import_module\n\n\ndef load(short: bool) -> object:\n"
        "    name = 'json' if short else 'app.modules.auth.models'\n"
        "    return import_module(name)  # HERE\n",
    ),
    hidden(
        "14 however it is called",
        "from functools import partial\nfrom importlib import import_module\n\n"
        "import_module(name='app.modules.auth.models')  # HERE\n"
        "import_module(*['app.modules.auth.models'])  # HERE\n"
        "import_module(**{'name': 'app.modules.auth.models'})  # HERE\n"
        "one = partial(import_module, 'app.modules.auth.models')  # HERE\n"
        "two = list(map(import_module, ['app.modules.auth.models']))  # HERE\n"
        "__import__('auth.models', globals(), None, ['User'], 3)  # HERE\n",
    ),
    ok(
        "14 doors and one's own, put together",
        "from importlib import import_module\n\n"
        "TABLE = {'door': 'app.modules.auth.gateway', 'log': 'app.modules.auth.models'}\n"
        "PAIR = ('app.modules.auth.events', 'app.modules.auth.models')\n"
        "import_module(TABLE['door'])\nimport_module(PAIR[0])\nprint(TABLE['log'], PAIR[1])\n"
        "import_module('app/modules/auth/events'.replace('/', '.'))\n"
        "import_module('app.modules.auth.models'.replace('app.modules.auth.models', 'json'))\n"
        "for name in ('app.modules.articles.models', 'json'):\n    import_module(name)\n",
    ),
    hidden(
        "15 a relationship by its dotted path",
        "from sqlalchemy.orm import relationship\n\n"
        'x = relationship("app.modules.auth.models.User")  # HERE\n'
        'y = relationship("User")  # HERE\n',
    ),
    hidden(
        "15 a foreign key",
        "import sqlalchemy as sa\nfrom sqlalchemy import ForeignKey as Key\n\n"
        'x = sa.ForeignKey("auth.users.id")  # HERE\n'
        'y = Key("auth.users.id")  # HERE\n'
        'z = sa.ForeignKeyConstraint(["a"], ["auth.users.id"])  # HERE\n',
    ),
    hidden(
        "15 a key in a migration",
        'from alembic import op\n\nop.create_foreign_key("f", "articles", "users",'
        ' ["a"], ["id"], referent_schema="auth")  # HERE\n',
        path=f"{HOME}/migrations/versions/0002_planted.py",
    ),
    hidden(
        "15 a table in the schema of another module",
        '__table_args__ = {"schema": "auth"}  # HERE\n',
    ),
    ok(
        "15 a foreign key at home",
        'import sqlalchemy as sa\n\nx = sa.ForeignKey("articles.articles.id")\n',
    ),
    Plant("16 by another name", "import app.modules.auth.models as m  # HERE\n"),
    Plant(
        "17 through the kernel",
        "from app.core.models import User  # HERE\n",
        more={"app/core/models.py": '"""Models."""\n\nfrom app.modules.auth.models import User\n'},
    ),
    hidden(
        "17 through the kernel, everything",
        "from app.core.models import *  # HERE\n",
        more={"app/core/models.py": '"""Models."""\n\nfrom app.modules.auth.models import User\n'},
    ),
    Plant("17 through the registry", "from app.modules.registry import ALL  # HERE\n"),
    Plant("17 through main", "from app.main import app  # HERE\n"),
    ok("18 everything that a gateway offers", "from app.modules.auth.gateway import *\n"),
    hidden("18 everything of everything", "from app.modules import *  # HERE\n"),
    Plant(
        "19 tried",
        "try:\n    import app.modules.auth.models  # HERE\nexcept ImportError:\n    pass\n",
    ),
    Plant(
        "20 in the kernel",
        "from app.modules.articles.models import Article  # HERE\n",
        refused_by="kernel",
        path="app/core/deps.py",
    ),
    Plant(
        "21 deeper in the kernel",
        "from app.modules.articles.models import Article  # HERE\n",
        refused_by="kernel",
        path="app/core/extra/models.py",
        more={"app/core/extra/__init__.py": '"""Extra."""\n'},
    ),
    Plant(
        "21 the registry in the kernel",
        "from app.modules.registry import ALL  # HERE\n",
        refused_by="kernel",
        path="app/core/deps.py",
    ),
    Plant(
        "22 a circle of two",
        "from app.modules.articles.gateway import ArticlesGateway  # HERE\n",
        refused_by="cycles",
        path="app/modules/auth/services/planted.py",
        says="articles -> auth -> articles",
    ),
    Plant(
        "22 a circle of three",
        "from app.modules.comments.gateway import CommentsGateway  # HERE\n",
        refused_by="cycles",
        path="app/modules/authors/services/planted.py",
        more={SPOT: "from app.modules.authors.gateway import AuthorsGateway\n"},
        says="articles -> authors -> comments -> articles",
    ),
    hidden(
        "23 not declared",
        "from app.modules.authors.gateway import AuthorsGateway  # HERE\n",
        path="app/modules/comments/services/planted.py",
        says="not declared",
    ),
    hidden("24 a syntax error", "def f(:  # HERE\n", says="cannot be checked"),
    hidden(
        "24 not of the declared encoding",
        "# HERE not utf-8: \xe4\n",
        encoding="latin-1",
        says="cannot be checked",
    ),
    hidden("24 a null byte", "x = 1\0  # HERE\n", says="cannot be checked"),
    hidden(
        "25 without __init__.py",
        IMPORT,
        path=f"{HOME}/plain/deep/planted.py",
    ),
    Plant("26 a byte order mark", f"\ufeff{IMPORT}"),
    Plant("26 CRLF", f"x = 1\r\n{IMPORT.strip()}\r\n"),
    Plant("26 a form feed", f"\f{IMPORT}"),
    Plant("26 tabs", f"if True:\n\t{IMPORT}"),
    Plant("26 joined by a semicolon", "import os; import app.modules.auth.models  # HERE\n"),
    Plant(
        "26 a declared encoding",
        f"# -*- coding: latin-1 -*-\nx = '\xe4'\n{IMPORT}",
        encoding="latin-1",
    ),
    Plant(
        "27 a test reaches another module's inside",
        "from app.modules.auth.models import User  # HERE\n",
        path="tests/articles/unit/test_planted.py",
    ),
    hidden(
        "28 a gateway speaks of sessions and rows",
        '    async def f(self, session: AsyncSession) -> Article:  # HERE\n        """Do."""\n\n',
        path=f"{HOME}/gateway.py",
        after="class ArticlesGateway(Protocol):\n",
        more={f"{HOME}/gateway.py": "from sqlalchemy.ext.asyncio import AsyncSession\n\nfrom .models import Article\n"},
    ),
    ok("29 the events of a module", "from app.modules.auth.events import *\n"),
    ok("30 the own inside", "from app.modules.articles.services import articles\n"),
    Plant("31 behind an unbalanced bracket in text", f'x = """(\n"""\n{IMPORT}'),
]

BEYOND = [
    hidden(
        "another name for the package",
        "from app.modules import auth\n\na = auth\nb = a\nx = b.models  # HERE\n",
    ),
    hidden(
        "a name looked up",
        "from app.modules import auth\n\nx = getattr(auth, 'mod' 'els')  # HERE\n",
    ),
    ok("the gateway looked up", "from app.modules import auth\n\nx = getattr(auth, 'gateway')\n"),
    hidden(
        "the package handed on",
        "from app.modules import auth\n\nx = vars(auth)  # HERE\n",
    ),
    hidden(
        "what a gateway imported for itself",
        "from app.modules.auth import gateway as door\n\nx = door.User  # HERE\n",
        more=BORROWED,
    ),
    hidden(
        "what a gateway imported for itself, by its name",
        "from app.modules.auth.gateway import User  # HERE\n",
        more=BORROWED,
    ),
    hidden(
        "an annotation written as text",
        "from app.modules import auth\n\ndef f(x: 'auth.models.User') -> None: ...  # HERE\n",
    ),
    ok(
        "names that only look alike",
        "from app.modules.auth import gateway\n\n"
        "def f(gateway: object, auth: object) -> None:\n"
        "    print(gateway.models, auth.models)\n\n"
        "def g() -> None:\n    auth = object()\n    print(auth.models)\n",
    ),
    ok(
        "a statement that grows out of itself",
        "def f(s: object) -> None:\n    t = s\n" + "    t = t.where(t)\n" * 40,
    ),
    Plant(
        "main reaches an inside",
        IMPORT,
        path="app/main.py",
        after='"""\n',
    ),
    hidden(
        "a file beside the modules reaches an inside",
        IMPORT,
        path="app/modules/helpers.py",
    ),
    Plant("the app reaches its tests", "import tests.factories.auth  # HERE\n"),
    hidden(
        "a test reaches the tests of another module",
        "from tests.auth.unit import test_passwords  # HERE\n",
        path="tests/articles/unit/test_planted.py",
    ),
    hidden(
        "a test patches another module's inside",
        "def test_x(monkeypatch) -> None:\n    monkeypatch.setattr('app.modules.auth.models.User', 1)  # HERE\n",
        path="tests/articles/unit/test_planted.py",
    ),
    ok(
        "a test uses the factories of another module",
        "import tests.factories.auth\n",
        path="tests/articles/unit/test_planted.py",
    ),
    hidden(
        "a test takes an inside from a factory",
        "from tests.factories.planted import User  # HERE\n",
        path="tests/articles/unit/test_planted.py",
        more={"tests/factories/planted.py": "from app.modules.auth.models import User  # noqa: F401\n"},
    ),
    Plant(
        "a workflow reaches an inside",
        IMPORT,
        path="tests/workflows/test_planted.py",
    ),
    Plant("conftest reaches an inside", IMPORT, path="tests/conftest.py", after='"""\n'),
    hidden(
        "a test of the kernel names a module",
        "from app.modules.auth.gateway import UserDTO  # HERE\n",
        path="tests/core/test_planted.py",
    ),
    hidden(
        "a model behind a mapped name",
        "from sqlalchemy.orm import Mapped\n\n"
        "class X:\n    user: 'Mapped[User]'  # HERE\n    users: Mapped['list[User]']  # HERE\n",
    ),
    hidden(
        "a gateway hands on a model",
        '__all__ += ["Article"]\nfrom .models import Article  # HERE\n',
        path=f"{HOME}/gateway.py",
        after="\n]\n",
    ),
    hidden(
        "a gateway hides a row in a data class",
        "    row: Annotated[list['Article'], 1]  # HERE\n",
        path=f"{HOME}/gateway.py",
        after="class ArticleDTO(BaseModel):\n",
        more={f"{HOME}/gateway.py": "from .models import Article\n"},
    ),
    hidden(
        "a module without a manifest",
        '"""Nothing."""\n',
        path="app/modules/empty/service.py",
        says="has no manifest",
    ),
]

PLANTS = [*TABLE, *BEYOND]
SEEN_BY_LINT = [plant for plant in PLANTS if plant.refused_by is None or plant.lint]
every_plant = pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project and add a module `authors`, which `articles` uses."""
    root = tmp_path_factory.mktemp("base") / "project"
    ignored = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".*_cache", ".local", "*.lock")
    shutil.copytree(PROJECT, root, ignore=ignored)
    for source in ("app/modules/articles", "tests/articles", "tests/factories/articles.py"):
        for path in sorted((root / source).rglob("*.py")) or [root / source]:
            relative = path.relative_to(root)
            target = root / as_authors(str(relative))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(as_authors(path.read_text()))
    replace(root / "app/modules/articles/module.py", r'"auth",', '"auth", "authors",')
    replace(
        root / "app/modules/registry.py",
        r"(from app.modules.auth.module.*\n)((?s:.*)    AUTH,\n)",
        r"\1from app.modules.authors.module import MODULE as AUTHORS\n\2    AUTHORS,\n",
    )
    example = root / ".env.example"
    example.write_text(re.sub(r"# ARTICLES_.*\n", lambda m: m[0] + as_authors(m[0]), example.read_text()))
    settings = root / "pyproject.toml"
    blocks = settings.read_text().split("\n\n")
    contract = next(b for b in blocks if 'protected_modules = ["app.modules.articles"]' in b)
    replace(settings, r'(    "app.modules.auth",\n)', r'\1    "app.modules.authors",\n')
    settings.write_text(f"{settings.read_text()}\n{as_authors(contract)}\n")
    return root


@pytest.fixture
def planted(base: Path, plant: Plant, tmp_path: Path) -> Iterator[Path]:
    """Copy the base and put the plant into it."""
    root = tmp_path / "project"
    shutil.copytree(base, root)
    for path, text in plant.more.items():
        put(root / path, text, after='"""\n' if (root / path).exists() else None)
    put(root / plant.path, plant.text, after=plant.after, encoding=plant.encoding)
    yield root
    shutil.rmtree(tmp_path)


def put(path: Path, text: str, after: str | None = None, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if after is not None:
        before, found, rest = path.read_text().partition(after)
        assert found, f"{after!r} is not in {path}"
        text = f"{before}{found}{text}{rest}"
    path.write_bytes(text.encode(encoding))


def replace(path: Path, pattern: str, replacement: str) -> None:
    text, times = re.subn(pattern, replacement, path.read_text(), count=1)
    assert times, f"{pattern!r} is not in {path}"
    path.write_text(text)


def as_authors(text: str) -> str:
    for one in ("article", "Article", "ARTICLE"):
        author = {"article": "author", "Article": "Author", "ARTICLE": "AUTHOR"}[one]
        text = text.replace(one, author)
    return text


def places(plant: Plant, root: Path) -> list[str]:
    lines = (root / plant.path).read_bytes().split(b"\n")
    return [rf"{re.escape(plant.path)}:{n}\b" for n, line in enumerate(lines, 1) if b"# HERE" in line]


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": f"{PYTHON.parent}:{os.environ['PATH']}"}
    env.pop("PYTHONPATH", None)
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def run_pytest(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    options = ("-q", "-p", "no:cacheprovider", "tests/architecture", *more)
    return run(root, str(PYTHON), "-m", "pytest", *options)


@pytest.mark.parametrize("command", COMMANDS)
def test_scripts_let_the_base_pass(base: Path, command: str) -> None:
    result = run(base, *COMMANDS[command])
    assert result.returncode == 0, result.stdout + result.stderr


def test_lint_imports_lets_the_base_pass(base: Path) -> None:
    result = run(base, "lint-imports", "--no-cache")
    assert result.returncode == 0, result.stdout + result.stderr


def test_pytest_lets_the_base_pass(base: Path) -> None:
    result = run_pytest(base)
    assert result.returncode == 0, result.stdout + result.stderr


@every_plant
def test_scripts(planted: Path, plant: Plant) -> None:
    for name, command in COMMANDS.items():
        result = run(planted, *command)
        output = result.stdout + result.stderr
        if plant.refused_by == name:
            assert result.returncode == 1, output
            for place in places(plant, planted):
                assert re.search(place, output), f"{place} is not in\n{output}"
            assert plant.says in output
        elif plant.refused_by is None:
            assert result.returncode == 0, output


@every_plant
def test_pytest(planted: Path, plant: Plant) -> None:
    result = run_pytest(planted, "--deselect", SLOW)
    assert result.returncode in (0, 1, 2, 4), result.stdout
    assert (result.returncode != 0) == (plant.refused_by is not None), result.stdout
    if plant.refused_by is not None and result.returncode == 1:
        assert "FAILED tests/architecture/test_walls.py" in result.stdout, result.stdout


@pytest.mark.parametrize("plant", SEEN_BY_LINT, ids=lambda plant: plant.name)
def test_lint_imports(planted: Path, plant: Plant) -> None:
    result = run(planted, "lint-imports", "--no-cache")
    assert result.returncode == (plant.refused_by is not None), result.stdout + result.stderr
    if plant.refused_by is not None:
        assert "BROKEN" in result.stdout, result.stdout + result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["scripts/validate-boundaries.sh"],
        ["scripts/validate-boundaries.sh", "nowhere"],
        ["scripts/validate-boundaries.sh", "app/core"],
        ["scripts/validate-boundaries.sh", "app", "gateway", "events"],
        ["scripts/validate-boundaries.sh", "--help"],
        ["scripts/validate-shared-kernel.sh", "app/core"],
        ["scripts/validate-shared-kernel.sh", "app/modules", "app/core"],
        ["scripts/check-circular-deps.sh"],
        ["scripts/check-circular-deps.sh", "pyproject.toml"],
    ],
    ids=" ".join,
)
def test_wrong_usage(base: Path, command: list[str]) -> None:
    result = run(base, *command)
    assert result.returncode == 2, result.stdout + result.stderr
    assert "usage: " in result.stderr


def test_scripts_run_from_anywhere(base: Path, tmp_path: Path) -> None:
    result = run(tmp_path, str(base / "scripts/validate-boundaries.sh"), str(base / "app"))
    assert result.returncode == 0, result.stdout + result.stderr


def test_other_doors_can_be_named(planted_door: Path) -> None:
    command = "scripts/validate-boundaries.sh"
    assert run(planted_door, command, "app").returncode == 1
    assert run(planted_door, command, "app", "gateway,events,contracts").returncode == 0


@pytest.fixture
def planted_door(base: Path, tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(base, root)
    put(root / "app/modules/auth/contracts.py", '"""Contracts."""\n\nx = 1\n')
    put(root / SPOT, "from app.modules.auth.contracts import x\n")
    return root


def test_a_use_that_is_never_made_is_a_warning(base: Path) -> None:
    result = run(base, *COMMANDS["boundaries"])
    assert result.returncode == 0
    assert "warning: app/modules/articles/module.py:" in result.stderr
    assert "articles -> authors: declared, never used" in result.stderr
