"""What lies near what: the nearest items of one, and a map of many."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body, one_of
from annotator.api.fields import SAYS_SOMETHING, Count
from annotator.api.parsers import JSONParser, file_bytes
from annotator.api.schema import Bodies, body_with_file
from annotator.api.view import View, operation
from annotator.errors import Invalid, NotFound
from annotator.files import BadImage, size_in_memory
from annotator.models import Role, Scope
from annotator.selectors.items.finding import item_in
from annotator.services.projects.alike import MOST_WAITING, ask_first, like_class, like_items, take_back
from annotator.sources.neighbours import map_of, nearest_items, nearest_to_picture, nearest_to_text, refuse_picture

MOST_CHARACTERS = 1000
MOST_PICTURE_BYTES = 16 * 2**20
TEXT = OpenApiParameter(
    "text", {"type": "string", "pattern": SAYS_SOMETHING, "maxLength": MOST_CHARACTERS}, required=True
)
NEAREST = Count(usual=12, most=100)
ON_MAP = Count(usual=2000, most=5000)


class NearOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    cosine = serializers.FloatField()

    class Meta:
        ref_name = "NearItem"


class NearestOut(serializers.Serializer[Any]):
    representation = serializers.CharField()
    title = serializers.CharField()
    among = serializers.IntegerField()
    items = NearOut(many=True)

    class Meta:
        ref_name = "NearestItems"


class PlaceOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    x = serializers.FloatField()
    y = serializers.FloatField()
    label = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]  # a field called so

    class Meta:
        ref_name = "ItemPlace"


class MapOut(serializers.Serializer[Any]):
    representation = serializers.CharField()
    title = serializers.CharField()
    ready = serializers.IntegerField()
    items = PlaceOut(many=True)

    class Meta:
        ref_name = "ItemMap"


class HowManyIn(Body):
    count = serializers.IntegerField(min_value=1, max_value=MOST_WAITING, default=50)


class LikeItemsIn(HowManyIn):
    items = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=100)

    class Meta:
        ref_name = "MoreLikeItems"


class LikeLabelIn(HowManyIn):
    label = serializers.IntegerField()  # type: ignore[assignment]  # a field called so

    class Meta:
        ref_name = "MoreLikeLabel"


ALIKE: dict[str, type[Body]] = {"items": LikeItemsIn, "label": LikeLabelIn}
ALIKE_IN = PolymorphicProxySerializer(
    component_name="MoreLikeThese", serializers=list(ALIKE.values()), resource_type_field_name=None
)


class AlikeOut(serializers.Serializer[Any]):
    representation = serializers.CharField()
    title = serializers.CharField()
    among = serializers.IntegerField()
    count = serializers.IntegerField()

    class Meta:
        ref_name = "AskedFirst"


class AlikeView(View):
    schema = Bodies()

    @extend_schema(operation_id="queue_alike", request=ALIKE_IN, responses=AlikeOut)
    def post(self, request: Request, project_id: int) -> Response:
        """Items most like these, or like those of a label, come before the ranking until they are answered."""
        project = project_for(request, project_id, Role.MANAGER)
        wanted = one_of(request, ALIKE, otherwise="Name either items or a label.")
        examples = like_items(project, wanted["items"]) if "items" in wanted else like_class(project, wanted["label"])
        found = ask_first(project, examples, count=wanted["count"], by=user_of(request))
        shown = AlikeOut({"count": len(found.cosines), **vars(found)})
        return Response(shown.data)

    @extend_schema(operation_id="queue_alike_take_back", request=None, responses={204: None})
    def delete(self, request: Request, project_id: int) -> Response:
        """What was asked for so and is not answered yet comes no sooner than the ranking says."""
        take_back(project_for(request, project_id, Role.MANAGER), by=user_of(request))
        return Response(status=204)


class NearestView(View):
    @operation("items_nearest", parameters=[NEAREST.parameter], responses=NearestOut)
    def get(self, request: Request, project_id: int, item_id: int) -> Response:
        """The items most like this one, the nearest first, among at most 100,000 evenly spread ones."""
        project = project_for(request, project_id, Role.MANAGER, Role.REVIEWER)
        item = item_in(project, item_id=item_id)
        if item is None:
            raise NotFound("This item")
        return Response(NearestOut(nearest_items(project, item, count=NEAREST.read(request))).data)


class NearestToView(View):
    schema = Bodies()
    parser_classes = [MultiPartParser, JSONParser]
    scopes = {"POST": Scope.READ}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if file_bytes(request) > MOST_PICTURE_BYTES:
            raise _too_large()
        super().initial(request, *args, **kwargs)

    @operation("items_nearest_text", parameters=[TEXT, NEAREST.parameter], responses=NearestOut)
    def get(self, request: Request, project_id: int) -> Response:
        """The items most like a text, the nearest first, among at most 100,000 evenly spread ones."""
        project = project_for(request, project_id, Role.MANAGER, Role.REVIEWER)
        text = request.query_params.get("text", "")
        if not text.strip() or len(text) > MOST_CHARACTERS:
            raise Invalid("invalid", f"Write what is sought, in 1 to {MOST_CHARACTERS:,} characters.", attr="text")
        return Response(NearestOut(nearest_to_text(project, text, count=NEAREST.read(request))).data)

    @operation(
        "items_nearest_picture",
        parameters=[NEAREST.parameter],
        request=body_with_file("picture"),
        responses=NearestOut,
    )
    def post(self, request: Request, project_id: int) -> Response:
        """The items most like a picture, a PNG, JPEG or WebP file, the nearest first; the file is not kept."""
        project = project_for(request, project_id, Role.MANAGER, Role.REVIEWER)
        refuse_picture(project)
        file = request.FILES.get("picture")
        if file is None:
            raise Invalid("no_file", "Choose a picture first.", attr="picture")
        return Response(NearestOut(nearest_to_picture(project, _picture(file), count=NEAREST.read(request))).data)


def _picture(file: "UploadedFile[bytes]") -> bytes:
    """Looked at by its header alone: decoding is the encoder's, in a process of its own."""
    if (file.size or 0) > MOST_PICTURE_BYTES:
        raise _too_large()
    data: bytes = file.read()
    try:
        size_in_memory(data)
    except BadImage as error:
        raise Invalid(error.code, error.detail, attr="picture") from error
    return data


def _too_large() -> Invalid:
    detail = f"This picture is larger than {MOST_PICTURE_BYTES // 2**20} MB. Make it smaller."
    return Invalid("image_too_large", detail, attr="picture")


class MapView(View):
    @operation("items_map", parameters=[ON_MAP.parameter], responses=MapOut)
    def get(self, request: Request, project_id: int) -> Response:
        """Items in the plane in which they differ most, evenly spread over those that have features."""
        project = project_for(request, project_id, Role.MANAGER, Role.REVIEWER)
        return Response(MapOut(map_of(project, count=ON_MAP.read(request))).data)
