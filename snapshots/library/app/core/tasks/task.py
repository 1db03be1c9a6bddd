"""What a task is, and how it is asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from app.core.events import DomainEvent

if TYPE_CHECKING:
    from app.core.db.session import UnitOfWork


class NoArguments(BaseModel):
    """What a task gets that needs to be told nothing."""

    model_config = ConfigDict(frozen=True)


class TaskRequested(DomainEvent):
    """A task was asked for. Like every event it is told after the commit, and then queued."""

    task: str
    arguments: dict[str, Any]


ArgumentsT = TypeVar("ArgumentsT", bound=BaseModel)


@dataclass(frozen=True)
class Task(Generic[ArgumentsT]):
    """A function that a worker runs, in a unit of work of its own.

    A try that fails is rolled back and made again after a while, each time a longer one.
    """

    # `<module>.<what it does>`; it stands in the queue, so that another name is another task.
    name: str
    arguments: type[ArgumentsT]
    run: "Callable[[ArgumentsT, UnitOfWork], Awaitable[None]]"
    # When the scheduler asks for it, in UTC, if it is to; the arguments then need defaults.
    cron: str | None = None
    # How often it is tried in all.
    tries: int = 5
    # Shorter than TASKS_REDELIVER_SECONDS.
    timeout: timedelta = timedelta(minutes=5)

    def request(self, arguments: ArgumentsT) -> TaskRequested:
        """Return what a unit of work records to have this run."""
        return TaskRequested(task=self.name, arguments=arguments.model_dump(mode="json"))
