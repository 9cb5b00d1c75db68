"""For load balancers: can this process reach its database?"""

from django.db import connection
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class HealthView(APIView):
    """Open to everybody; says nothing but that it works."""

    permission_classes = [AllowAny]
    authentication_classes = []

    @extend_schema(operation_id="health_get", responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return Response({"status": "ok"})
