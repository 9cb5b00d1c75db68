"""How old the ranking is when 32 people label at their own pace: labels it had not learned when it gave an item."""

from typing import Any

from measurements.figures import Figure, Result, figure, percentile
from measurements.load import Load
from measurements.scene import NO_ROUNDS, compute_features, populate, rounds, start
from measurements.sizes import Sizes
from measurements.stack import Stack, StackError
from measurements.submissions import generate

PEOPLE = 32
# One label in 2.7 seconds each, a few at a time as a browser sends them.
LABELS_PER_S, SENT_AT_ONCE = 12.0, 5
# Items that a page holds: the ranking should be no older than that.
DECK = 20


def measure(stack: Stack, sizes: Sizes) -> Result:
    scene = populate(stack, people=PEOPLE + 1)
    clients = [scene.sign_in(number) for number in range(PEOPLE + 1)]
    manager = clients[0]
    compute_features(manager, scene.texts("features for decks", count=sizes.queue_items, **NO_ROUNDS), kind="text")
    project = scene.texts("decks", count=sizes.queue_items, deck_size=DECK, batch_size=50)
    start(manager, project)
    taken = generate(
        Load(
            port=stack.port,
            project=project,
            cookies=[client.cookies for client in clients[1:]],
            deck=SENT_AT_ONCE,
            seconds=sizes.followed,
            warm_up=0.0,
            rate=LABELS_PER_S,
        )
    )
    if taken["refused"]:
        raise StackError(f"{taken['refused']} answers were refused")
    behind = stack.inside("labels_behind", project=project, settled=sizes.settled)
    done = [row for row in rounds(manager, project) if row["labels_total"]]
    return Result(_figures(behind, taken), {"labels_behind": behind, "taken": taken, "rounds": done})


def _figures(behind: list[int], taken: dict[str, Any]) -> list[Figure]:
    posts = [1000 * seconds for seconds in taken["post_s"]]
    title = f"{PEOPLE} people at {LABELS_PER_S:g} labels/s, a round after each deck"
    common: dict[str, Any] = {"target": DECK}
    return [
        Figure(f"{title}: labels behind, p50", percentile(behind, 0.5), "labels", min(behind), max(behind), **common),
        Figure("· p95", percentile(behind, 0.95), "labels", min(behind), max(behind), **common),
        figure("· p95 of the POST", [percentile(posts, 0.95)], "ms", target=50.0),
    ]
