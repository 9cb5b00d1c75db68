"""For load balancers and whoever watches: does this process live, and can the whole installation work?"""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotator.api.errors import leave_unlogged
from annotator.selectors.readiness import what_is_missing


class HealthOut(serializers.Serializer[Any]):
    status = serializers.ChoiceField(["ok"])

    class Meta:
        ref_name = "Health"


class ReadyOut(serializers.Serializer[Any]):
    ready = serializers.BooleanField()
    reasons = serializers.ListField(child=serializers.CharField())

    class Meta:
        ref_name = "Ready"


class HealthView(APIView):
    """Open to everybody; says nothing but that this process lives, and asks the database nothing."""

    permission_classes = [AllowAny]
    authentication_classes = []

    @extend_schema(operation_id="health_get", responses=HealthOut)
    def get(self, request: Request) -> Response:
        return Response({"status": "ok"})


class ReadyView(APIView):
    """Open to everybody: 200 where database, disk and workers are there, else 503 and what is missing."""

    permission_classes = [AllowAny]
    authentication_classes = []

    @extend_schema(operation_id="ready_get", responses={200: ReadyOut, 503: ReadyOut})
    def get(self, request: Request) -> Response:
        reasons = what_is_missing()
        code = status.HTTP_503_SERVICE_UNAVAILABLE if reasons else status.HTTP_200_OK
        response = Response({"ready": not reasons, "reasons": reasons}, status=code)
        leave_unlogged(response)
        return response
