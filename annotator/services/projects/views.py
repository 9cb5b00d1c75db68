"""Views: filters of items that are kept under a name."""

from django.db import transaction

from annotator.errors import Conflict, NotFound
from annotator.limits import MAX_VIEWS
from annotator.models import LogKind, Project, SavedView, User
from annotator.selectors.items.item_filter import ItemFilter
from annotator.services import project_log
from annotator.services.locks import lock_project
from annotator.services.project_log import Fact


def keep_view(project_id: int, *, name: str, items: ItemFilter, sort: str, by: User) -> SavedView:
    """Raises Invalid as ItemFilter.conditions, Conflict (name_taken, too_many_views)."""
    with transaction.atomic():
        project = lock_project(project_id)
        # A label that there is not, or a column that cannot be read, is said now and not to whoever opens it.
        items.conditions(project)
        if project.views.filter(name=name).exists():
            raise Conflict("name_taken", f"There is a view called “{name}” already.", attr="name")
        if project.views.count() >= MAX_VIEWS:
            raise Conflict("too_many_views", f"A project keeps at most {MAX_VIEWS} views. Forget one first.")
        view = SavedView.objects.create(project=project, name=name, items=items.as_json, sort=sort, created_by=by)
        project_log.write(project, Fact(LogKind.VIEW_KEPT, name), by=by)
    return view


def forget_view(project: Project, view_id: int, *, by: User) -> None:
    """The items stay. Raises NotFound."""
    with transaction.atomic():
        view = SavedView.objects.select_for_update().filter(project=project, pk=view_id).first()
        if view is None:
            raise NotFound("This view")
        view.delete()
        project_log.write(project, Fact(LogKind.VIEW_FORGOTTEN, view.name), by=by)
