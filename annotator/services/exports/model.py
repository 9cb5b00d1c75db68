"""The model: its numbers, what they mean, and a script of a few lines that runs it."""

import json
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import selection
from annotator.errors import Conflict
from annotator.models import Project, Round
from annotator.selectors.representation import ABOUT, TITLES
from annotator.selectors.results import accuracy_sentence
from annotator.sources.features import fitted_path
from annotator.sources.newest_model import newest_state, nothing_learned
from selection import Portable

SCRIPTS = Path(__file__).parent / "scripts"
README = """# The model of “{name}”

Learned in round {round}, from {labels} labels. {accuracy}

It looks at: {representation}. `model.json` says which labels it can give, by position.

    python run.py {example}

prints the label that it gives each, one a line; how it does so stands in `run.py`.
"""


def write_model(project: Project, file: BinaryIO) -> tuple[int, list[str]]:
    """A zip of the newest model; how many files it holds, and how good it is. Raises Conflict (no_model)."""
    done, state, strategy = newest_state(project)
    if not state.proxy:
        raise nothing_learned()
    if strategy.features and not strategy.by_view:
        detail = f"This model looks at features of “{strategy.features}”, a model of your own; it stays with that one."
        raise Conflict("model_not_portable", detail)
    model = selection.portable(state, strategy=strategy)
    told = accuracy_sentence(done)
    files: dict[str, bytes] = {
        model.name: model.file,
        "model.json": json.dumps(_told(project, done, model), ensure_ascii=False, indent=1).encode(),
        "run.py": (SCRIPTS / f"run_{model.kind}.py").read_bytes(),
        "README.md": _readme(project, done, model, told=told).encode(),
        **_fitted(project, model),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return len(files), [told]


def _told(project: Project, done: Round, model: Portable) -> dict[str, Any]:
    names = dict(project.labels.values_list("position", "name"))
    return {
        "project": project.name,
        "kind": project.kind,
        "round": done.number,
        "labels": [names.get(position, "") for position in range(model.n_classes)],
        "model": model.kind,
        "representation": model.representation,
        "encoders": {name: selection.ENCODERS[name].identity for name in model.parts},
        "dimension": sum(selection.ENCODERS[name].dimension for name in model.parts) or None,
        "audit_right": done.audit_right,
        "audit_n": done.audit_n,
    }


def _readme(project: Project, done: Round, model: Portable, *, told: str) -> str:
    title = TITLES.get(model.representation, model.representation)
    about = ABOUT.get(model.representation, "")
    return README.format(
        name=project.name,
        round=done.number,
        labels=f"{done.labels_total:,}",
        accuracy=told,
        representation=f"{title.lower()} ({about})" if about else "the items themselves",
        example="picture.jpg another.jpg" if project.kind == "image" else "texts.csv",
    )


def _fitted(project: Project, model: Portable) -> dict[str, bytes]:
    """What an encoder has learned of this project's own items goes with the model."""
    fitted = [fitted_path(project.pk, selection.ENCODERS[name]) for name in model.parts]
    return {path.name: path.read_bytes() for path in fitted if path.exists()}
