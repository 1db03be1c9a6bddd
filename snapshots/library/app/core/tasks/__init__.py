"""Tasks: what is done outside of a request, later or at a given time, by a worker.

A module declares a task in its `tasks.py` and lists it in its `MODULE`. To have it run, record a
request for it in a unit of work: it is queued after the commit, and never if there is none.

    uow.record(SEND_RECEIPT.request(Receipt(order_id=order.id)))

A worker that dies in the middle leaves its task to another one, so a task may be run twice and must
not mind.
"""

from .task import NoArguments, Task, TaskRequested

__all__ = ["NoArguments", "Task", "TaskRequested"]
