"""The cache: what was dear to find out, kept for a while.

A service asks for it as `cache: CacheDep` and says in one call where the value is kept, for how
long, and how it is found out:

    await cache.remember(f"rates:{day}", Rates, lambda: fetch_rates(day), ttl=timedelta(hours=1))

A cache forgets when it likes, so nothing may depend on what is in it.
"""

from .cache import Cache
from .dependencies import CacheDep, get_cache

__all__ = ["Cache", "CacheDep", "get_cache"]
