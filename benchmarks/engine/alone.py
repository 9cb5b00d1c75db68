"""What runs in the process of one measurement. Apart from `__main__`, which a spawned process does not import."""

import importlib
import resource

from benchmarks.figures import Result


def measured_alone(module: str, *, quick: bool) -> tuple[Result, float]:
    """The measurement of `module`, and the peak memory of this process in MB."""
    result: Result = importlib.import_module(module).measure(quick=quick)
    return result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
