"""How a caller ends a round early."""

from collections.abc import Callable

from selection.errors import RoundStopped

Stop = Callable[[], bool]


def stop_if_asked(should_stop: Stop | None) -> None:
    """Raises RoundStopped when the caller wants the round to end."""
    if should_stop is not None and should_stop():
        raise RoundStopped("The round was stopped; nothing was changed.")
