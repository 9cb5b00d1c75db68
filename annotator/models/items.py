"""Items: the things to label."""

from typing import Any

from django.db import models
from django.db.models import Q

from annotator.limits import MAX_EXTERNAL_ID_CHARS


class ItemRole(models.TextChoices):
    POOL = "pool"
    AUDIT = "audit"
    GOLD = "gold"


class ItemState(models.TextChoices):
    OPEN = "open"
    SET_ASIDE = "set_aside"


# What is asked at random, by name of its index: new items, audit items, gold items, and last near-duplicates.
FILLED: dict[str, dict[str, Any]] = {
    "pool": {"role": "pool", "duplicate_of__isnull": True},
    "audit": {"role": "audit"},
    "gold": {"role": "gold"},
    "last": {"role": "pool", "duplicate_of__isnull": False},
}


class Item(models.Model):
    """One thing to label. `row` is its fixed position in the project's arrays, the only name the engine knows."""

    # No index of their own for project and truth: every index below begins with the project, and truths are rarely
    # sought. That the project exists is checked by triggers (migration 0006), per statement: checked per row, as a
    # foreign key does it, it was a fifth of an import.
    project = models.ForeignKey("Project", models.CASCADE, related_name="items", db_index=False, db_constraint=False)
    row = models.PositiveIntegerField()
    role = models.CharField(max_length=8, choices=ItemRole, default=ItemRole.POOL)
    state = models.CharField(max_length=12, choices=ItemState, default=ItemState.OPEN)
    text = models.TextField(blank=True)
    # Path in the default storage; empty for texts. Served only through the API, to members.
    media = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    metadata = models.JSONField(default=dict)
    # Compared byte by byte: by the rules of a language each look into their indexes is several times as dear.
    content_hash = models.CharField(max_length=64, db_collation="C")
    external_id = models.CharField(max_length=MAX_EXTERNAL_ID_CHARS, blank=True, db_collation="C")
    truth = models.ForeignKey("Label", models.SET_NULL, null=True, related_name="+", db_index=False)
    # A fixed random number in [0, 1), from seed and row: it picks audit items and orders random fills.
    draw = models.FloatField()
    created_at = models.DateTimeField(auto_now_add=True)

    # Row of the item that is asked instead of this near-duplicate, which comes last; null: none is
    # (services/features/duplicates.py).
    duplicate_of = models.PositiveIntegerField(null=True)

    # What was decided on it: its label, whatever people answered; null: nothing was (models/review.py). Without a
    # constraint: it would cost each import. Labels that items are settled with cannot be removed
    # (services/projects/labels.py).
    settled = models.ForeignKey(
        "Label", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )

    # So many labels it should have at least, because somebody asked again; 0: as the overlap says.
    asked_for = models.PositiveSmallIntegerField(default=0, db_default=0)

    # Caches under the project's lock. answers: current labels; open_slots: selectors/slots.py.
    answers = models.PositiveSmallIntegerField(default=0)
    open_slots = models.SmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "row"], name="item_row_once"),
            # The project last: an import looks items up by these two, one by one (services/imports/store.py).
            models.UniqueConstraint(
                fields=["external_id", "project"], condition=~Q(external_id=""), name="item_external_id_once"
            ),
            models.UniqueConstraint(
                fields=["content_hash", "project"], condition=Q(external_id=""), name="item_content_once"
            ),
            models.CheckConstraint(condition=Q(open_slots__gte=0), name="item_never_beyond_overlap"),
            models.CheckConstraint(condition=Q(draw__gte=0, draw__lt=1), name="item_draw_in_unit_interval"),
        ]
        indexes = [
            # Random fills and audit items, in the order of their draw. One index for each: with the role in the key
            # every comparison is one of strings, and an import pays for it.
            *(
                models.Index(
                    fields=["project", "draw"],
                    condition=Q(open_slots__gt=0, state="open", **which),
                    name=f"item_fill_{name}",
                )
                for name, which in FILLED.items()
            ),
            # Items that somebody has begun and that still want answers (overlap > 1, or asked again); gold items always
            # want some.
            models.Index(
                fields=["project", "row"],
                condition=Q(open_slots__gt=0, answers__gt=0, state="open") & ~Q(role="gold"),
                name="item_begun",
            ),
            # By how many answers there are; none is written while items are imported.
            models.Index(fields=["project", "answers", "row"], condition=Q(answers__gt=0), name="item_by_answers"),
            # Those whose label is not simply that of their one answer (selectors/accuracy.py).
            models.Index(
                fields=["project"],
                condition=Q(role="audit") & (Q(answers__gt=1) | Q(settled__isnull=False) | Q(state="set_aside")),
                name="item_audit_odd",
            ),
            models.Index(fields=["project"], condition=Q(state="set_aside"), name="item_set_aside"),
            models.Index(fields=["project", "settled"], condition=Q(settled__isnull=False), name="item_settled"),
        ]
