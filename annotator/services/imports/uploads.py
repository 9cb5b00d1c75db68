"""Files as they arrive: looked at first, then kept as they are in the default storage until the import."""

import json
import re
from dataclasses import asdict
from pathlib import PurePath
from typing import BinaryIO, NamedTuple, cast
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef

from annotator.errors import NotFound
from annotator.files import Unusable
from annotator.models import UNFINISHED, Job, JobKind, Project, Upload, User
from annotator.services.imports.bring import name_at
from annotator.services.imports.choices import NOTHING_SAID, Said
from annotator.services.imports.far_files import NotHere, allowed
from annotator.services.imports.pace import MOST_READ_BYTES, AtOnce, TakesLonger
from annotator.services.imports.previews import preview
from annotator.services.imports.seen import Preview
from annotator.services.jobs.lifecycle import Work, start_job


def refuse_too_large(size: int) -> None:
    """Raises Unusable (file_too_large)."""
    if size > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // 2**20
        detail = f"This file is larger than {most:,} MB. Split it, or import it on the server with import_items."
        raise Unusable("file_too_large", detail)


class Added(NamedTuple):
    """An upload, and the job that looks at it where that takes longer than a request may."""

    upload: Upload
    preview_job: Job | None


def add(project: Project, *, user: User, file: "UploadedFile[bytes]", said: Said = NOTHING_SAID) -> Added:
    """Look at the file and keep it with what was seen. Raises Unusable, and then keeps nothing.

    Where looking takes longer, a worker does it, and removes what it refuses.
    """
    size = file.size or 0
    refuse_too_large(size)
    name = clean_name(file.name or "")
    seen = _at_once(cast(BinaryIO, file.file), name=name, size=size, project=project, said=said)
    remove_unseen(project)
    file.seek(0)
    path = default_storage.save(f"uploads/{project.pk}/{uuid4().hex}{_suffix(name)}", file)
    kept = {"project": project, "user": user, "filename": name, "path": path, "size": size}
    with transaction.atomic():
        upload = Upload.objects.create(**kept, preview=as_json(seen) if seen else "", choices=said.as_params())
        return Added(upload, None if seen else _preview_job(project, upload, user=user, said=said))


def add_from(project: Project, *, user: User, address: str) -> Added:
    """Have a worker fetch what lies at an address, and look at it. Raises Refused where that may not be."""
    with transaction.atomic():
        upload = upload_at(project, address, user=user)
        added = Added(upload, _preview_job(project, upload, user=user, said=NOTHING_SAID))
        remove_unseen(project)
        return added


def upload_at(project: Project, address: str, *, user: User | None = None) -> Upload:
    """What lies at an address, not fetched yet. Raises Refused where it may not be."""
    place = allowed().checked(address)
    name = clean_name(str(name_at(address)))
    return Upload.objects.create(project=project, user=user, filename=name, size=0, address=str(place))


def look_again(project: Project, *, upload_id: int, user: User, said: Said) -> Added:
    """Look at a file once more, read in another way. Raises NotFound, and Unusable where it cannot be read so.

    What was seen before is kept until there is something new to see.
    """
    upload = upload_of(project, upload_id)
    if not upload.path or not default_storage.exists(upload.path):
        raise NotFound("This upload")
    seen = None if upload.is_listing else _seen_at_once(upload, said)
    with transaction.atomic():
        if seen is None:
            return Added(upload, _preview_job(project, upload, user=user, said=said))
        upload.preview, upload.choices = as_json(seen), said.as_params()
        upload.save(update_fields=["preview", "choices"])
    return Added(upload, None)


def _seen_at_once(upload: Upload, said: Said) -> Preview | None:
    with default_storage.open(upload.path) as stored:
        file = cast(BinaryIO, stored.file)
        return _at_once(file, name=upload.filename, size=upload.size, project=upload.project, said=said)


def upload_of(project: Project, upload_id: int) -> Upload:
    """Raises NotFound where the project has no such upload."""
    upload = Upload.objects.filter(pk=upload_id, project=project).first()
    if upload is None:
        raise NotFound("This upload")
    return upload


def _preview_job(project: Project, upload: Upload, *, user: User, said: Said) -> Job:
    title, params = f"Preview of {upload.address or upload.filename}", said.as_params()
    return start_job(
        Work(project=project, kind=JobKind.PREVIEW, title=title, params=params, user=user, upload=upload),
    )


def _at_once(file: BinaryIO, *, name: str, size: int, project: Project, said: Said) -> Preview | None:
    """What is in the file; None where that takes longer. Raises Unusable."""
    if size > MOST_READ_BYTES:
        return None
    try:
        return preview(file, name=name, project=project, pace=AtOnce(), far=NotHere(), said=said)
    except TakesLonger:
        return None


def as_json(seen: Preview) -> str:
    return json.dumps(asdict(seen))


def remove_unseen(project: Project, *, besides: int = 0) -> None:
    """Remove files that nobody has looked at, looks at or imports: what a preview refused, or was cancelled over.

    besides: number of a preview that is about to end so.
    """
    wanted = Job.objects.filter(upload=OuterRef("pk"), state__in=UNFINISHED).exclude(pk=besides)
    for upload in Upload.objects.filter(~Exists(wanted), project=project, preview=""):
        if upload.path:
            default_storage.delete(upload.path)
        upload.delete()


def clean_name(name: str) -> str:
    """The last part of a file's name, without control characters; for people to read, never a path."""
    last = PurePath(name.replace("\\", "/")).name
    return re.sub(r"[\x00-\x1f\x7f]", "", last)[-255:] or "file"


def _suffix(name: str) -> str:
    match = re.search(r"(\.[A-Za-z0-9]{1,8}){1,2}$", name)
    return match.group(0).lower() if match else ""
