"""Builds the application: the only place that knows FastAPI, the lifespan and the engine."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

import structlog
from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.core import health
from app.core.config import Settings, get_settings
from app.core.db import migrations
from app.core.db.local import local_database
from app.core.db.session import Database
from app.core.errors import install_error_handlers
from app.core.logging import configure_logging
from app.core.module import Module, resolve
from app.core.openapi import install_openapi
from app.core.routers import include_routers
from app.core.tasks.config import get_tasks_settings
from app.core.tasks.queue import run_task_queue
from app.core.web.middleware import BodyLimitMiddleware, RequestMiddleware

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Profile:
    """A way to run the application; every process runs one."""

    name: str


PRIVATE = Profile("private")


def build_app(
    profile: Profile,
    modules: Sequence[Module],
    *,
    settings: Settings | None = None,
    database: Database | None = None,
) -> FastAPI:
    """Return the application of these modules.

    A `database` that is given belongs to the caller: it is used as it is, from the start. Without
    one the lifespan connects to `DATABASE_URL` or, on a developer's machine, to a local database.
    """
    settings = settings or get_settings()
    configure_logging(settings.log_level)
    ordered = resolve(modules)
    for module in ordered:
        if module.settings is not None:
            module.settings()
    get_tasks_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            if database is None:
                url = settings.database_url or stack.enter_context(_migrated(ordered))
                connected = Database.connect(
                    url,
                    pool_size=settings.database_pool_size,
                    max_overflow=settings.database_max_overflow,
                )
                stack.push_async_callback(connected.dispose)
                use_database(app, connected, ordered)
            await stack.enter_async_context(run_task_queue(app, app.state.database, ordered))
            log.info("started", profile=profile.name, modules=[module.name for module in ordered])
            yield

    app = FastAPI(
        title=settings.app_name,
        lifespan=lifespan,
        generate_unique_id_function=_operation_id,
        redirect_slashes=False,
    )
    # The one that is added last stands outermost.
    app.add_middleware(BodyLimitMiddleware, limit=settings.max_body_size)
    app.add_middleware(RequestMiddleware)
    install_error_handlers(app)
    health.install(app)
    include_routers(app, ordered)
    install_openapi(app)
    if database is not None:
        use_database(app, database, ordered)
    return app


def use_database(app: FastAPI, database: Database, modules: Sequence[Module]) -> None:
    """Let the routes work on this database, and the listeners hear of what is committed there."""
    app.state.database = database
    health.add(app, "database", database.ping)
    for module in modules:
        for listener in module.listeners:
            database.bus.subscribe(listener)


@contextmanager
def _migrated(modules: Sequence[Module]) -> Iterator[str]:
    # This blocks the event loop, which has nothing else to do yet.
    with local_database() as url:
        migrations.upgrade(url, migrations.histories(modules))
        yield url


def _operation_id(route: APIRoute) -> str:
    return route.name
