"""Files in: an upload with its preview, and the imports that people start."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotator.api.access import project_for, user_of
from annotator.api.jobs import JobOut, job_data
from annotator.api.overview import WarningOut
from annotator.api.parsers import JSONParser
from annotator.errors import Invalid
from annotator.models import Kind, Role, Upload
from annotator.selectors.uploads import newest_first
from annotator.services.imports import uploads
from annotator.services.imports.start import COLUMN_PARAMS, start_import

# What a multipart body adds around the file.
FORM_BYTES = 2**20
# Who takes up a draft needs the last file; a few more cost little.
LISTED = 5


class PreviewOut(serializers.Serializer[Any]):
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    total_rows = serializers.IntegerField(allow_null=True)
    format = serializers.ChoiceField(["zip", "csv", "jsonl"])
    encoding = serializers.CharField()
    delimiter = serializers.CharField(trim_whitespace=False)
    text_column = serializers.CharField()
    label_column = serializers.CharField()
    id_column = serializers.CharField()
    labels = serializers.ListField(child=serializers.CharField())
    thumbnails = serializers.ListField(child=serializers.CharField())
    warnings = WarningOut(many=True)

    class Meta:
        ref_name = "Preview"


class UploadOut(serializers.ModelSerializer[Upload]):
    kind = serializers.ChoiceField(Kind.choices, source="project.kind")
    preview = serializers.SerializerMethodField()
    # As selectors.uploads.newest_first adds them; a file that has just come has at most the preview job of the context.
    job = serializers.SerializerMethodField()
    preview_job = serializers.SerializerMethodField()

    class Meta:
        ref_name = "Upload"
        model = Upload
        fields = ["id", "filename", "size", "kind", "preview", "preview_job", "job"]

    @extend_schema_field(PreviewOut(allow_null=True))
    def get_preview(self, upload: Upload) -> Any:
        return PreviewOut(json.loads(upload.preview)).data if upload.preview else None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_job(self, upload: Upload) -> str | None:
        return _number(getattr(upload, "import_job", None))

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_preview_job(self, upload: Upload) -> str | None:
        return _number(getattr(upload, "preview_job", self.context.get("preview_job")))


def _number(job: int | None) -> str | None:
    return None if job is None else str(job)


class ImportIn(serializers.Serializer[Any]):
    upload = serializers.IntegerField()
    text_column = serializers.CharField(required=False, allow_blank=True, max_length=500, trim_whitespace=False)
    label_column = serializers.CharField(required=False, allow_blank=True, max_length=500, trim_whitespace=False)
    id_column = serializers.CharField(required=False, allow_blank=True, max_length=500, trim_whitespace=False)

    class Meta:
        ref_name = "ImportCreate"


class UploadsView(APIView):
    parser_classes = [MultiPartParser, JSONParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # Before anything reads the body: checking the CSRF token already would take it all in.
        uploads.refuse_too_large(int(request.META.get("CONTENT_LENGTH") or 0) - FORM_BYTES)
        super().initial(request, *args, **kwargs)

    @extend_schema(operation_id="uploads_list", responses=UploadOut(many=True))
    def get(self, request: Request, project_id: int) -> Response:
        """The newest first, so that a draft can be taken up on another machine."""
        project = project_for(request, project_id, Role.MANAGER)
        return Response(UploadOut(newest_first(project)[:LISTED], many=True).data)

    @extend_schema(
        operation_id="uploads_create",
        request={
            "multipart/form-data": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
        },
        responses={201: UploadOut},
    )
    def post(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        file = request.FILES.get("file")
        if file is None:
            raise Invalid("no_file", "Choose a file first.", attr="file")
        upload, job = uploads.add(project, user=user_of(request), file=file)
        answer = UploadOut(upload, context={"preview_job": job.pk if job else None})
        return Response(answer.data, status=status.HTTP_201_CREATED)


class ImportsView(APIView):
    @extend_schema(operation_id="imports_create", request=ImportIn, responses={202: JobOut})
    def post(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        body = ImportIn(data=request.data)
        body.is_valid(raise_exception=True)
        columns = {name: body.validated_data[name] for name in COLUMN_PARAMS if name in body.validated_data}
        job = start_import(project, user=user_of(request), upload_id=body.validated_data["upload"], columns=columns)
        return Response(job_data(job), status=status.HTTP_202_ACCEPTED)
