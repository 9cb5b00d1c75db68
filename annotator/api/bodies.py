"""What requests may send: a field that is not known is refused by its name, and never overlooked."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from annotator.errors import Invalid


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


def body_of(request: Request, form: type[Body]) -> dict[str, Any]:
    """What is sent, as the serializer has it. Raises DRF's ValidationError."""
    body = form(data=request.data)
    body.is_valid(raise_exception=True)
    said: dict[str, Any] = body.validated_data
    return said


def one_of(request: Request, forms: Mapping[str, type[Body]], *, otherwise: str) -> dict[str, Any]:
    """A body of one of several kinds, told apart by the field that only it has.

    Raises Invalid with the sentence `otherwise` where there is none of these fields, or more than one.
    """
    data = request.data
    named = [name for name in forms if isinstance(data, Mapping) and name in data]
    if len(named) != 1:
        raise Invalid("invalid", otherwise, attr=next(iter(forms)))
    return body_of(request, forms[named[0]])


def _unknown(data: Any, known: Any) -> dict[str, list[ErrorDetail]]:
    names = [str(name) for name in data if name not in known] if isinstance(data, Mapping) else []
    return {name: [ErrorDetail(f"There is no field “{name}”.", code="unknown_field")] for name in names}


class BodyInSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # drf-spectacular's own
    """No other fields: said in the schema, too."""

    target_class = Body
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        described = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        # Of a body that says nothing of itself it would tell what is said of all of them.
        if described.get("description") == Body.__doc__:
            del described["description"]
        return {**described, "additionalProperties": False}
