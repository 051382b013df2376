"""Whether nobody can sign in who should not."""

import os
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password

from home.health.doctor.examining import Finding, examines, fault, warning

# The first people, and where their first passwords may have been given.
FIRST = {
    "editor": "EDITOR_PASSWORD",
    "moderator": "MODERATOR_PASSWORD",
    "administrator": "ADMIN_PASSWORD",
}
GUESSED_FIRST = ("password", "secret", "changeme")


@examines("people", seconds=60)
def passwords_are_their_own() -> Iterator[Finding]:
    """Of the first people; others chose theirs under Django's rules."""
    people = get_user_model().objects.filter(is_active=True)
    if not people.filter(is_superuser=True).exists():
        yield warning(
            "Nobody is an administrator: no one can make accounts.",
            "Run manage.py createsuperuser.",
        )
    for person in people.filter(username__in=FIRST).order_by("username"):
        yield from first_password(person)


def first_password(person: AbstractBaseUser) -> Iterator[Finding]:
    name = person.get_username()
    change = f"Change it in the CMS, or by manage.py changepassword {name}."
    given = os.environ.get(FIRST[name], "")
    if any(tries(person, guess) for guess in (name, *GUESSED_FIRST)):
        yield fault(f"The password of {name} is one that is guessed first.", change)
    elif given and tries(person, given):
        yield warning(
            f"The password of {name} is still that of {FIRST[name]}, which whoever "
            "sees the environment can read.",
            f"{change} Then take {FIRST[name]} out of the environment.",
        )
    elif person.has_usable_password() and person.last_login is None:
        yield warning(
            f"{name} never signed in: the password is still the first one, which was "
            "printed to whoever watched the first start.",
            f"{change} Or deactivate the account.",
        )


def tries(person: AbstractBaseUser, password: str) -> bool:
    """Whether a password is the one; it is not hashed anew, since nobody signed in."""
    return check_password(password, person.password)
