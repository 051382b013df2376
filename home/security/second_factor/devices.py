"""A person's authenticator app and recovery codes; either kind of code is good once."""

import logging
import re
from base64 import b32decode, b32encode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

from django.db import transaction
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from home.models import User

logger = logging.getLogger(__name__)

RECOVERY_CODES = 10
APP_CODE = re.compile(r"[0-9]{6}")


def device_of(user: User) -> TOTPDevice | None:
    """The app that was set up, which is one at most."""
    return TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).first()


def new_key() -> str:
    """A secret for an app, in the letters that apps take."""
    return b32encode(token_bytes(20)).decode()


def address_for_app(user: User, key: str) -> str:
    """What the QR picture says to an app."""
    return str(TOTPDevice(user=user, key=b32decode(key).hex()).config_url)


@transaction.atomic
def set_up(user: User, key: str, code: str) -> TOTPDevice | None:
    """The app that shows the key's code of now, unless it doesn't or there is one."""
    # Two that are sent at the same moment wait for each other here.
    User.objects.select_for_update().get(pk=user.pk)
    once = TOTP(b32decode(key))
    shown = re.sub(r"\s", "", code)
    if not (APP_CODE.fullmatch(shown) and once.verify(int(shown), tolerance=1)):
        return None
    if device_of(user):
        return None
    # Whoever has the password could do it: the log tells all the same.
    logger.warning("A second factor was set up for %s.", user.get_username())
    return TOTPDevice.objects.create(
        user=user,
        name="app",
        key=b32decode(key).hex(),
        last_t=once.t(),
        drift=once.drift,
    )


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Codes for who has lost the app; nothing can tell them again."""
    StaticDevice.objects.filter(user_id=user.pk).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    letters = [
        b32encode(token_bytes(15)).decode().lower() for _ in range(RECOVERY_CODES)
    ]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=digest(code)) for code in letters
    )
    return ["-".join(re.findall("....", code)) for code in letters]


def digest(code: str) -> str:
    """What is kept of a recovery code: 120 random bits need no slow hash."""
    return urlsafe_b64encode(sha256(code.encode()).digest())[:16].decode()


def recovery_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user_id=user.pk).count()


def use(user: User, typed: str) -> bool:
    """Whether a code is right; it is not so again, nor soon after a wrong one."""
    code = re.sub(r"[\s-]", "", typed).lower()
    if APP_CODE.fullmatch(code):
        device = device_of(user)
    else:
        device = StaticDevice.objects.filter(user_id=user.pk).first()
        code = digest(code)
    right = bool(device and verify_token(user, device.persistent_id, code))
    if right and isinstance(device, StaticDevice):
        logger.warning("A recovery code was used for %s.", user.get_username())
    return right


@transaction.atomic
def remove(user: User) -> bool:
    """Forget app and recovery codes; whether there were any."""
    found = [
        model.objects.filter(user_id=user.pk).delete()[0]
        for model in (TOTPDevice, StaticDevice)
    ]
    if any(found):
        logger.warning("The second factor was removed for %s.", user.get_username())
    return any(found)
