"""Who has guessed too often: counted from django-axes' table, before a password is hashed."""

import time

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

# Address -> until when (monotonic seconds) this process refuses it without asking the database again: a spray of
# guesses must cost less than what it guesses at.
_refused: dict[str, float] = {}
REFUSED_S = 30.0
MOST_REMEMBERED = 10_000


def guessed_too_often(address: str) -> bool:
    """Have so many wrong passwords come from this address lately, for whatever names, that it has to wait?"""
    now = time.monotonic()
    if _refused.get(address, now) > now:
        return True
    if _wrong_passwords(address) < settings.WRONG_PASSWORDS_PER_ADDRESS:
        return False
    if len(_refused) >= MOST_REMEMBERED:
        _refused.clear()
    _refused[address] = now + REFUSED_S
    return True


def _wrong_passwords(address: str) -> int:
    lately = timezone.now() - settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(ip_address=address, attempt_time__gt=lately)
    return int(recent.aggregate(wrong=Sum("failures_since_start"))["wrong"] or 0)
