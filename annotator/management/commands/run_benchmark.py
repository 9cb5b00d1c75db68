"""manage.py run_benchmark NAME --strategies a,b [--seeds N] [--initial N] [--query N] [--rounds N] …"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from annotator.management.base import ProjectCommand, project_called
from annotator.models import Benchmark, BenchmarkSource
from annotator.selectors.benchmark.rows import findings, row
from annotator.selectors.benchmark.settings import JUDGES, Annotators, Settings
from annotator.services.benchmark import lifecycle
from annotator.services.benchmark import play as benchmark_play
from annotator.services.benchmark.files import WRITERS, written


class Command(ProjectCommand):
    help = "Play strategies against each other on a project's items, in this process; the page shows it as well."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--strategies", default="default,random", help="names, with commas (default,random)")
        parser.add_argument("--seeds", type=int, default=3, help="paired seeds (3)")
        parser.add_argument("--initial", type=int, default=50, help="labels of the first round (50)")
        parser.add_argument("--query", type=int, default=50, help="labels of each later round (50)")
        parser.add_argument("--rounds", type=int, default=4, help="rounds after the first (4)")
        parser.add_argument("--pool", type=int, default=0, help="items to choose from; 0: all (0)")
        parser.add_argument("--test", type=int, default=0, help="items to test on; 0: a fifth, at most 2,000 (0)")
        parser.add_argument("--source", choices=BenchmarkSource.values, default="truth", help="whose labels (truth)")
        parser.add_argument("--judge", choices=JUDGES, default="fresh", help="whose error is measured (fresh)")
        parser.add_argument("--annotators", type=int, default=1, help="how many people share the work (1)")
        parser.add_argument("--noise", type=float, default=0.0, help="probability of a wrong label (0)")
        parser.add_argument("--out", type=Path, default=None, help="a file to write: .csv, .json or .tex")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path | None = options["out"]
        format_ = None if out is None else _format(out)
        settings = _settings(options)
        benchmark = lifecycle.create(project_called(options["name"]), user=None, settings=settings)
        with tqdm(total=settings.total, unit=" rounds") as bar:

            def show() -> None:
                bar.update(row(benchmark).done - bar.n)

            benchmark_play.play_all(benchmark, progress=show)
        benchmark.refresh_from_db()
        if out is not None and format_ is not None:
            out.write_text(written(benchmark, format_).content, encoding="utf-8")
        self._say(benchmark)

    def _say(self, benchmark: Benchmark) -> None:
        results = findings(benchmark)
        for arm in results.arms:
            if arm.row is not None:
                error = arm.row.error
                self.stdout.write(f"{arm.title}: error {100 * error.mean:.1f} ± {100 * error.spread:.1f} %")
        self.stdout.write(results.row.sentence)
        if benchmark.error:
            raise CommandError(benchmark.error)


def _format(out: Path) -> str:
    by_suffix = {f".{suffix}": name for name, (suffix, _, _) in WRITERS.items()}
    if out.suffix not in by_suffix:
        raise CommandError(f"{out} must end in one of {', '.join(by_suffix)}.")
    return by_suffix[out.suffix]


def _settings(options: dict[str, Any]) -> Settings:
    counts = {name: options[name] for name in ("seeds", "initial", "query", "rounds", "pool", "test")}
    if min(counts["seeds"], counts["initial"], counts["query"], options["annotators"]) < 1 or min(counts.values()) < 0:
        raise CommandError("Counts must be at least 1; only --rounds, --pool and --test may be 0.")
    if not 0 <= options["noise"] <= 1:
        raise CommandError("--noise must be between 0 and 1.")
    return Settings(
        **counts,
        source=options["source"],
        judge=options["judge"],
        strategies=tuple(name.strip() for name in options["strategies"].split(",") if name.strip()),
        annotators=Annotators(count=options["annotators"], noise=options["noise"]),
    )
