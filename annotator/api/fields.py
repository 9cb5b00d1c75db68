"""What requests say, read more strictly than Django REST framework does."""

import math
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from annotator.errors import Invalid


class FiniteFloatField(serializers.FloatField):
    """Refuses “nan” and “inf”: float() reads them, and no limit holds what compares with nothing."""

    def to_internal_value(self, data: Any) -> float:
        value: float = super().to_internal_value(data)
        if not math.isfinite(value):
            self.fail("invalid")
        return value


def number_in_query(request: Request, name: str, otherwise: str) -> int | None:
    """A number in the address, None where it is not there. Raises Invalid with the sentence `otherwise`."""
    value = request.query_params.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal()):
        raise Invalid("invalid", otherwise, attr=name)
    return int(value)
