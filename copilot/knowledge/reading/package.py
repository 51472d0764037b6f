"""Opens Office files (zip packages of XML) without letting them expand, nest or define entities at will."""

import io
import zipfile
from xml.etree import ElementTree

from copilot.errors import UnreadableFile
from copilot.knowledge.reading.limits import Limits

_MOST_PARTS = 5000


class Package:
    """A checked package; parts are read by name."""

    def __init__(self, name: str, content: bytes, main_part: str, limits: Limits) -> None:
        self._name = name
        self._zip = _open(name, content)
        parts = self._zip.infolist()
        if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > limits.unpacked_bytes:
            raise UnreadableFile(name, "file_too_large", "unfolds to more than is allowed")
        if any(p.flag_bits & 1 for p in parts):
            raise UnreadableFile(name, "file_encrypted", "zip entries are encrypted")
        self.parts = frozenset(p.filename for p in parts)
        if main_part not in self.parts:
            raise UnreadableFile(name, "file_foreign", f"no {main_part} inside")

    def read(self, part: str) -> bytes:
        """The bytes of an XML part. A document type definition is refused: it is where entities are made."""
        content = self._zip.read(part)
        wide = content[:4096].replace(b"\0", b"")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<!DOCTYPE" in wide or b"<!ENTITY" in wide:
            raise UnreadableFile(self._name, "file_broken", f"{part} defines entities")
        return content

    def tree(self, part: str) -> ElementTree.Element:
        """The root element of an XML part."""
        return ElementTree.fromstring(self.read(part))

    def targets(self, part: str) -> dict[str, str]:
        """Relationship id → part name, for the relationships of `part`."""
        folder, _, file = part.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels"
        if rels not in self.parts:
            return {}
        found: dict[str, str] = {}
        for relation in self.tree(rels):
            target = relation.get("Target", "")
            found[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else _join(folder, target)
        return found


def local(tag: object) -> str:
    """The name of an element without its namespace (the strict and the usual format differ in nothing else)."""
    return str(tag).rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str) -> str | None:
    """An attribute by local name."""
    return next((v for k, v in element.attrib.items() if local(k) == name), None)


def _open(name: str, content: bytes) -> zipfile.ZipFile:
    if not content.startswith(b"PK"):
        raise UnreadableFile(name, "file_foreign", "not an Office file")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise UnreadableFile(name, "file_broken", str(error)) from error


def _join(folder: str, target: str) -> str:
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in (".", ""):
            parts.append(step)
    return "/".join(parts)
