"""Who changed what in a project."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for
from annotator.api.fields import number_in_query, number_parameter
from annotator.api.view import View, operation
from annotator.models import LogKind, Role
from annotator.selectors.project_log import page_of


class LogEntryOut(serializers.Serializer[Any]):
    """username: empty where a command did it."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    username = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(LogKind.choices)
    sentence = serializers.CharField()

    class Meta:
        ref_name = "LogEntry"


class LogPageOut(serializers.Serializer[Any]):
    entries = LogEntryOut(many=True)
    next = serializers.IntegerField(allow_null=True)

    class Meta:
        ref_name = "LogPage"


class ProjectLogView(View):
    @operation(
        "project_log",
        parameters=[number_parameter("before")],
        responses=LogPageOut,
    )
    def get(self, request: Request, project_id: int) -> Response:
        """The newest entries first; `next`, sent as `before`, reads on."""
        project = project_for(request, project_id, Role.MANAGER)
        before = number_in_query(request, "before", "Name the entry by its number.")
        return Response(LogPageOut(page_of(project, before=before)).data)
