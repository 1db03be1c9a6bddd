"""Users, and how they prove who they are. Other modules come in through `gateway` and `events`."""
