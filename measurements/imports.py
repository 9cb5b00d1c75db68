"""Import of texts from a CSV: the service alone, and from the first byte of the upload to the finished job."""

import time
from typing import Any

from measurements.client import Client
from measurements.data import write_texts
from measurements.figures import Result, figure
from measurements.scene import NO_FEATURES, Scene, populate
from measurements.sizes import Sizes
from measurements.stack import Stack, StackError

LABEL_STUDIO = {"Label Studio": 5450.0}
TARGET = 150_000.0


def measure(stack: Stack, sizes: Sizes) -> Result:
    scene = populate(stack, people=1)
    path = stack.folder / "import.csv"
    size = write_texts(path, count=sizes.texts, with_labels=False)
    manager = scene.sign_in()
    service = [_service(scene, n, sizes.texts) for n in range(sizes.repeats)]
    upload = [_upload(scene, manager, n, sizes.texts) for n in range(sizes.repeats)]
    title = f"import of {sizes.texts:,} texts"
    common: dict[str, Any] = {"unit": "texts/s", "target": TARGET, "peers": LABEL_STUDIO, "higher_is_better": True}
    figures = [
        figure(f"{title}, the service", [sizes.texts / run["seconds"] for run in service], **common),
        figure(f"{title}, upload and job", [sizes.texts / run["seconds"] for run in upload], **common),
    ]
    return Result(figures, {"texts": sizes.texts, "bytes": size, "service": service, "upload": upload})


def _service(scene: Scene, number: int, texts: int) -> dict[str, Any]:
    project = scene.create(f"import, service {number}", kind="text", path=None, **NO_FEATURES)
    path = str(scene.stack.folder / "import.csv")
    run = dict(scene.stack.inside("time_import", project=project, path=path))
    _check(run["items"], texts)
    return run


def _upload(scene: Scene, manager: Client, number: int, texts: int) -> dict[str, Any]:
    """upload_s ends when the preview is there; job_s when the job is seen to be done, waiting for a worker included."""
    project = scene.create(f"import, upload {number}", kind="text", path=None, **NO_FEATURES)
    started = time.perf_counter()
    upload = manager.upload(f"/api/projects/{project}/uploads", scene.stack.folder / "import.csv")
    if upload["preview_job"]:
        manager.finish(manager.get(f"/api/jobs/{upload['preview_job']}"))
    uploaded = time.perf_counter()
    job = manager.post(f"/api/projects/{project}/imports", {"upload": upload["id"], "text_column": "text"})
    job = manager.finish(job)
    done = time.perf_counter()
    _check(job["counts"]["added"], texts)
    return {"seconds": done - started, "upload_s": uploaded - started, "job_s": done - uploaded}


def _check(items: int, texts: int) -> None:
    if items != texts:
        raise StackError(f"{texts} texts went in, {items} items came out")
