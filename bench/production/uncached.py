"""The site as `make run` serves it, but for the page cache."""

from config.settings import local
from config.settings.local import *  # noqa: F403

KEEPS_PAGES = "home.page_cache.middleware.PageCacheMiddleware"
MIDDLEWARE = [name for name in local.MIDDLEWARE if name != KEEPS_PAGES]
