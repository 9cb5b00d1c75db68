"""Where the engine reads a project's items; those of an arena lie with the project that it copies.

Nothing here changes a row of the database. What this host lacks of the images is decoded into its own cache.
"""

import selection
from annotator.fields import names_read
from annotator.models import Kind, Project
from annotator.sources import pixels
from annotator.sources.texts import TextRows


def source_of(project: Project, strategy: selection.Strategy) -> selection.ItemSource:
    """The project's items, or for a head on a frozen model their features, computed once on this host.

    Broken images are black: who reads for more than a measurement sets `broken_rows` aside before.
    """
    path = pixels.feature_path(_home(project))
    return selection.with_features(_items(project), strategy=strategy, path=path)


def broken_rows(project: Project) -> list[int]:
    """Rows whose image is gone or cannot be decoded, once all are decoded. Raises OSError where the storage fails."""
    return [] if project.kind == Kind.TEXT else pixels.ensure(_home(project), project.next_row)


def _home(project: Project) -> int:
    """The project under whose number this one's items are stored."""
    return project.pk if project.benchmark is None else project.benchmark.project_id


def _items(project: Project) -> selection.ItemSource:
    home = _home(project)
    if project.kind == Kind.TEXT:
        fields = project.fields if home == project.pk else Project.objects.values_list("fields", flat=True).get(pk=home)
        return TextRows(home, project.next_row, read=names_read(fields))
    pixels.ensure(home, project.next_row)
    return pixels.PixelRows(home, project.next_row)
