"""The signature of a delivery, as Standard Webhooks has it (https://www.standardwebhooks.com)."""

import hmac
import secrets
from base64 import b64decode, b64encode

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """What a webhook and its receiver share."""
    return PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers_of(secret: str, *, message: str, seconds: int, body: bytes) -> dict[str, str]:
    """message: what the delivery is known by; seconds: since 1970, when it is sent."""
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": f"v1,{_signature(secret, f'{message}.{seconds}.'.encode() + body)}",
    }


def _signature(secret: str, signed: bytes) -> str:
    return b64encode(hmac.digest(b64decode(secret.removeprefix(PREFIX)), signed, "sha256")).decode()
