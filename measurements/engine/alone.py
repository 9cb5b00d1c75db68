"""Each measurement of the engine in a process of its own, so that its peak memory is its own.

Apart from `__main__`, which a spawned process does not import.
"""

import importlib
import multiprocessing
import resource
from concurrent.futures import ProcessPoolExecutor

from measurements.figures import Figure, Result

# Each is a module with `measure(*, quick: bool) -> Result`.
MEASUREMENTS: dict[str, str] = {
    "throughput": "measurements.engine.throughput",
    "flat_rounds": "measurements.engine.flat_rounds",
    "pool_growth": "measurements.engine.pool_growth",
    "k_centers": "measurements.engine.k_centers",
    "entropy": "measurements.engine.entropy",
    "encoders": "measurements.engine.encoders",
    "heads": "measurements.engine.heads",
    "label_radar": "measurements.engine.label_radar",
}


def measured(name: str, *, quick: bool) -> Result:
    """The measurement in a fresh process, its peak memory among the figures."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        result, peak_mb = pool.submit(_inside, MEASUREMENTS[name], quick=quick).result()
    peak = Figure(f"{name.replace('_', ' ')}: peak memory of its largest process", peak_mb, "MB", peak_mb, peak_mb)
    return Result([*result.figures, peak], result.raw)


def _inside(module: str, *, quick: bool) -> tuple[Result, float]:
    """The measurement of `module`, and the peak memory in MB of this process, or of a larger one that it started."""
    result: Result = importlib.import_module(module).measure(quick=quick)
    peaks = (resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return result, max(peaks) / 1024
