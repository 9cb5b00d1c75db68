"""Where the engine reads a project's items; those of an arena lie with the project that it copies."""

import selection
from annotator import pixels
from annotator.models import Kind, Project
from annotator.services.items import set_aside
from annotator.texts import TextRows


def source_of(project: Project, strategy: selection.Strategy) -> selection.ItemSource:
    """The project's items, or for a head on a frozen model their features, computed once on this host."""
    path = pixels.feature_path(_home(project))
    return selection.with_features(_items(project), strategy=strategy, path=path)


def _home(project: Project) -> int:
    """The project under whose number this one's items are stored."""
    return project.pk if project.benchmark is None else project.benchmark.project_id


def _items(project: Project) -> selection.ItemSource:
    home = _home(project)
    if project.kind == Kind.TEXT:
        return TextRows(home, project.next_row)
    broken = pixels.ensure(home, project.next_row)
    if broken:
        set_aside(project.pk, rows=broken)
    return pixels.PixelRows(home, project.next_row)


def prepare(project: Project) -> None:
    """Have all images decoded, and the broken ones set aside. Raises OSError where the storage fails."""
    _items(project)
