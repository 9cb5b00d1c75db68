"""JSON files of other tools that say what images are: FiftyOne, Datumaro, COCO, VIA, LabelMe; plain maps and lists."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from annotator.files.beside.said import Listing, Said, labels_in, plain
from annotator.files.beside.sheets import Sheet
from annotator.files.late_columns import LOOKED_AT

Json = Any
_MANIFEST_FILES = ("source-ref", "imageGcsUri", "image_gcs_uri")
# So much of a list is looked at to see what it is.
SAMPLED = 100


def listing(file: str, value: Json) -> Listing | None:
    """What this file says, if it is of a shape that is known."""
    found = next((found for shape in _SHAPES if (found := shape(value)) is not None), None)
    # Some tools name the image by the name of the file alone.
    own = file.rsplit("/", 1)[-1].rpartition(".")[0]
    return None if found is None else Listing(file, [said if said.name else said._replace(name=own) for said in found])


def sheet(file: str, value: Json) -> Sheet | None:
    """A list of objects, or a map from files to labels or objects, as a table."""
    if isinstance(value, dict):
        lists = [part for part in value.values() if _is_rows(part)]
        if len(lists) == 1 and len(value) <= 20:
            value = lists[0]
    if _is_rows(value):
        rows = [row for row in value if isinstance(row, dict)]
        return Sheet(file, _columns(rows), lambda: iter(enumerate(rows, start=1)))
    if isinstance(value, dict) and value:
        pairs = [{"file": key, **(part if isinstance(part, dict) else {"label": part})} for key, part in value.items()]
        return Sheet(file, _columns(pairs), lambda: iter((None, pair) for pair in pairs))
    return None


def _is_rows(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value[:SAMPLED])


def _columns(rows: list[dict[str, Json]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for row in rows[:LOOKED_AT] for key in row))


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _objects(value: Json) -> list[dict[str, Json]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _named_by(classes: Json) -> Callable[[Json], tuple[str, ...]]:
    """How a target becomes labels: a number by the list of classes, a name as it is, an object by its label."""
    names = classes if isinstance(classes, list) else []

    def labels(target: Json) -> tuple[str, ...]:
        if isinstance(target, dict):
            return labels(target.get("label"))
        if isinstance(target, list):
            return tuple(dict.fromkeys(label for part in target for label in labels(part)))
        if type(target) is int and 0 <= target < len(names):
            return (plain(names[target]),)
        return labels_in(target)

    return labels


def _fiftyone(value: Json) -> Iterator[Said] | None:
    if not (isinstance(value, dict) and "labels" in value and "classes" in value):
        return None
    labels, said = _named_by(value["classes"]), value["labels"]
    if isinstance(said, dict):
        return (_of_target(name, target, labels) for name, target in said.items())
    if isinstance(said, list) and all(isinstance(row, dict) for row in said):
        return (_of_target(plain(_first(row, "filepath", "filename", "id", "name")), row, labels) for row in said)
    return None


def _of_target(name: str, target: Json, labels: Callable[[Json], tuple[str, ...]]) -> Said:
    parts = target if isinstance(target, list) else [target]
    has_boxes = any(isinstance(part, dict) and ("bounding_box" in part or "polylines" in part) for part in parts)
    if has_boxes:
        return Said(name, has_boxes=True)
    more = {key: part for key, part in target.items() if key != "label"} if isinstance(target, dict) else {}
    return Said(name, labels=labels(target), metadata=more)


def _first(row: Mapping[str, Json], *names: str) -> Json:
    return next((row[name] for name in names if row.get(name)), None)


def _datumaro(value: Json) -> Iterator[Said] | None:
    if not (isinstance(value, dict) and isinstance(value.get("items"), list) and "categories" in value):
        return None
    said = _object(_object(value["categories"]).get("label")).get("labels")
    names = [plain(_object(one).get("name", one)) for one in said] if isinstance(said, list) else []
    return (_of_item(item, names) for item in _objects(value["items"]))


def _of_item(item: dict[str, Json], names: list[str]) -> Said:
    name = _object(_first(item, "image", "media")).get("path") or item.get("id")
    said = _objects(item.get("annotations"))
    numbers = [one.get("label_id") for one in said if one.get("type") == "label"]
    known = (names[number] for number in numbers if type(number) is int and 0 <= number < len(names))
    labels = tuple(dict.fromkeys(filter(None, known)))
    more = _object(_first(item, "attr", "attributes"))
    kept = {key: part for key, part in more.items() if key != "frame"}
    has_boxes = any(one.get("type") not in ("label", "caption") for one in said)
    return Said(plain(name), labels=labels, metadata=kept, has_boxes=has_boxes)


def _coco(value: Json) -> Iterator[Said] | None:
    if not (isinstance(value, dict) and _is_rows(value.get("images")) and isinstance(value.get("annotations"), list)):
        return None
    return _coco_rows(value)


def _coco_rows(value: dict[str, Json]) -> Iterator[Said]:
    names = {plain(one.get("id")): plain(one.get("name")) for one in _objects(value.get("categories"))}
    by_image: defaultdict[str, list[dict[str, Json]]] = defaultdict(list)
    for one in _objects(value["annotations"]):
        by_image[plain(one.get("image_id"))].append(one)
    for image in _objects(value["images"]):
        said = by_image.get(plain(image.get("id")), [])
        whole = [one for one in said if _is_of_whole(one, image)]
        numbers = [plain(one.get("category_id", one.get("label"))) for one in whole]
        labels = tuple(dict.fromkeys(filter(None, (names.get(number, number) for number in numbers))))
        name = plain(_first(image, "file_name", "filename", "path", "coco_url"))
        yield Said(name, labels=labels, has_boxes=len(whole) < len(said))


def _is_of_whole(one: dict[str, Json], image: dict[str, Json]) -> bool:
    """An annotation without a box, or with one round all of the image, is of the image as a whole."""
    box = one.get("bbox")
    if box and isinstance(box, list):
        return box == [0, 0, image.get("width"), image.get("height")] and not one.get("segmentation")
    return not one.get("segmentation") and not one.get("keypoints")


def _via(value: Json) -> Iterator[Said] | None:
    images = value.get("_via_img_metadata", value) if isinstance(value, dict) else None
    if not isinstance(images, dict) or not images:
        return None
    if not all(isinstance(one, dict) and "filename" in one and "regions" in one for one in images.values()):
        return None
    return (_of_via(one) for one in images.values())


def _of_via(one: dict[str, Json]) -> Said:
    said = _object(one.get("file_attributes"))
    chosen = {key: _ticked(part) for key, part in said.items()}
    key = next(
        (key for key in chosen if key.casefold() in ("class", "label", "category", "type")), next(iter(chosen), "")
    )
    more = {name: part for name, part in said.items() if name != key}
    return Said(
        plain(one["filename"]), labels=labels_in(chosen.get(key)), metadata=more, has_boxes=bool(one["regions"])
    )


def _ticked(part: Json) -> Json:
    return [name for name, is_set in part.items() if is_set] if isinstance(part, dict) else part


def _labelme(value: Json) -> Iterator[Said] | None:
    if not (isinstance(value, dict) and "imagePath" in value and isinstance(value.get("shapes"), list)):
        return None
    labels = tuple(plain(name) for name, is_set in _object(value.get("flags")).items() if is_set)
    return iter([Said(plain(value["imagePath"]), labels=labels, has_boxes=bool(value["shapes"]))])


def _create_ml(value: Json) -> Iterator[Said] | None:
    if not _is_rows(value) or not all("image" in row and "annotations" in row for row in value[:SAMPLED]):
        return None
    return (_of_create_ml(row) for row in _objects(value) if isinstance(row.get("annotations"), list))


def _of_create_ml(row: dict[str, Json]) -> Said:
    said = row["annotations"]
    whole = [one for one in said if not (isinstance(one, dict) and "coordinates" in one)]
    labels = tuple(label for one in whole for label in labels_in(one.get("label") if isinstance(one, dict) else one))
    return Said(plain(row.get("image")), labels=labels, has_boxes=len(whole) < len(said))


def manifest(sheet: Sheet) -> Listing | None:
    """Lines of SageMaker, Vertex AI and Labelbox."""
    if {"data_row", "projects"} <= set(sheet.columns):
        return Listing(sheet.file, [of_labelbox(row)._replace(line=line) for line, row in sheet.rows()])
    if not set(sheet.columns) & set(_MANIFEST_FILES):
        return None
    return Listing(sheet.file, [_of_manifest(row)._replace(line=line) for line, row in sheet.rows()])


def _of_manifest(row: Mapping[str, Json]) -> Said:
    name = plain(_first(row, *_MANIFEST_FILES))
    one = _first(row, "classificationAnnotation", "classification_annotation", "classificationAnnotations")
    several = _objects(one if isinstance(one, list) else [one])
    labels = [plain(_first(part, "displayName", "display_name")) for part in several]
    about = [part for key, part in row.items() if key.endswith("-metadata") and isinstance(part, dict)]
    labels += [plain(part.get("class-name")) for part in about]
    has_boxes = any("class-map" in part for part in about) or any("boundingBox" in key for key in row)
    return Said(name, labels=tuple(dict.fromkeys(filter(None, labels))), has_boxes=has_boxes)


def _darwin(value: Json) -> Iterator[Said] | None:
    """V7: tags of an item, beside shapes on it."""
    if not (isinstance(value, dict) and "name" in _object(value.get("item")) and "annotations" in value):
        return None
    said = _objects(value["annotations"])
    labels = tuple(dict.fromkeys(plain(one.get("name")) for one in said if "tag" in one))
    return iter([Said(plain(value["item"]["name"]), labels=labels, has_boxes=any("tag" not in one for one in said))])


def _supervisely(value: Json) -> Iterator[Said] | None:
    if not (isinstance(value, dict) and isinstance(value.get("tags"), list) and isinstance(value.get("objects"), list)):
        return None
    labels = tuple(dict.fromkeys(plain(one.get("name")) for one in _objects(value["tags"])))
    return iter([Said("", labels=labels, has_boxes=bool(value["objects"]))])


def _labelbox(value: Json) -> Iterator[Said] | None:
    rows = value if isinstance(value, list) else [value]
    if not _is_rows(rows) or not all("data_row" in row and "projects" in row for row in rows[:SAMPLED]):
        return None
    return (of_labelbox(row) for row in _objects(rows))


def of_labelbox(row: Mapping[str, Json]) -> Said:
    about = _object(row.get("data_row"))
    projects = [_object(one) for one in _object(row.get("projects")).values()]
    said = [_object(one.get("annotations")) for project in projects for one in _objects(project.get("labels"))]
    answers = [answer for one in said for answer in _objects(one.get("classifications"))]
    names = [_object(answer.get("radio_answer")).get("name") for answer in answers]
    names += [one.get("name") for answer in answers for one in _objects(answer.get("checklist_answers"))]
    labels = tuple(dict.fromkeys(filter(None, map(plain, names))))
    name = plain(_first(about, "external_id", "row_data", "id"))
    return Said(name, labels=labels, has_boxes=any(one.get("objects") for one in said))


_SHAPES: tuple[Callable[[Json], Iterator[Said] | None], ...] = (
    _fiftyone,
    _datumaro,
    _coco,
    _via,
    _labelme,
    _create_ml,
    _darwin,
    _supervisely,
    _labelbox,
)
