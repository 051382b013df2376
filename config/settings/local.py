"""For `make run`: the production server on loopback, without TLS or an operator."""

from urllib.parse import urlsplit

from config.environment import kept_secret, number, public_url
from config.settings.base import *

DEBUG = False
SECRET_KEY = kept_secret(DATA_DIR / "secret-key")
PORT = number("PORT", 8000, most=65535)
PUBLIC_URL = public_url(default=f"http://127.0.0.1:{PORT}")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", urlsplit(PUBLIC_URL).hostname or ""]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
WAGTAILADMIN_BASE_URL = PUBLIC_URL
STORAGES["staticfiles"] = {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
}
