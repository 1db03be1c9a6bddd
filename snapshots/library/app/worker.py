"""What runs beside the server.

    uv run taskiq worker app.worker:broker --no-configure-logging
    uv run taskiq scheduler app.worker:scheduler --no-configure-logging

There may be as many workers as there is work; of schedulers there is one, or every task is asked
for twice.
"""

from app.core.application import Profile, build_app
from app.core.tasks.worker import build_worker
from app.modules.registry import ALL

broker, scheduler = build_worker(build_app(Profile("worker"), ALL), ALL)
