"""Fields of requests that are stricter than Django REST framework's own."""

import math
from typing import Any

from rest_framework import serializers


class FiniteFloatField(serializers.FloatField):
    """Refuses “nan” and “inf”: float() reads them, and no limit holds what compares with nothing."""

    def to_internal_value(self, data: Any) -> float:
        value: float = super().to_internal_value(data)
        if not math.isfinite(value):
            self.fail("invalid")
        return value
