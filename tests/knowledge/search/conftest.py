"""A small brand with passages, and an index over it in a temporary folder."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from copilot.domain.brand import Brand, Product
from copilot.domain.document import IndexChange
from copilot.domain.evidence import Passage, Role, Source
from copilot.knowledge.search import BuiltInEmbedder, KnowledgeIndex, VectorIndex

BRAND = Brand(
    id="testbed",
    name="测试家居",
    products=(
        Product("山茶乳胶枕", aliases=("小茶",)),
        Product("山茶乳胶枕 Max"),
        Product("雪松床垫", aliases=("大雪松",)),
    ),
)

MakePassage = Callable[..., Passage]


def make(passage_id: str, text: str, role: Role = Role.FAQ, product: str | None = None, *tags: str) -> Passage:
    """A passage of one document."""
    return Passage(passage_id, text, role, Source("doc", "手册.md", 1, passage_id), product=product, tags=tags)


PASSAGES = (
    make("wash", "枕套可以机洗，枕芯不能下水，用湿布擦净后阴干。", Role.FAQ, "山茶乳胶枕"),
    make("return", "签收后三十天内，不满意可以退货，运费由我们承担。", Role.POLICY),
    make("height", "山茶乳胶枕高十一厘米，适合肩宽的侧睡者。", Role.SPEC, "山茶乳胶枕"),
    make("height-max", "山茶乳胶枕 Max 高十三厘米，给习惯高枕的人。", Role.SPEC, "山茶乳胶枕 Max"),
    make("mattress", "雪松床垫软硬两面可翻，腰不好的人先睡硬面。", Role.BENEFIT, "雪松床垫"),
    make("review", "用了两个月，早上起来脖子不僵了，就是刚拆开有点味道。", Role.PROOF, "山茶乳胶枕", "rating:4"),
    make("ship", "下单后四十八小时内从杭州发货，偏远地区多两天。", Role.FAQ),
    make("story", "创始人的父亲是木匠，第一张床架是给邻居做的。", Role.STORY),
)


@pytest.fixture
def brand() -> Brand:
    """The brand the passages belong to."""
    return BRAND


@pytest.fixture
def passage() -> MakePassage:
    """Makes passages."""
    return make


@pytest.fixture(scope="session")
def embedder() -> BuiltInEmbedder:
    """The encoder, loaded once."""
    return BuiltInEmbedder()


@pytest.fixture
def index(tmp_path: Path, embedder: BuiltInEmbedder) -> Iterator[KnowledgeIndex]:
    """An empty index."""
    index = KnowledgeIndex(embedder, VectorIndex(tmp_path / "vectors"), tmp_path / "words")
    yield index
    index.close()


@pytest.fixture
def learned(index: KnowledgeIndex) -> KnowledgeIndex:
    """An index that has all passages."""
    index.apply(BRAND, added(*PASSAGES))
    return index


@pytest.fixture
def load() -> Callable[[Sequence[str]], Mapping[str, Passage]]:
    """The database: it has all passages."""
    return database(*PASSAGES)


def added(*passages: Passage) -> list[IndexChange]:
    """The change log of adding these."""
    return [IndexChange(seq, passage.id, passage) for seq, passage in enumerate(passages, start=1)]


def database(*passages: Passage) -> Callable[[Sequence[str]], Mapping[str, Passage]]:
    """Loads passages by id, those it has."""
    kept = {passage.id: passage for passage in passages}
    return lambda ids: {i: kept[i] for i in ids if i in kept}
