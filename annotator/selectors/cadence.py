"""How soon the next round follows where rounds are quick: the ranking should be a deck old and no older.

Only where a head learned on features. A proxy that is trained for seconds follows the settings, and so does a project
whose rounds wait for the whole batch.
"""

import math
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

import selection
from annotator.models import Project, Round, RoundStatus, Turn
from annotator.selectors.rounds import in_step

# Of its time the worker of rounds spends at most one part in so many on them, shared by the projects that it serves.
REST = 2
# A project whose last turn ended so long ago shares the worker.
RECENT = timedelta(minutes=1)


def next_after(project: Project, done: Round, *, answers: int, seconds: float) -> int | None:
    """Labels that must wait before the round after this one starts; None: as the settings say.

    done: about to be published. answers: all that it consumed, those that came since the round before read its own.
    seconds: that it took.
    """
    if in_step(project) or done.report.get("representation", selection.OWN) == selection.OWN:
        return None
    before = Round.objects.filter(project=project, status=RoundStatus.DONE, number__lt=done.number).last()
    since = (done.started_at - before.started_at).total_seconds() if before else 0.0
    arriving = seconds * answers / since if since > 0 else 0.0
    return labels_until(deck=project.deck_size, arriving=arriving, sharing=_sharing(project))


def labels_until(*, deck: int, arriving: float, sharing: int) -> int:
    """A deck less what comes while the round runs; but so many that the worker rests, however many people label.

    arriving: labels that come while a round runs. sharing: projects that the worker serves.
    """
    return max(1, math.ceil(max(deck - arriving, REST * sharing * arriving)))


def _sharing(project: Project) -> int:
    is_served = Q(began_at__isnull=False) | Q(ended_at__gt=timezone.now() - RECENT)
    return 1 + Turn.objects.filter(is_served).exclude(project=project).count()
