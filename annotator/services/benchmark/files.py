"""A benchmark as a file: every point as CSV, everything as JSON, the table of the papers as LaTeX."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from django.core.serializers.json import DjangoJSONEncoder

from annotator.models import Benchmark, BenchmarkPoint
from annotator.selectors.benchmark import rows as select
from annotator.services.benchmark.latex import table

# Of each point, one column each. Estimates of the error come as value, low, high and number of items.
PLAIN = ("labels", "money", "people_s", "update_s", "score_s", "query_s", "other_s", "measure_s")
COUNTS = ("candidates", "sample_steps", "error", "proxy_error")
ESTIMATES = ("audit", "lure")
PARTS = ("value", "low", "high", "n")


@dataclass(frozen=True)
class File:
    name: str
    content: str
    content_type: str


def written(benchmark: Benchmark, ending: str) -> File:
    """The benchmark in one of the formats of WRITERS, as far as it has come."""
    suffix, content_type, write = WRITERS[ending]
    return File(f"benchmark-{benchmark.pk}.{suffix}", write(benchmark), content_type)


def _csv(benchmark: Benchmark) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    estimated = [f"{name}_{part}" for name in ESTIMATES for part in PARTS]
    writer.writerow(["strategy", "seed", "round", *PLAIN, *COUNTS, *estimated])
    for point in _points(benchmark):
        estimates = [(getattr(point, name) or {}).get(part) for name in ESTIMATES for part in PARTS]
        plain = [getattr(point, name) for name in (*PLAIN, *COUNTS)]
        writer.writerow([point.run.arm, point.run.seed, point.round, *plain, *estimates])
    return out.getvalue()


def _json(benchmark: Benchmark) -> str:
    """All that is shown, and each point with the rows whose labels it brought."""
    content = asdict(select.findings(benchmark))
    points = [
        {"strategy": point.run.arm, "seed": point.run.seed, "round": point.round}
        | {name: getattr(point, name) for name in (*PLAIN, *COUNTS, *ESTIMATES, "rows")}
        for point in _points(benchmark)
    ]
    content = {**content.pop("row"), **content, "environment": benchmark.frozen.get("environment"), "points": points}
    return json.dumps(content, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False)


def _latex(benchmark: Benchmark) -> str:
    return table(select.findings(benchmark))


def _points(benchmark: Benchmark) -> Iterator[BenchmarkPoint]:
    points = BenchmarkPoint.objects.filter(run__benchmark=benchmark).select_related("run")
    return points.order_by("run__seed", "run__pk", "round").iterator()


WRITERS: Mapping[str, tuple[str, str, Callable[[Benchmark], str]]] = {
    "csv": ("csv", "text/csv; charset=utf-8", _csv),
    "json": ("json", "application/json", _json),
    "latex": ("tex", "application/x-tex; charset=utf-8", _latex),
}
