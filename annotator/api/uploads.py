"""Files in: an upload with its preview, and the imports that people start."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField
from annotator.api.jobs import JobOut, job_data
from annotator.api.parsers import JSONParser, file_bytes
from annotator.api.previews import FileChoicesIn, FileChosenOut, PreviewOut, chosen, said
from annotator.api.schema import Bodies, body_with_file
from annotator.api.view import View
from annotator.errors import Invalid
from annotator.limits import MAX_ADDRESS_CHARS
from annotator.models import Kind, Role, Upload
from annotator.selectors.uploads import newest_first
from annotator.services.imports import uploads
from annotator.services.imports.far_files import allowed
from annotator.services.imports.start import start_import

# Who takes up a draft needs the last file; a few more cost little.
LISTED = 5


class UploadOut(serializers.ModelSerializer[Upload]):
    kind = serializers.ChoiceField(Kind.choices, source="project.kind")
    preview = serializers.SerializerMethodField()
    choices = serializers.SerializerMethodField()
    # Where it was fetched from; empty for a file of somebody's own.
    address = serializers.CharField(allow_blank=True)
    # As selectors.uploads.newest_first adds them; a file that has just come has at most the preview job of the context.
    job = serializers.SerializerMethodField()
    preview_job = serializers.SerializerMethodField()

    class Meta:
        ref_name = "Upload"
        model = Upload
        fields = ["id", "filename", "address", "size", "kind", "preview", "choices", "preview_job", "job"]

    @extend_schema_field(PreviewOut(allow_null=True))
    def get_preview(self, upload: Upload) -> Any:
        # Of an upload that was looked at before sheets could be chosen nothing is said of them.
        return PreviewOut({"sheets": [], **json.loads(upload.preview)}).data if upload.preview else None

    @extend_schema_field(FileChosenOut())
    def get_choices(self, upload: Upload) -> Any:
        return FileChosenOut(chosen(upload.choices)).data

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_job(self, upload: Upload) -> str | None:
        return _number(getattr(upload, "import_job", None))

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_preview_job(self, upload: Upload) -> str | None:
        return _number(getattr(upload, "preview_job", self.context.get("preview_job")))


def _number(job: int | None) -> str | None:
    return None if job is None else str(job)


class ImportIn(FileChoicesIn):
    """goes_on: from where the last import of the file stopped, if it was told the same; else from the beginning."""

    upload = serializers.IntegerField()
    goes_on = serializers.BooleanField(required=False)

    class Meta:
        ref_name = "ImportCreate"


class UploadsView(View):
    schema = Bodies()
    parser_classes = [MultiPartParser, JSONParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        uploads.refuse_too_large(file_bytes(request))
        super().initial(request, *args, **kwargs)

    @extend_schema(operation_id="uploads_list", responses=UploadOut(many=True))
    def get(self, request: Request, project_id: int) -> Response:
        """The newest first, so that a draft can be taken up on another machine."""
        project = project_for(request, project_id, Role.MANAGER)
        return Response(UploadOut(newest_first(project)[:LISTED], many=True).data)

    @extend_schema(operation_id="uploads_create", request=body_with_file("file"), responses={201: UploadOut})
    def post(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        file = request.FILES.get("file")
        if file is None:
            raise Invalid("no_file", "Choose a file first.", attr="file")
        upload, job = uploads.add(project, user=user_of(request), file=file)
        answer = UploadOut(upload, context={"preview_job": job.pk if job else None})
        return Response(answer.data, status=status.HTTP_201_CREATED)


class SourcesOut(serializers.Serializer[Any]):
    """Places of other machines from which files may be fetched, with all below each."""

    allowed = serializers.ListField(child=serializers.CharField())

    class Meta:
        ref_name = "Sources"


class SourceIn(Body):
    address = FilledField(max_length=MAX_ADDRESS_CHARS)

    class Meta:
        ref_name = "Source"


class SourcesView(View):
    @extend_schema(operation_id="sources_list", responses=SourcesOut)
    def get(self, request: Request, project_id: int) -> Response:
        project_for(request, project_id, Role.MANAGER)
        return Response({"allowed": list(allowed())})

    @extend_schema(operation_id="sources_create", request=SourceIn, responses={202: UploadOut})
    def post(self, request: Request, project_id: int) -> Response:
        """Fetch a file of the web or of a bucket, or look at a part of a bucket: an upload with its `preview_job`."""
        project = project_for(request, project_id, Role.MANAGER)
        upload, job = uploads.add_from(project, user=user_of(request), **body_of(request, SourceIn))
        answer = UploadOut(upload, context={"preview_job": job.pk if job else None})
        return Response(answer.data, status=status.HTTP_202_ACCEPTED)


class UploadPreviewView(View):
    @extend_schema(operation_id="uploads_look_again", request=FileChoicesIn, responses=UploadOut)
    def post(self, request: Request, project_id: int, upload_id: int) -> Response:
        """Look at the file once more, read in another way. What takes longer has a `preview_job`, and the earlier
        preview until it is done."""
        project = project_for(request, project_id, Role.MANAGER)
        choices = said(body_of(request, FileChoicesIn))
        upload, job = uploads.look_again(project, upload_id=upload_id, user=user_of(request), said=choices)
        return Response(UploadOut(upload, context={"preview_job": job.pk if job else None}).data)


class ImportsView(View):
    @extend_schema(operation_id="imports_create", request=ImportIn, responses={202: JobOut})
    def post(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        body = body_of(request, ImportIn)
        upload_id, goes_on = body["upload"], body.get("goes_on", False)
        choices = said(body)
        job = start_import(project, user=user_of(request), upload_id=upload_id, said=choices, goes_on=goes_on)
        return Response(job_data(job), status=status.HTTP_202_ACCEPTED)
