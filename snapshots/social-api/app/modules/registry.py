"""Every module of the application, one a line: the only list of them."""

from app.modules.auth.module import MODULE as AUTH
from app.modules.messages.module import MODULE as MESSAGES
from app.modules.posts.module import MODULE as POSTS
from app.modules.profiles.module import MODULE as PROFILES

ALL = (
    AUTH,
    MESSAGES,
    POSTS,
    PROFILES,
)
