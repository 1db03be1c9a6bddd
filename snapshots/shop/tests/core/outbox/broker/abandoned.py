"""What aio-pika leaves behind where no connection came about: tests fail to connect on purpose.

The destructor of such a connection closes it in a task, which needs a running loop. Between tests
there is none, and the warning that follows would be taken for a fault of whatever test is next.
"""

from aio_pika.connection import Connection


def pytest_configure() -> None:
    """Let what was never connected go without a word."""
    del Connection.__del__
