"""What Django and gunicorn are told of logs."""

from typing import Any

SHAPES = {
    "line": "home.health.log_lines.Line",
    "json": "home.health.log_lines.JsonLine",
}


def settings(shape: str, access: str, secrets: list[str]) -> dict[str, Any]:
    """Warnings go to standard error, and a line for each request where it is wanted."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": SHAPES[shape], "secrets": secrets}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
            "access": {**place(access), "formatter": "line"},
        },
        "loggers": {
            "home.access": {
                "handlers": ["access"],
                "level": "INFO" if access else "CRITICAL",
                "propagate": False,
            },
            # One line for each damaged entry; the import says what is wrong by itself.
            "bibtexparser": {"level": "ERROR"},
            # Anybody can send a foreign Host; a traceback for each would fill the disk.
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
    }


def place(access: str) -> dict[str, Any]:
    """Where the lines of requests go; a file that is moved away is begun anew."""
    if access in {"", "-"}:
        return {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"}
    return {"class": "logging.handlers.WatchedFileHandler", "filename": access}


def of_server(shape: str) -> dict[str, Any]:
    """The server's own lines in the same shape, on standard error."""
    return {
        "formatters": {"line": {"()": SHAPES[shape]}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"}
        },
        "loggers": {
            "gunicorn.error": {"handlers": ["console"], "propagate": False},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
    }
