"""What requests say, read more strictly than Django REST framework does."""

import math
from dataclasses import dataclass
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.utils import OpenApiParameter
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


MAX_DIGITS = 100

# What Python takes for space; \s alone is less in JavaScript, whose regular expressions JSON Schema uses.
SAYS_SOMETHING = r"[^\s\u001c-\u001f\u0085]"


class FilledField(serializers.CharField):
    """A text that says something: spaces around it are taken off, and what is left may not be empty."""

    default_error_messages = {"blank": "Fill this in."}


class PasswordField(serializers.CharField):
    """A password as it was typed, spaces and all."""

    default_error_messages = {"blank": "Type a password."}

    def __init__(self, **options: Any) -> None:
        super().__init__(min_length=1, max_length=1000, trim_whitespace=False, **options)


class FilledFieldInSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # drf-spectacular's own
    target_class = FilledField

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        length = {} if self.target.max_length is None else {"maxLength": self.target.max_length}
        return {"type": "string", "pattern": SAYS_SOMETHING, **length}


class AmountField(serializers.DecimalField):
    """Money: never below nothing."""

    def __init__(self, max_digits: int, decimal_places: int, **options: Any) -> None:
        super().__init__(max_digits, decimal_places, min_value=0, **options)


class AmountFieldInSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # drf-spectacular's own
    target_class = AmountField

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        digits, places = self.target.max_digits - self.target.decimal_places, self.target.decimal_places
        return {"type": "string", "format": "decimal", "pattern": rf"^\d{{1,{digits}}}(?:\.\d{{0,{places}}})?$"}


def within(bounds: tuple[float, float]) -> dict[str, Any]:
    """From and to, both allowed, as options of a field for numbers."""
    low, high = bounds
    return {"min_value": low, "max_value": high}


def number_parameter(name: str) -> OpenApiParameter:
    """A number of something in the address, as `number_in_query` reads it."""
    return OpenApiParameter(name, {"type": "integer", "minimum": 0}, required=False)


@dataclass(frozen=True)
class Count:
    """How many of something, behind “?count=”: from 1 to `most`, `usual` where it is not there."""

    usual: int
    most: int

    @property
    def parameter(self) -> OpenApiParameter:
        schema = {"type": "integer", "minimum": 1, "maximum": self.most, "default": self.usual}
        return OpenApiParameter("count", schema, required=False)

    def read(self, request: Request) -> int:
        """Raises Invalid."""
        otherwise = f"A number from 1 to {self.most:,}."
        count = number_in_query(request, "count", otherwise)
        if count is None:
            return self.usual
        if not 1 <= count <= self.most:
            raise Invalid("invalid", otherwise, attr="count")
        return count


def number_in_query(request: Request, name: str, otherwise: str) -> int | None:
    """A number in the address, None where it is not there. Raises Invalid with the sentence `otherwise`."""
    value = request.query_params.get(name)
    if value is None:
        return None
    # Nothing here has a number as long as this, and Python refuses to read one that is very long.
    if not (value.isascii() and value.isdecimal() and len(value) <= MAX_DIGITS):
        raise Invalid("invalid", otherwise, attr=name)
    return int(value)
