"""What a message looks like on its way: an event in the JSON format of CloudEvents 1.0.

{
  "specversion": "1.0",
  "id": "01a21821-fdf7-7712-9d71-8337d824a8fc",
  "source": "/saas-platform",
  "type": "articles.ArticleDeleted",
  "time": "2026-11-26T14:00:00Z",
  "datacontenttype": "application/json",
  "data": {"event_id": "01a2…", "occurred_at": "2026-…", "entity_id": "01a2…"}
}
"""

from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel

from app.core.outbox.tables import Message

MEDIA_TYPE = "application/cloudevents+json"


class Envelope(BaseModel):
    """One event, for any consumer in any language; whoever has seen its id has heard it."""

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: str
    type: str
    time: AwareDatetime
    datacontenttype: Literal["application/json"] = "application/json"
    data: dict[str, Any]


def enclose(message: Message, source: str) -> Envelope:
    """Return what is sent for a message of the outbox."""
    return Envelope(
        id=message.event_id,
        source=source,
        type=message.event_name,
        time=message.payload["occurred_at"],
        data=message.payload,
    )


def open_for(consumer: str, envelope: Envelope) -> Message:
    """Return what a consumer is to hear."""
    return Message(
        event_id=envelope.id,
        event_name=envelope.type,
        consumer=consumer,
        payload=envelope.data,
        attempts=1,
    )
