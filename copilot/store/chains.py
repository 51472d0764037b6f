"""Chains as they were built, and what people said about them: corrections are a log, undone by a mark."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update

from copilot.domain.chain import Chain, ChainCorrection, LinkKind
from copilot.domain.evidence import Passage, Role
from copilot.errors import UnknownName
from copilot.store.connection import Database, upsert
from copilot.store.index_log import lock_brand, require_brand
from copilot.store.packing import pack, unpack
from copilot.store.rows import LIVE, select_passages, unique_passages
from copilot.store.schema import documents as d
from copilot.store.schema import passages as p
from copilot.store.schema_chains import chain_builds as b
from copilot.store.schema_chains import chain_corrections as s
from copilot.store.schema_chains import chains as t


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains by brand and product."""

    db: Database
    clock: Callable[[], datetime]

    def digest(self, brand_id: str, product: str) -> str:
        """Of what the stored chains of the product were made; "" where none were."""
        statement = select(b.c.digest).where(b.c.brand_id == brand_id, b.c.product == product)
        with self.db.reading() as connection:
            return connection.execute(statement).scalar_one_or_none() or ""

    def of(self, brand_id: str, product: str) -> tuple[Chain, ...]:
        """The product's chains as they were built, in their order."""
        statement = select(t.c.card).where(t.c.brand_id == brand_id, t.c.product == product).order_by(t.c.position)
        with self.db.reading() as connection:
            return tuple(unpack(Chain, card) for (card,) in connection.execute(statement))

    def keep(self, brand_id: str, product: str, chains: Sequence[Chain], digest: str) -> None:
        """Put these in the place of those there were. Raises `UnknownName` for the brand."""
        rows = [
            {"brand_id": brand_id, "product": product, "position": n, "card": pack(chain)}
            for n, chain in enumerate(chains)
        ]
        build = {"brand_id": brand_id, "product": product, "digest": digest, "built_at": self.clock()}
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            connection.execute(delete(t).where(t.c.brand_id == brand_id, t.c.product == product))
            if rows:
                connection.execute(insert(t), rows)
            upsert(connection, b, [build], key=("brand_id", "product"), overwrite=("digest", "built_at"))

    def sources(
        self, brand_id: str, product: str, shared: Collection[Role], limit: int
    ) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """Live passages about the product, and those of the roles `shared` about no one product; of each at most
        `limit`, in the order they were kept."""
        about = select_passages().where(LIVE, d.c.brand_id == brand_id)
        roles = [role.value for role in shared]
        own = about.where(p.c.product == product)
        general = about.where(or_(p.c.product.is_(None), p.c.product != product), p.c.role.in_(roles))
        with self.db.reading() as connection:
            found = [
                tuple(
                    unique_passages(
                        connection.execute(one.order_by(p.c.version_id, p.c.position).limit(limit))
                    ).values()
                )
                for one in (own, general)
            ]
        return found[0], found[1]

    def correct(self, brand_id: str, correction: ChainCorrection) -> ChainCorrection:
        """Keep what a person said; it takes the place of what was said about that link before. Raises `UnknownName`."""
        made = replace(correction, at=self.clock())
        row = {
            "brand_id": brand_id,
            "product": made.product,
            "key": made.key,
            "link": _link(made.link),
            "card": pack(made),
            "said_by": made.by,
            "said_at": made.at,
            "undone_by": "",
            "undone_at": None,
        }
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            connection.execute(insert(s), [row])
        return made

    def undo(self, brand_id: str, product: str, key: str, link: LinkKind | None, by: str = "") -> None:
        """Take back whatever was said about a link, or (None) about the chain as a whole. Raises `UnknownName` where
        nothing was, or no longer is."""
        here = (s.c.brand_id == brand_id, s.c.product == product, s.c.key == key, s.c.link == _link(link))
        undone = update(s).where(*here, s.c.undone_at.is_(None)).values(undone_by=by, undone_at=self.clock())
        with self.db.writing() as connection:
            if connection.execute(undone).rowcount == 0:
                raise UnknownName("chain_correction", f"{key} {_link(link)}".strip())

    def corrections(self, brand_id: str, product: str) -> tuple[ChainCorrection, ...]:
        """What applies: of each link what was said last, unless it was undone; oldest first."""
        statement = (
            select(s.c.card)
            .where(s.c.brand_id == brand_id, s.c.product == product, s.c.undone_at.is_(None))
            .order_by(s.c.place)
        )
        with self.db.reading() as connection:
            said = [unpack(ChainCorrection, card) for (card,) in connection.execute(statement)]
        return tuple({(one.key, one.link): one for one in said}.values())


def _link(link: LinkKind | None) -> str:
    return link.value if link else ""
