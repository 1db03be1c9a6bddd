"""Writes a project of many files for `benches/check.sh`: layered modules that use one another's gateways.

    python3 benches/tree.py DIR [MODULES]

Every module has 41 files of about 125 lines, as people write them: docstrings, annotations, queries, loops, f-strings.
"""

import pathlib
import sys
import textwrap

FILES = {"models": 5, "schemas": 6, "repositories": 6, "services": 9, "routes": 6, "dependencies": 3}

FUNCTION = '''
    async def {verb}_{noun}_{n}(self, {noun}_id: UUID, *, limit: int = 50, active: bool | None = None) -> list[Data{n}]:
        """Return what belongs to this {noun}, the newest first.

        Raise `LookupError` where there is no such {noun}.
        """
        statement = select(Row{n}).where(Row{n}.owner_id == {noun}_id).order_by(Row{n}.created_at.desc())
        if active is not None:
            statement = statement.where(Row{n}.is_active == active)
        rows = (await self._session.scalars(statement.limit(limit))).all()
        found = {{row.id: row for row in rows if row.name and row.name not in self._seen}}
        if not found:
            raise LookupError(f"nothing for {{{noun}_id}} within {{limit}} rows")
        totals = [sum(item.price * item.quantity for item in row.items) for row in found.values()]
        return [
            Data{n}(id=row.id, name=row.name.strip().title(), total=total, note=row.note or "none")
            for row, total in zip(found.values(), totals, strict=True)
        ]
'''


def body(module: str, layer: str, at: int, uses: list[str]) -> str:
    nouns = ("order", "invoice", "customer", "shipment", "reminder")
    lines = [f'"""The {layer} of {module}, part {at}."""', "", "from collections.abc import Sequence", "from uuid import UUID", ""]
    if layer in {"models", "repositories"}:
        lines += ["from sqlalchemy import ForeignKey, String, select, text", "from sqlalchemy.orm import Mapped, mapped_column", ""]
    lines += ["from app.core.db.base import Base, TimestampMixin", "from app.core.schemas import ResponseModel"]
    if layer in {"services", "dependencies", "routes"}:
        lines += [f"from app.modules.{used}.gateway import Data, Gateway as {used.title()}Gateway" for used in uses]
    if layer == "services" and at == 0 and uses:
        lines += [f"from app.modules.{uses[0]} import gateway as door", "", "LIMIT = door.LIMIT"]
    if layer == "repositories":
        lines += ["", f"COUNT = text(\"SELECT count(*) FROM {module}.rows AS r WHERE r.owner_id = :owner\")", ""]
    if layer == "models":
        lines += [
            "", f"class Row{at}(Base, TimestampMixin):", f'    __tablename__ = "rows_{at}"', "",
            "    id: Mapped[UUID] = mapped_column(primary_key=True)", "    name: Mapped[str] = mapped_column(String(80))",
            f'    owner_id: Mapped[UUID] = mapped_column(ForeignKey("{module}.owners.id"))', "    is_active: Mapped[bool]", "",
        ]
    lines += ["", f"class Part{at}:", f'    """What {module} does with its {layer}."""', "", "    def __init__(self, session: object) -> None:"]
    lines += ["        self._session = session", "        self._seen: set[str] = set()"]
    verbs = ("list", "find", "count", "move", "merge")
    lines += [FUNCTION.format(verb=verbs[n % 5], noun=nouns[(n + at) % 5], n=n) for n in range(5)]
    return "\n".join(lines) + "\n"


def main() -> None:
    root, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 128
    names = [f"module{n:03}" for n in range(count)]

    def put(path: str, text: str) -> None:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text))

    for package in ("app", "app/core", "app/core/db", "app/modules"):
        put(f"{package}/__init__.py", '"""Here."""\n')
    put("app/core/db/base.py", '"""Base."""\n\n\nclass Base: ...\n\n\nclass TimestampMixin: ...\n')
    put("app/core/schemas.py", '"""Schemas."""\n\n\nclass ResponseModel: ...\n')
    put("app/main.py", '"""Main."""\n\nfrom app.modules.registry import ALL\n')
    put("app/modules/registry.py", "".join(f"from app.modules.{n}.module import MODULE as {n.upper()}\n" for n in names) + "\nALL = ()\n")
    for at, name in enumerate(names):
        uses = [names[other] for other in {at // 2, at // 3} if other != at]
        home = f"app/modules/{name}"
        put(f"{home}/__init__.py", f'"""{name}."""\n')
        put(f"{home}/module.py", f'"""The manifest."""\n\nfrom app.core.module import Module\n\nMODULE = Module(name="{name}", schema="{name}", uses={tuple(uses)!r})\n')
        put(f"{home}/events.py", '"""Events."""\n\n\nclass Done: ...\n')
        methods = "\n".join(f"    async def get_{n}(self, key: UUID) -> Data | None: ...\n" for n in range(30))
        put(f"{home}/gateway.py", f'"""The door."""\n\nfrom uuid import UUID\n\nLIMIT = 3\n\n\nclass Data: ...\n\n\nclass Gateway:\n{methods}')
        for layer, files in FILES.items():
            put(f"{home}/{layer}/__init__.py", '"""Here."""\n')
            for part in range(files):
                put(f"{home}/{layer}/part{part}.py", body(name, layer, part, uses))


if __name__ == "__main__":
    main()
