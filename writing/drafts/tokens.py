"""The secret in a draft link's address: a random key, signed by the site.

A row holds the key alone, so that a copy of the database opens nothing; the signature
is made anew whenever the address is shown to an editor.
"""

import secrets

from django.core.signing import BadSignature, Signer

_signer = Signer(sep=".", salt="writing.draft-link")


def new_key() -> str:
    """128 random bits, as they stand in an address."""
    return secrets.token_urlsafe(16)


def signed(key: str) -> str:
    """The token of a link with this key."""
    return _signer.sign(key)


def key_in(token: str) -> str:
    """The key in a token; empty for one that the site did not sign.

    Signatures are compared in constant time.
    """
    try:
        return _signer.unsign(token)
    except BadSignature:
        return ""
