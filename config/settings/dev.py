"""For writing code: debug pages, the data of `make run`."""

from config.environment import kept_secret
from config.settings.base import *

DEBUG = True
SECRET_KEY = kept_secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
