"""Who is let in, and what browsers may do with a page: docs/security.md has the why."""

from datetime import timedelta
from typing import Any

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# What was hashed by the second is hashed anew at the next log-in.
PASSWORD_HASHERS = [
    "home.security.password_hashers.FrugalArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            "UserAttributeSimilarityValidator",
            "CommonPasswordValidator",
            "NumericPasswordValidator",
        )
    ),
]
PASSWORD_RESET_TIMEOUT = 3600
# home/security/guesses.py has more patience for an office and a name.
AXES_HANDLER = "home.security.guesses.GuessHandler"
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address", "username"]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "home.security.guesses.locked_out"
AXES_CLIENT_IP_CALLABLE = "home.security.remote_addresses.countable_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# A password that was typed into the wrong field is not to be logged.
AXES_SENSITIVE_PARAMETERS = ["username", "email", "csrfmiddlewaretoken"]

# Wagtail lifts this for its previews, which the admin shows in a frame.
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_ENGINE = "home.security.sessions"
# A week for who ticks “remember me”; for others the browser's end is the session's.
SESSION_COOKIE_AGE = 7 * 24 * 3600
# Without use: who writes all day saves in the end, and comes back the next morning.
SESSION_IDLE = 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# No cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
}
