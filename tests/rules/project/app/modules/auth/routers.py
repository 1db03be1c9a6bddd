"""The routes of auth."""

from .routes.v1.users import router

ROUTERS = (router,)
