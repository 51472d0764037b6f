"""What reading makes of a document or an upload, worked out once for each content and each correction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.correction import CorrectionChange
from copilot.domain.document import Document
from copilot.domain.preview import Preview
from copilot.errors import ButterflyError
from copilot.ui.state import TROUBLE_KEY, say, the_copilot

KEPT_LOOKS = 12


@dataclass(frozen=True, slots=True)
class Look:
    """A preview on a page. `key` begins the keys of its widgets and changes with every correction."""

    brand: Brand
    preview: Preview
    key: str

    @property
    def name(self) -> str:
        return self.preview.file.name


def at_document(brand: Brand, document: Document) -> Look:
    """A look at the current version of a document. Raises `UnreadableFile`."""
    copilot = the_copilot()
    serial = copilot.correcting.said(brand, document.name).serial
    preview = _read(
        (document.id, document.sha256, str(serial), _fingerprint(brand)),
        lambda: copilot.correcting.preview(brand, document),
    )
    return Look(brand, preview, f"look.{document.id}.{document.version}.{serial}")


def at_upload(brand: Brand, name: str, content: bytes) -> Look:
    """A look at what learning an upload would make of it. Raises `UnreadableFile`."""
    copilot = the_copilot()
    digest = hashlib.sha256(content).hexdigest()
    serial = copilot.correcting.said(brand, name).serial
    preview = _read(
        (brand.id, name, digest, str(serial), _fingerprint(brand)),
        lambda: copilot.correcting.preview_file(brand, name, content),
    )
    return Look(brand, preview, f"look.{brand.id}.{digest[:12]}.{serial}")


def say_it(brand: Brand, name: str, change: CorrectionChange) -> None:
    """Correct the document of that name, in a callback; a trouble is told in the frame."""
    if not change.said and not change.undone:
        return
    try:
        document = the_copilot().correct(name, change, brand.id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    key = "reading.read_again" if document else "reading.noted"
    st.toast(say(key, version=document.version if document else 0), icon=":material/check:")


@st.cache_data(max_entries=KEPT_LOOKS, show_spinner=False)
def _read(key: tuple[str, ...], _preview: Callable[[], Preview]) -> Preview:  # noqa: ARG001
    """Without the bytes, which nobody looks at."""
    preview = _preview()
    return replace(preview, file=replace(preview.file, content=b""))


def _fingerprint(brand: Brand) -> str:
    """Product names decide what rows are about."""
    return hashlib.sha256(repr(brand).encode("utf-8", "surrogatepass")).hexdigest()
