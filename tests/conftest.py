"""For all tests: no property test fails because the machine is slow, and no password is hashed for long."""

from django.conf import settings as product
from hypothesis import HealthCheck, settings

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_configure() -> None:
    product.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
