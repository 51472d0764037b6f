"""What the store promises about chains and what people said about them."""

from datetime import UTC, datetime

import pytest

from copilot.domain.brand import Brand
from copilot.domain.chain import Chain, ChainCorrection, Link, LinkKind
from copilot.domain.evidence import Role, Source
from copilot.errors import UnknownName
from copilot.store import Store
from tests.contracts.conftest import FileMaker

LINK = Link("肩膀有地方放", "p1", Source("d1", "评价.csv", 1, "A2"), Role.PROOF)
CHAIN = Chain("云朵枕", "field:高度", "高度", Link("高度：10cm"), words=LINK, others={LinkKind.PROOF: (LINK,)})
SAID = ChainCorrection("云朵枕", "field:高度", LinkKind.DOES, Link("侧睡不压肩"), CHAIN.about, "高度", by="林姐")


def test_chains_come_back_as_they_were_kept_and_give_way_to_the_next(store: Store, brand: Brand) -> None:
    store.chains.keep(brand.id, "云朵枕", [CHAIN, CHAIN], "one")
    assert (store.chains.of(brand.id, "云朵枕"), store.chains.digest(brand.id, "云朵枕")) == ((CHAIN, CHAIN), "one")
    store.chains.keep(brand.id, "云朵枕", [], "two")
    assert (store.chains.of(brand.id, "云朵枕"), store.chains.digest(brand.id, "云朵枕")) == ((), "two")
    assert (store.chains.of(brand.id, "别的"), store.chains.digest(brand.id, "别的")) == ((), "")


def test_the_later_correction_of_a_link_applies(store: Store, brand: Brand) -> None:
    made = store.chains.correct(brand.id, SAID)
    assert made.at == datetime(2026, 11, 23, 4, 1, tzinfo=UTC)
    assert store.chains.corrections(brand.id, "云朵枕") == (made,)
    later = store.chains.correct(brand.id, ChainCorrection("云朵枕", "field:高度", LinkKind.DOES, Link("枕着不塌")))
    hidden = store.chains.correct(brand.id, ChainCorrection("云朵枕", "field:高度", None))
    assert store.chains.corrections(brand.id, "云朵枕") == (later, hidden)
    assert store.chains.corrections(brand.id, "别的") == ()


def test_undoing_takes_back_everything_said_about_that_link(store: Store, brand: Brand) -> None:
    for _ in range(2):
        store.chains.correct(brand.id, SAID)
    hidden = store.chains.correct(brand.id, ChainCorrection("云朵枕", "field:高度", None))
    store.chains.undo(brand.id, "云朵枕", "field:高度", LinkKind.DOES, "小满")
    assert store.chains.corrections(brand.id, "云朵枕") == (hidden,)
    with pytest.raises(UnknownName):
        store.chains.undo(brand.id, "云朵枕", "field:高度", LinkKind.DOES)


def test_sources_are_what_is_live_about_the_product_and_what_is_shared(
    store: Store, brand: Brand, file: FileMaker
) -> None:
    kept = store.documents.keep(brand.id, file("a.md", "枕芯", product="云朵枕"))
    store.documents.keep(brand.id, file("faq.md", "能退吗", role=Role.FAQ))
    store.documents.keep(brand.id, file("b.md", "别的芯", product="别的"))
    own, shared = store.chains.sources(brand.id, "云朵枕", (Role.FAQ,), 10)
    assert ([p.text for p in own], [p.text for p in shared]) == (["枕芯"], ["能退吗"])
    store.documents.delete(brand.id, kept.document.id)
    assert store.chains.sources(brand.id, "云朵枕", (Role.FAQ,), 10)[0] == ()


def test_corrections_belong_to_a_brand_there_is(store: Store) -> None:
    with pytest.raises(UnknownName):
        store.chains.correct("nobody", SAID)
    with pytest.raises(UnknownName):
        store.chains.keep("nobody", "云朵枕", [], "one")
