"""How the rest of the site learns that everything is another."""

from django.dispatch import Signal

# Sent after the commit: what is derived and was left out is made again.
site_restored = Signal()
