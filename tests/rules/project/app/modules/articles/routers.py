"""The routes of articles."""

from .routes.v1.articles import router

ROUTERS = (router,)
