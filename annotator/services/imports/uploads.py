"""Files as they arrive: looked at first, then kept as they are in the default storage until the import."""

import json
import re
from dataclasses import asdict
from pathlib import PurePath
from typing import BinaryIO, cast
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from annotator.files import Unusable
from annotator.models import Project, Upload, User
from annotator.services.imports.previews import preview


def refuse_too_large(size: int) -> None:
    """Raises Unusable (file_too_large)."""
    if size > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // 2**20
        detail = f"This file is larger than {most:,} MB. Split it, or import it on the server with import_items."
        raise Unusable("file_too_large", detail)


def add(project: Project, *, user: User, file: "UploadedFile[bytes]") -> Upload:
    """Look at the file and keep it with what was seen. Raises Unusable, and then keeps nothing."""
    size = file.size or 0
    refuse_too_large(size)
    name = clean_name(file.name or "")
    previewed = preview(cast(BinaryIO, file.file), name=name, size=size, kind=project.kind)
    file.seek(0)
    path = default_storage.save(f"uploads/{project.pk}/{uuid4().hex}{_suffix(name)}", file)
    preview_json = json.dumps(asdict(previewed))
    return Upload.objects.create(project=project, user=user, filename=name, path=path, size=size, preview=preview_json)


def clean_name(name: str) -> str:
    """The last part of a file's name, without control characters; for people to read, never a path."""
    last = PurePath(name.replace("\\", "/")).name
    return re.sub(r"[\x00-\x1f\x7f]", "", last)[-255:] or "file"


def _suffix(name: str) -> str:
    match = re.search(r"(\.[A-Za-z0-9]{1,8}){1,2}$", name)
    return match.group(0).lower() if match else ""
