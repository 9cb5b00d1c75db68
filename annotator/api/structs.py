"""Bodies as msgspec structs: one typed definition is read from JSON, written as JSON, and shown in the schema.

A body that fits its struct goes from bytes to the struct in one step. Every other body is read by the serializer that
is derived from the struct: that one also takes what serializers take everywhere else ("5" for 5), and it says by
field, in plain sentences, what is wrong.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import IO, Any, ClassVar, TypeVar

import msgspec
from django.db.models import Choices
from msgspec import inspect
from rest_framework import serializers

from annotator.api.bodies import Body
from annotator.api.fields import FiniteFloatField
from annotator.api.parsers import JSONParser
from annotator.api.renderers import JSONRenderer

AnyStruct = TypeVar("AnyStruct", bound=msgspec.Struct)
AnyField = serializers.Field[Any, Any, Any, Any]


class StructParser(JSONParser):
    """JSON as `struct` where it fits, as plain data where it does not; `checked` takes both."""

    struct: ClassVar[type[msgspec.Struct]]

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        body = stream.read()
        try:
            return msgspec.json.decode(body, type=self.struct)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return super().parse(BytesIO(body), media_type, parser_context)


class StructRenderer(JSONRenderer):
    """Structs as JSON; all else, errors among it, as every view writes it."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if isinstance(data, msgspec.Struct):
            return msgspec.json.encode(data)
        return super().render(data, accepted_media_type, renderer_context)


def checked(data: object, struct: type[AnyStruct]) -> AnyStruct:
    """`data` of a StructParser as `struct`. Raises DRF's ValidationError, field by field."""
    if isinstance(data, struct):
        return data
    serializer = serializer_of(struct)(data=data)
    serializer.is_valid(raise_exception=True)
    return msgspec.convert(serializer.validated_data, struct)


@cache
def serializer_of(struct: type[msgspec.Struct]) -> type[serializers.Serializer[Any]]:
    """The serializer with the fields, limits (ge, le, max_length) and defaults of `struct`.

    Its name in the schema is the struct's, without `In` or `Out`.
    """
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    fields = {field.encode_name: _field(field.type, **_default(field)) for field in described.fields}
    meta = type("Meta", (), {"ref_name": struct.__name__.removesuffix("In").removesuffix("Out")})
    base = Body if struct.__struct_config__.forbid_unknown_fields else serializers.Serializer
    return type(f"{struct.__name__}Serializer", (base,), {**fields, "Meta": meta})


def _default(field: inspect.Field) -> dict[str, Any]:
    if field.required:
        return {}
    has_factory = field.default_factory is not msgspec.NODEFAULT
    return {"default": field.default_factory if has_factory else field.default}


def _field(kind: inspect.Type, **options: Any) -> AnyField:
    """The serializer field for a type; `Meta(extra={"field": …})` names one where the type does not say enough."""
    match kind:
        case inspect.Metadata(extra={"field": make}):
            field: AnyField = make(**options)
            return field
        case inspect.UnionType(types=(inner, inspect.NoneType()) | (inspect.NoneType(), inner)):
            return _field(inner, allow_null=True, **options)
        case inspect.ListType(item_type=item, max_length=most):
            return serializers.ListField(child=_field(item), max_length=most, **options)
        case inspect.StructType(cls=struct):
            return serializer_of(struct)(**options)
        case inspect.CustomType(cls=choices) if issubclass(choices, Choices):
            return serializers.ChoiceField(choices.choices, **options)
    return _scalar(kind, **options)


def _scalar(kind: inspect.Type, **options: Any) -> AnyField:
    match kind:
        case inspect.BoolType():
            return serializers.BooleanField(**options)
        case inspect.IntType(ge=least, le=most):
            return serializers.IntegerField(min_value=least, max_value=most, **options)
        case inspect.FloatType(ge=least, le=most):
            return FiniteFloatField(min_value=least, max_value=most, **options)
        case inspect.StrType(max_length=most):
            return serializers.CharField(max_length=most, allow_blank=True, **options)
        case inspect.UUIDType():
            return serializers.UUIDField(**options)
        case inspect.DateTimeType():
            return DateTimeField(**options)
    raise TypeError(f"No serializer field is known for {kind}.")


class DateTimeField(serializers.DateTimeField):
    """Also reads what structs read, and refuses what has no place in UTC's calendar."""

    def to_internal_value(self, value: Any) -> datetime:
        with suppress(msgspec.ValidationError, UnicodeEncodeError):
            value = msgspec.convert(value, datetime)
        when: datetime = super().to_internal_value(value)
        try:
            return when.astimezone(UTC)
        except OverflowError:
            self.fail("overflow")
