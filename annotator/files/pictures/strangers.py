"""Bytes that are no picture which can be read: what they are, and what to do about it."""

import re

JPEG_OR_PNG = "Save it as JPEG or PNG."
# (where, what stands there, what it is, what to do).
_MARKS = [
    (0, b"%PDF", "a PDF document", "Save its pages as PNG or JPEG images."),
    (0, b"8BPS", "a Photoshop file", JPEG_OR_PNG),
    (0, b"gimp xcf", "a GIMP file", "Export it as PNG."),
    (0, b"%!PS", "a PostScript file", "Export it as PNG."),
    (0, b"\xc5\xd0\xd3\xc6", "a PostScript file", "Export it as PNG."),
    (0, b"\xff\x0a", "a JPEG XL image", JPEG_OR_PNG),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL image", JPEG_OR_PNG),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 image", JPEG_OR_PNG),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 image", JPEG_OR_PNG),
    (0, b"\0\0\1\0", "an icon file", "Save it as PNG."),
    (0, b"FUJIFILM", "a raw file of a camera", "Develop it: export it as JPEG."),
    (0, b"FOVb", "a raw file of a camera", "Develop it: export it as JPEG."),
    (0, b"IIRO", "a raw file of a camera", "Develop it: export it as JPEG."),
    (0, b"IIRS", "a raw file of a camera", "Develop it: export it as JPEG."),
    (0, b"IIU\0", "a raw file of a camera", "Develop it: export it as JPEG."),
    (8, b"CR\2", "a raw file of a camera", "Develop it: export it as JPEG."),
    (4, b"ftypcrx", "a raw file of a camera", "Develop it: export it as JPEG."),
    (128, b"DICM", "a DICOM file", "Export its images as PNG, without the patient's data."),
    (0, b"SIMPLE  =", "a FITS file", "Save it as PNG or TIFF."),
    (0, b"\x89HDF", "an HDF5 file", "Write its images out as PNG files."),
    (0, b"\x93NUMPY", "a NumPy array", "Write its images out as PNG files."),
    (0, b"MATLAB 5.0", "a MATLAB file", "Write its images out as PNG files."),
    (0, b"AT&TFORM", "a DjVu document", "Save its pages as PNG."),
    (0, b"\x1aE\xdf\xa3", "a video", "Save the frames that are to be labelled as JPEG images."),
    (4, b"ftypisom", "a video", "Save the frames that are to be labelled as JPEG images."),
    (4, b"ftypmp4", "a video", "Save the frames that are to be labelled as JPEG images."),
    (4, b"ftypqt", "a video", "Save the frames that are to be labelled as JPEG images."),
    (4, b"ftypavif", "an AVIF image that is damaged", JPEG_OR_PNG),
    (4, b"ftypavis", "a moving AVIF image", JPEG_OR_PNG),
    (
        0,
        b"version https://git-lfs",
        "a pointer of Git LFS, not the file itself",
        "Run “git lfs pull” and pack it again.",
    ),
    (0, b"\x80\2}", "a Python pickle, which is never opened", "Write its images out as PNG files."),
    (0, b"\x80\3", "a Python pickle, which is never opened", "Write its images out as PNG files."),
    (0, b"\x80\4", "a Python pickle, which is never opened", "Write its images out as PNG files."),
    (0, b"\x80\5", "a Python pickle, which is never opened", "Write its images out as PNG files."),
    (0, b"\0\0\x08\3", "an array of images in the form of MNIST", "Write its images out as PNG files."),
    (0, b"\0\0\x08\1", "a list of labels in the form of MNIST", "Write the images out into one folder for each class."),
    (0, b"PAR1", "a Parquet file", "Upload it by itself."),
    (0, b"Rar!", "a RAR archive", "Unpack it, or pack it as zip."),
    (0, b"7z\xbc\xaf", "a 7z archive", "Unpack it, or pack it as zip."),
    (0, b"PK\3\4", "a zip file", "Unpack it, or upload it by itself."),
    (0, b"\x1f\x8b", "a gzip file", "Unpack it."),
    (0, b"\x28\xb5\x2f\xfd", "a zstd file", "Unpack it."),
]
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_UNKNOWN = "This is no image that can be read. PNG, JPEG, WebP, AVIF, HEIC, GIF, BMP, TIFF and PPM can be."


def refusal(data: bytes) -> str:
    """What these bytes are, if it is known, and the way out."""
    return known_refusal(data) or _UNKNOWN


def known_refusal(data: bytes) -> str:
    """As `refusal`; empty where it is not known what these bytes are."""
    head = data[:4096]
    if not head:
        return "This file is empty. Download or copy it again."
    for at, mark, what, way_out in _MARKS:
        if head.startswith(mark, at):
            return f"This is {what}. {way_out}"
    if is_heif(head):
        return "This HEIC image is damaged or cannot be read. Save it as JPEG."
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start[:1000] and start.startswith(b"<"):
        return "This is an SVG drawing. Export it as PNG."
    if re.match(rb"<(!doctype html|html|head|body)", start):
        return "This is a web page that was saved under an image's name. Download the image again."
    if start.startswith((b"{", b"[", b"<?xml")):
        return "This is a text file under an image's name. Put the image itself there."
    return ""


def is_heif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


def is_image(head: bytes) -> bool:
    """Do these first bytes begin an image of a type that is read?"""
    return (
        head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"II+\0"))
        or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in (*_HEIF_BRANDS, b"avif", b"avis"))
        or re.match(rb"P[1-6][ \t\r\n]", head) is not None
    )
