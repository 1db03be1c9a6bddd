"""The cache: what was dear to find out, kept for a while.

A service gets it by `CacheDep` of `dependencies.py`, and says in one call where a value is kept,
for how long, and how it is found out:

    await cache.remember(f"rates:{day}", Rates, lambda: fetch_rates(day), ttl=timedelta(hours=1))

A cache forgets when it likes, so nothing may depend on what is in it.
"""
