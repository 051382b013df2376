"""Who may sign in."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Django's user under our own name, since it can't be swapped later."""
