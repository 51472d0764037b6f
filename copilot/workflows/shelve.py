"""The documents of a brand as they live: listed, looked into at any version, deleted, restored, brought back."""

from dataclasses import dataclass

from copilot.domain.brand import Brand
from copilot.domain.document import Document
from copilot.errors import UnknownName, UnreadableFile
from copilot.store import Store
from copilot.workflows.learn import Learning


@dataclass(frozen=True, slots=True)
class Shelving:
    """Verbs on kept documents. Every version stays; only the current one of a document that is not deleted counts."""

    store: Store
    learning: Learning

    def all(self, brand: Brand, *, deleted: bool = False) -> tuple[Document, ...]:
        """The live documents by name, or those that are deleted."""
        documents = self.store.documents.all(brand.id, include_deleted=deleted)
        return tuple(d for d in documents if (d.deleted_at is not None) is deleted)

    def find(self, brand: Brand, name: str) -> Document:
        """The document of that name or id, deleted or not. Raises `UnknownName`, with names that are like it first."""
        documents = self.store.documents.all(brand.id, include_deleted=True)
        wanted = name.strip().casefold()
        for document in documents:
            if name in (document.id, document.name) or document.name.casefold() == wanted:
                return document
        of_that_end = [d for d in documents if d.name.casefold().rpartition("/")[2] == wanted]
        if len(of_that_end) == 1:
            return of_that_end[0]
        like = sorted(documents, key=lambda d: wanted not in d.name.casefold())
        raise UnknownName("document", name, tuple(d.name for d in like))

    def versions(self, brand: Brand, name: str) -> tuple[Document, ...]:
        """Every version the document ever had, the first first. Raises `UnknownName`."""
        return self.store.documents.versions(brand.id, self.find(brand, name).id)

    def content(self, brand: Brand, name: str, version: int | None = None) -> bytes:
        """The file's bytes, of the current or an older version. Raises `UnknownName`."""
        return self.store.documents.content(brand.id, self.find(brand, name).id, version)

    def delete(self, brand: Brand, name: str) -> Document:
        """Delete a document: from now on nothing of it is found or cited. Raises `UnknownName`."""
        document = self.find(brand, name)
        self.learning.delete(brand, document.id)
        return self.find(brand, document.id)

    def restore(self, brand: Brand, name: str, version: int | None = None) -> Document:
        """Take a deletion back; with a version, let its file be the newest version. Either way it is read with what is
        said about it, and with what products are called, today. Raises `UnknownName`, `UnreadableFile`."""
        document = self.find(brand, name)
        if version is not None or document.deleted_at is not None:
            content = self.store.documents.content(brand.id, document.id, version)
            try:
                self.learning.take_in(brand.id, document.name, content)
            except UnreadableFile:
                if version is not None:
                    raise
                self.store.documents.restore(brand.id, document.id)  # as it was read when it could be
            self.learning.bring_up_to_date(brand)
        return self.find(brand, document.id)
