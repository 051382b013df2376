"""What the doctor looks at that is not a single app's: importing it is enough."""

from home.health.doctor import (  # noqa: F401
    database,
    files,
    machine,
    people,
    replicas,
    settings,
)
