"""Is somebody too fast to have looked? Held against the pace of the others, never against a wish."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

# So many of the last answers must be too fast: first somebody is told, then stopped. One answer in eight may be slower.
TOLD_AFTER, TOLD_FAST = 8, 7
STOPPED_AFTER, STOPPED_FAST = 15, 13
# Nobody reads, decides and presses a key in less, in seconds.
FLOOR = 0.4
# Nobody is too fast who takes so long, in seconds.
CEILING = 1.5
# Too fast is half of what one in ten answers of the others took, at most.
QUICK_SHARE, PART = 0.1, 0.5
# So many answers of others tell their pace.
TEAM_AT_LEAST = 50
# One answer for all is no chance below this, judged by how often the others give it.
UNLIKELY = 0.001


@dataclass(frozen=True, slots=True)
class Timed:
    """One answer. seconds: on screen, as the page says; answer: a label, or None for a skip."""

    seconds: float
    answer: Hashable


@dataclass(frozen=True, slots=True)
class Hurry:
    """Somebody is too fast. is_stopped: long enough to be stopped, not only told. seconds: per answer, at most, in the
    middle of those looked at; limit: what would not have been too fast. is_unvarying: and they were all the same.
    """

    is_stopped: bool
    seconds: float
    limit: float
    is_unvarying: bool = False


def hurry_of(own: Sequence[Timed], *, spans: Sequence[float], team: Sequence[Timed]) -> Hurry | None:
    """own: the last answers, the newest first. spans: for each n, seconds from when the first of the newest n + 1 items
    was handed out until the newest answer came: whatever the page says of its times, they took no longer. team: answers
    of others. None: not too fast.
    """
    limit = limit_of(team)
    for count, fast, is_stopped in ((STOPPED_AFTER, STOPPED_FAST, True), (TOLD_AFTER, TOLD_FAST, False)):
        if len(own) < count:
            continue
        newest, each = own[:count], spans[count - 1] / count
        seconds = min(_middle([one.seconds for one in newest]), each)
        if each < limit or sum(one.seconds < limit for one in newest) >= fast:
            return Hurry(is_stopped, seconds, limit)
        # Twice as slow may be honest work, but not when it is always the same where others vary.
        is_quick = sum(one.seconds < 2 * limit for one in newest) >= fast
        if is_quick and is_unlikely(newest, team):
            return Hurry(is_stopped, seconds, 2 * limit, is_unvarying=True)
    return None


def may_be_hurried(own: Sequence[Timed], *, spans: Sequence[float]) -> bool:
    """Whether it is worth asking `hurry_of`, whatever the pace of the others is."""
    if len(own) < TOLD_AFTER:
        return False
    quick = sum(one.seconds < 2 * CEILING for one in own[:TOLD_AFTER])
    each = [spans[count - 1] / count for count in (TOLD_AFTER, STOPPED_AFTER) if len(spans) >= count]
    return quick >= TOLD_AFTER - (STOPPED_AFTER - STOPPED_FAST) or min(each) < CEILING


def limit_of(team: Sequence[Timed]) -> float:
    """Seconds below which an answer is too fast."""
    taken = sorted(one.seconds for one in team if one.seconds > 0)
    if len(taken) < TEAM_AT_LEAST:
        return FLOOR
    return min(CEILING, max(FLOOR, PART * taken[int(QUICK_SHARE * len(taken))]))


def is_unlikely(newest: Sequence[Timed], team: Sequence[Timed]) -> bool:
    """All of these are the same, and others give that answer so seldom that this is no chance."""
    given = {one.answer for one in newest}
    if len(given) > 1 or len(team) < TEAM_AT_LEAST:
        return False
    share = Counter(one.answer for one in team)[given.pop()] / len(team)
    return float(share) ** len(newest) < UNLIKELY


def _middle(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]
