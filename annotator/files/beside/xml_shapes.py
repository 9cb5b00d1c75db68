"""XML files of other tools that say what images are: CVAT for images, Pascal VOC."""

import io
from collections.abc import Iterator
from xml.etree import ElementTree

from annotator.files.beside.said import Listing, Said
from annotator.files.problems import Remark

_SHAPES = frozenset({"box", "polygon", "polyline", "points", "mask", "ellipse", "cuboid", "skeleton"})


def listing(file: str, data: bytes) -> Listing | None:
    """What this file says; None: it is of another kind, damaged, or brings definitions of its own."""
    # No file of these tools has any (nor is in UTF-16), and they are how an XML file grows without end.
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data or b"\0" in data:
        return None
    try:
        root = ElementTree.parse(io.BytesIO(data)).getroot()  # noqa: S314 - without definitions, see above
    except ElementTree.ParseError:
        return None
    if root.tag == "annotations" and root.find("track") is not None and root.find("image") is None:
        detail = f"{file} holds tracks of a video, which are left out. Export the job as “CVAT for images”."
        return Listing(file, (), remarks=[Remark("boxes_left_out", detail)])
    if root.tag == "annotations" and root.find("image") is not None:
        return Listing(file, list(_cvat(root)))
    if root.tag == "annotation" and root.find("filename") is not None:
        is_boxed = root.find("object") is not None
        return Listing(file, [Said((root.findtext("filename") or "").strip(), has_boxes=is_boxed)])
    return None


def _cvat(root: ElementTree.Element) -> Iterator[Said]:
    for image in root.iter("image"):
        tags = image.findall("tag")
        labels = dict.fromkeys((tag.get("label") or "").strip() for tag in tags)
        more = {
            (attribute.get("name") or "").strip(): (attribute.text or "").strip()
            for tag in tags
            for attribute in tag.findall("attribute")
        }
        has_boxes = any(child.tag in _SHAPES for child in image)
        split = (image.get("subset") or "").strip()
        named = tuple(label for label in labels if label)
        yield Said(image.get("name") or "", None, named, "" if split == "default" else split, more, has_boxes)
