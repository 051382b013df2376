"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class FrugalArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with the memory that OWASP's password storage guide asks for.

    Django's default takes 100 MB for each attempt, which makes the log-in form a means
    to exhaust a small machine.
    """

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
