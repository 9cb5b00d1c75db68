"""How many there are: what screens would otherwise count anew at each look.

Triggers write both tables (migration 0040), in the statement that changes what is counted, whoever makes it;
`manage.py verify_counters` proves them. A row may stand at 0. The database itself takes them away with their project,
label or person: until these go, what goes before them is still taken off, and a row that Django had deleted would come
back.
"""

from django.conf import settings
from django.db import models

from annotator.models.items import ItemRole, ItemState


class ItemTally(models.Model):
    """Items of a project that are alike in all that is counted: how many of them there are."""

    project = models.ForeignKey("Project", models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    role = models.CharField(max_length=8, choices=ItemRole)
    state = models.CharField(max_length=12, choices=ItemState)
    # As the item has them.
    answers = models.PositiveSmallIntegerField()
    asked_for = models.PositiveSmallIntegerField()
    truth = models.ForeignKey(
        "Label", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    # Whether its label was decided, and whether another item is asked in its place.
    is_settled = models.BooleanField()
    is_duplicate = models.BooleanField()

    items = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "role", "state", "answers", "asked_for", "truth", "is_settled", "is_duplicate"],
                nulls_distinct=False,
                name="item_tally_once",
            ),
        ]


class AnswerTally(models.Model):
    """Answers of one person that stand, with one label (null: skips), on audit items or on others.

    answers: how many. timed, seconds: of the labels among them whose time tells how fast somebody is
    (selectors/people.py), how many and in all. checked, correct: on audit items whose true label is known, and those
    with that label.
    """

    project = models.ForeignKey("Project", models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    label = models.ForeignKey(
        "Label", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    is_audit = models.BooleanField()

    answers = models.BigIntegerField()
    timed = models.BigIntegerField()
    # To the microsecond, so that what is added can be taken away again.
    seconds = models.DecimalField(max_digits=20, decimal_places=6)
    checked = models.BigIntegerField()
    correct = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user", "label", "is_audit"], nulls_distinct=False, name="answer_tally_once"
            ),
        ]
