"""What requests may send: a field that is not known is refused by its name, and never overlooked."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError


class Body(serializers.Serializer[Any]):
    """The base of all bodies."""

    def to_internal_value(self, data: Any) -> Any:
        """Raises ValidationError that names everything that is wrong, unknown fields among it."""
        unknown = _unknown(data, self.fields.keys())
        try:
            value = super().to_internal_value(data)
        except ValidationError as error:
            if isinstance(error.detail, dict) and unknown:
                raise ValidationError({**error.detail, **unknown}) from error
            raise
        if unknown:
            raise ValidationError(unknown)
        return value


def _unknown(data: Any, known: Any) -> dict[str, list[ErrorDetail]]:
    names = [str(name) for name in data if name not in known] if isinstance(data, Mapping) else []
    return {name: [ErrorDetail(f"There is no field “{name}”.", code="unknown_field")] for name in names}


class BodyInSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # drf-spectacular's own
    """No other fields: said in the schema, too."""

    target_class = Body
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        described = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**described, "additionalProperties": False}
