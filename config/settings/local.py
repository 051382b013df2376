"""For `make run`: the production server on loopback, without TLS or an operator."""

import os
from urllib.parse import urlsplit

from config.environment import kept_secret, public_url
from config.settings.base import *

DEBUG = False
SECRET_KEY = kept_secret(DATA_DIR / "secret-key")
PORT = os.environ.get("PORT", "8000")
PUBLIC_URL = public_url(default=f"http://127.0.0.1:{PORT}")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", urlsplit(PUBLIC_URL).hostname or ""]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
WAGTAILADMIN_BASE_URL = PUBLIC_URL
STORAGES["staticfiles"] = {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
}
