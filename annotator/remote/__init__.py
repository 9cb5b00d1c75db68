"""Files of other machines: from the web and from buckets, and only from places that whoever runs this has allowed."""

from annotator.remote.addresses import Allowed, Place, Refused, Unreachable, place_of
from annotator.remote.buckets import Keys, Listed
from annotator.remote.reading import Remote

__all__ = ["Allowed", "Keys", "Listed", "Place", "Refused", "Remote", "Unreachable", "place_of"]
