"""Users, and the keys that they call with. Other modules come in through `gateway` and `events`."""
