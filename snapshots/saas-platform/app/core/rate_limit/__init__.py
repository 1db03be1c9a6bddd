"""The rate limit: nobody takes more of the application than is left for the others."""

from .limiter import get_limiter
from .middleware import RateLimitMiddleware, describe_rate_limit

__all__ = ["RateLimitMiddleware", "describe_rate_limit", "get_limiter"]
