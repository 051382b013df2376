"""An authenticator app, and the two steps of a log-in."""

import re
import time
from base64 import b32decode

from django_otp.oath import TOTP

LOG_IN, CODE = "/admin/login/", "/admin/login/code/"
SET_UP, OFF = "/admin/second-factor/", "/admin/second-factor/off/"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(key=KEY):
    """What an app shows now."""
    once = TOTP(b32decode(key))
    once.time = time.time()
    return f"{once.token():06}"


def password(client, then="", door=LOG_IN, **more):
    form = {"username": "editor", "password": "secret", "next": then, **more}
    return client.post(door, form)


def both(client, code=None, **more):
    """A whole log-in."""
    password(client)
    return client.post(CODE, {"code": code or code_of(), **more})


def is_in(client):
    return client.get("/admin/").status_code == 200


def shown_codes(response):
    """The recovery codes on the page that shows them once."""
    return re.findall(r"<code>([a-z2-7-]{29})</code>", response.content.decode())


def started(client):
    """The key that the set-up page shows to who is signed in."""
    page = client.get(SET_UP).content.decode()
    assert "<svg" in page
    return re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
