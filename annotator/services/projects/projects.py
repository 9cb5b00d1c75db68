"""Projects: created as drafts, set up, started, paused, deleted."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, FloatField, Q, Value, When

import selection
from annotator.blank import is_blank
from annotator.constraints import violated
from annotator.errors import Conflict, Forbidden, Invalid, Outdated
from annotator.models import (
    Item,
    ItemRole,
    LogKind,
    Membership,
    Project,
    ProjectStatus,
    QueueEntry,
    Role,
    Round,
    RoundStatus,
    Suggestion,
    User,
)
from annotator.selectors import budget
from annotator.selectors.accounts import may_create_projects
from annotator.selectors.overlap import OverlapChange, overlap_change
from annotator.selectors.projects import missing
from annotator.selectors.slots import slots_untouched
from annotator.selectors.strategies import strategy_of
from annotator.services import messages, project_log
from annotator.services.locks import lock_project
from annotator.services.project_log import Fact
from annotator.services.projects.changes import label_facts, labels_of, setting_facts, settings_of
from annotator.services.projects.fields import fields_to_store
from annotator.services.projects.labels import WantedLabel, set_labels
from annotator.services.queue import leases
from annotator.services.webhooks import events

# The constraint by which no two projects have the same name (models/projects.py).
NAME_ONCE = "project_name_once"
CHANGED_MEANWHILE = "These settings were changed after you had read them. Read them again, then change them."
EDITABLE = {
    "name",
    "guidelines",
    "overlap",
    "audit_share",
    "gold_share",
    "warn_below",
    "pause_below",
    "watch_pace",
    "lease_minutes",
    "deck_size",
    "budget_labels",
    "budget_money",
    "price_per_label",
    "compute_price_per_hour",
    "currency",
    "annotators_see_money",
    "strategy",
    "batch_size",
    "start_fraction",
    "duplicates_once",
    "advanced",
    "fields",
    "shown_suggestions",
    "review_share",
    "review_names",
}
# By these a round is carried out.
OF_ROUNDS = {"strategy", "batch_size", "advanced"}
# By these it is settled which near-duplicates are held back.
OF_DUPLICATES = {"audit_share", "duplicates_once"}


def create(*, name: str, kind: str, owner: User | None, seed: int | None = None, **settings: Any) -> Project:
    """A draft; its owner becomes its manager. Raises Conflict (name_taken), Invalid, Forbidden."""
    if owner is not None and not may_create_projects(owner):
        raise Forbidden("Your account may not create projects. Ask a manager.")
    project = Project(
        name=name.strip(), kind=kind, created_by=owner, seed=secrets.randbits(32) if seed is None else seed
    )
    _assign(project, settings)
    try:
        with transaction.atomic():
            project.save()
            if owner is not None:
                Membership.objects.create(project=project, user=owner, role=Role.MANAGER)
            project_log.write(project, Fact(LogKind.CREATED), by=owner)
    except IntegrityError as error:
        if violated(error) == NAME_ONCE:
            raise _taken(project.name) from error
        raise
    return project


def _taken(name: str) -> Conflict:
    return Conflict("name_taken", f"There is a project called “{name}” already.", attr="name")


def update(
    project_id: int,
    *,
    changes: Mapping[str, Any],
    labels: Sequence[WantedLabel] | None = None,
    by: User | None = None,
    versions: Collection[int] | None = None,
) -> Project:
    """Change settings and labels; what depends on them (slots, audit items) follows in the same transaction.

    by: who wants it, for the project log; None where a command does. versions: of the project, for which the changes
    are meant; None: whichever there is.

    Raises Invalid with the field, Conflict (name_taken, label_in_use, budget_below_spent), Outdated.
    """
    try:
        with transaction.atomic():
            project = lock_project(project_id)
            if versions is not None and project.version not in versions:
                raise Outdated("changed_meanwhile", CHANGED_MEANWHILE)
            before = settings_of(project, [field for field in changes if field in EDITABLE])
            reached = budget.percent_reached(project)
            labels_before = {} if labels is None else labels_of(project)
            _assign(project, changes)
            _refuse_below_spent(project)
            _refuse_unknown_model(project, before)
            told = setting_facts(project, before)
            project.save()
            if labels is not None:
                set_labels(project, labels)
            _follow(project, {fact.subject for fact in told})
            if told or (labels is not None and labels_of(project) != labels_before):
                project.version += 1
                project.save(update_fields=["version"])
            labels_changed = [] if labels is None else label_facts(project, labels_before)
            project_log.write(project, *told, *labels_changed, by=by)
            events.spending_moved(project, before=reached)
    except IntegrityError as error:
        if violated(error) == NAME_ONCE:
            raise _taken(project.name) from error
        raise
    messages.ask_for_round_if_due(project)
    return project


def _follow(project: Project, changed: set[str]) -> None:
    """changed: settings that are others now."""
    if changed & OF_ROUNDS:
        _try_again(project)
    if "overlap" in changed:
        leases.renew_all_slots(project)
    if "audit_share" in changed:
        _redraw_audit_items(project)
    if changed & OF_DUPLICATES:
        _forget_duplicates(project)


def _refuse_below_spent(project: Project) -> None:
    if project.budget_labels < project.labels_spent:
        message = f"{project.labels_spent} labels are spent already; the budget cannot be smaller."
        raise Conflict("budget_below_spent", message, attr="budget_labels")


def _refuse_unknown_model(project: Project, before: Mapping[str, Any]) -> None:
    shown = project.shown_suggestions
    # Where it is shown already, its suggestions may be gone with their items.
    if shown in (None, before.get("shown_suggestions", shown)):
        return
    if not Suggestion.objects.filter(project=project, model=shown).exists():
        raise Invalid("unknown_model", f"No model “{shown}” suggests anything here.", attr="shown_suggestions")


def preview_overlap(project: Project, *, changes: Mapping[str, Any]) -> OverlapChange:
    """What these changes of overlap, budget and price would cost; nothing is stored. Raises Invalid with the field."""
    before = project.overlap
    _assign(project, changes)
    return overlap_change(project, before=before)


def _assign(project: Project, changes: Mapping[str, Any]) -> None:
    if unknown := changes.keys() - EDITABLE:
        raise Invalid("unknown_field", f"There is no setting “{min(unknown)}”.", attr=min(unknown))
    for name, value in changes.items():
        setattr(project, name, fields_to_store(project, value) if name == "fields" else value)
    project.name = project.name.strip()
    if is_blank(project.name):
        raise Invalid("blank", "Give the project a name that can be read.", attr="name")
    project.currency = project.currency.upper()
    if project.warn_below is not None and project.pause_below is not None and project.pause_below > project.warn_below:
        raise Invalid("invalid", "Nobody is stopped at a share at which they are not told yet.", attr="pause_below")
    try:
        project.clean_fields(exclude=["created_by"])
        strategy_of(project)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Invalid("invalid", messages[0], attr=field) from error
    except selection.StrategyError as error:
        raise Invalid("strategy", str(error), attr="advanced" if project.advanced else "strategy") from error


def _try_again(project: Project) -> None:
    """The strategy was changed: a round that was given up or cancelled is worth another try at once."""
    given_up = Round.objects.filter(project=project, status__in=(RoundStatus.FAILED, RoundStatus.CANCELLED))
    given_up.update(attempts=0)


def _redraw_audit_items(project: Project) -> None:
    """The audit share changed: items that nobody has answered or holds are drawn again, blind to the model."""
    untouched = Item.objects.filter(project=project, answers=0, open_slots=slots_untouched(project))
    untouched.exclude(role=ItemRole.GOLD).update(
        role=Case(
            When(
                draw__lt=Value(project.audit_share, output_field=FloatField()),
                then=Value(ItemRole.AUDIT),
            ),
            default=Value(ItemRole.POOL),
        )
    )
    QueueEntry.objects.filter(~Q(item__role=ItemRole.POOL), project=project).delete()


def _forget_duplicates(project: Project) -> None:
    """No item is held back any more, until near-duplicates have been sought anew where that is wanted."""
    Item.objects.filter(project=project, duplicate_of__isnull=False).update(duplicate_of=None)
    Project.all_with_arenas.filter(pk=project.pk).update(duplicates_sought=False)


def start(project_id: int, *, by: User | None = None) -> Project:
    """Open the queue. Raises Conflict (not_ready) naming what is still missing."""
    with transaction.atomic():
        project = lock_project(project_id)
        if steps := missing(project):
            raise Conflict("not_ready", " ".join(step.detail for step in steps))
        before = project.status
        if before != ProjectStatus.ACTIVE:
            project_log.write(project, Fact(LogKind.STARTED), by=by)
        project.status = ProjectStatus.ACTIVE
        project.save(update_fields=["status"])
        events.status_changed(project, before=before)
        transaction.on_commit(lambda: messages.ask_for_round_if_due(project))
    return project


def pause(project_id: int, *, by: User | None = None) -> Project:
    """Hand out nothing new. Answers to what is held are still taken."""
    with transaction.atomic():
        project = lock_project(project_id)
        if project.status != ProjectStatus.ACTIVE:
            raise Conflict("not_active", "Only a running project can be paused.")
        project.status = ProjectStatus.PAUSED
        project.save(update_fields=["status"])
        project_log.write(project, Fact(LogKind.PAUSED), by=by)
        events.status_changed(project, before=ProjectStatus.ACTIVE)
    return project


def delete_rows(project: Project) -> None:
    """All rows of a project, in the order that the foreign keys ask for; people whom only its files know go with it."""
    brought = list(User.objects.filter(home=project).exclude(from_file="").values_list("pk", flat=True))
    project.decisions.all().delete()
    project.annotations.all().delete()
    # Before the labels: an item that lost its true label would be counted anew, for a project that goes.
    project.items.all().delete()
    project.delete()
    User.objects.filter(pk__in=brought).delete()
