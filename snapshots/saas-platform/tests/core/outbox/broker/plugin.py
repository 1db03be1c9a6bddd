"""Keeps the applications that tests build away from any broker: what they send would stay there.

The tests of the broker itself take `SETTINGS`, and names that nobody else has.
"""

import os

from app.core.broker.config import BrokerSettings

SETTINGS = BrokerSettings()

os.environ["NATS_URL"] = "nats://127.0.0.1:1"
