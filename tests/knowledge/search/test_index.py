"""Search over a real Chroma folder and a real word index."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from copilot.domain.brand import Brand
from copilot.domain.document import IndexChange
from copilot.domain.evidence import Passage, Role
from copilot.domain.ladder import Step
from copilot.domain.query import SearchQuery
from copilot.errors import IndexFailed
from copilot.knowledge.search import BuiltInEmbedder, KnowledgeIndex, VectorIndex, words
from copilot.knowledge.search.ideas import load_ideas

Load = Callable[[Sequence[str]], Mapping[str, Passage]]


def found(index: KnowledgeIndex, query: SearchQuery, load: Load) -> list[str]:
    return [hit.passage.id for hit in index.search(query, load)]


def log(*passages: Passage, start: int = 1) -> list[IndexChange]:
    return [IndexChange(seq, passage.id, passage) for seq, passage in enumerate(passages, start=start)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("枕芯能不能放洗衣机里洗", "wash"),
        ("不合适退起来麻烦吗", "return"),
        ("多久能发货", "ship"),
        ("腰疼睡哪面", "mattress"),
    ],
)
def test_a_customers_question_finds_its_passage_among_the_first_three(
    learned: KnowledgeIndex, brand: Brand, load: Load, question: str, expected: str
) -> None:
    assert expected in found(learned, SearchQuery(brand, question), load)[:3]


def test_a_hit_explains_itself_by_both_legs(learned: KnowledgeIndex, brand: Brand, load: Load) -> None:
    hit = learned.search(SearchQuery(brand, "多久能发货"), load)[0]
    assert 0 < hit.score <= 1
    assert hit.words > 0
    assert 0 < hit.meaning <= 1


def test_naming_an_alias_narrows_to_that_product_and_to_what_concerns_all(
    learned: KnowledgeIndex, brand: Brand, load: Load
) -> None:
    products = {h.passage.product for h in learned.search(SearchQuery(brand, "小茶有多高", k=10), load)}
    assert products == {"山茶乳胶枕", None}


def test_a_model_with_a_longer_name_is_not_taken_for_the_shorter(
    learned: KnowledgeIndex, brand: Brand, load: Load
) -> None:
    hits = found(learned, SearchQuery(brand, "山茶乳胶枕max多高", k=10), load)
    assert hits[0] == "height-max"
    assert "height" not in hits


def test_a_product_given_by_alias_narrows_too(learned: KnowledgeIndex, brand: Brand, load: Load) -> None:
    query = SearchQuery(brand, "适合谁", k=10, product="大雪松")
    assert {h.passage.product for h in learned.search(query, load)} == {"雪松床垫", None}


def test_a_step_prefers_the_roles_it_asks_for(learned: KnowledgeIndex, brand: Brand, load: Load) -> None:
    text = "这个枕头真的有用吗"
    plain = found(learned, SearchQuery(brand, text, k=8), load)
    trusting = found(learned, SearchQuery(brand, text, k=8, step=Step.TRUST), load)
    assert plain.index("review") > 0
    assert trusting.index("review") == 0


def test_only_wanted_roles_are_found(learned: KnowledgeIndex, brand: Brand, load: Load) -> None:
    query = SearchQuery(brand, "枕头", k=8, roles=(Role.SPEC, Role.STORY))
    assert set(found(learned, query, load)) == {"height", "height-max", "story"}


def test_what_the_database_no_longer_has_is_never_returned(learned: KnowledgeIndex, brand: Brand, load: Load) -> None:
    def without_wash(ids: Sequence[str]) -> Mapping[str, Passage]:
        return {i: p for i, p in load(ids).items() if i != "wash"}

    assert "wash" not in found(learned, SearchQuery(brand, "枕芯能洗吗", k=8), without_wash)


def test_a_forgotten_passage_leaves_both_indexes(learned: KnowledgeIndex, brand: Brand) -> None:
    assert learned.apply(brand, [IndexChange(9, "wash", None)], vectors_mark=8) == 9
    assert learned.counts(brand.id) == (7, 7)
    assert learned.words_mark(brand.id) == 9


def test_applying_changes_twice_changes_nothing(
    learned: KnowledgeIndex, brand: Brand, passage: Callable[..., Passage]
) -> None:
    changes = log(passage("wash", "枕套可以机洗。"), start=3)
    assert learned.apply(brand, changes) == 3
    assert learned.apply(brand, changes) == 3
    assert learned.counts(brand.id) == (8, 8)


def test_only_the_last_change_of_a_passage_counts(
    index: KnowledgeIndex, brand: Brand, passage: Callable[..., Passage]
) -> None:
    one = passage("one", "毛毯可以机洗。")
    index.apply(brand, [IndexChange(1, "one", one), IndexChange(2, "one", None), IndexChange(3, "one", one)])
    assert index.counts(brand.id) == (1, 1)
    index.apply(brand, [IndexChange(4, "one", None), IndexChange(5, "two", passage("two", "毛毯不能烘干。"))])
    assert index.counts(brand.id) == (1, 1)


@pytest.mark.usefixtures("learned")
def test_a_lost_word_index_is_filled_from_the_change_log_without_touching_the_vectors(
    brand: Brand, load: Load, tmp_path: Path, embedder: BuiltInEmbedder
) -> None:
    again = KnowledgeIndex(embedder, VectorIndex(tmp_path / "vectors"), tmp_path / "other words")
    passages = list(load(["wash", "return", "height"]).values())
    assert again.words_mark(brand.id) == 0
    assert again.apply(brand, log(*passages), vectors_mark=8) == 8
    assert again.counts(brand.id) == (8, 3)
    assert again.words_mark(brand.id) == 3


@pytest.mark.usefixtures("learned")
def test_a_broken_word_index_starts_again_from_nothing(brand: Brand, tmp_path: Path, embedder: BuiltInEmbedder) -> None:
    (meta,) = (tmp_path / "words").rglob("meta.json")
    meta.write_text("{broken", "utf-8")
    again = KnowledgeIndex(embedder, VectorIndex(tmp_path / "vectors"), tmp_path / "words")
    assert again.words_mark(brand.id) == 0


def test_two_processes_share_one_word_index(
    learned: KnowledgeIndex, brand: Brand, tmp_path: Path, embedder: BuiltInEmbedder
) -> None:
    other = KnowledgeIndex(embedder, VectorIndex(tmp_path / "vectors"), tmp_path / "words")
    assert other.words_mark(brand.id) == 8
    learned.apply(brand, [IndexChange(9, "wash", None)], vectors_mark=8)
    assert other.words_mark(brand.id) == 9


def test_a_forgotten_brand_is_filled_anew(learned: KnowledgeIndex, brand: Brand, load: Load) -> None:
    learned.forget_brand(brand.id)
    assert (learned.counts(brand.id), learned.words_mark(brand.id)) == ((0, 0), 0)
    assert learned.apply(brand, log(*load(["ship", "story"]).values(), start=11)) == 12
    assert learned.counts(brand.id) == (2, 2)
    assert learned.words_mark(brand.id) == 12
    assert found(learned, SearchQuery(brand, "多久能发货"), load)[0] == "ship"


def test_brands_do_not_mix(learned: KnowledgeIndex, brand: Brand, load: Load, passage: Callable[..., Passage]) -> None:
    other = Brand(id="另一家", name="另一家")
    learned.apply(other, log(passage("tea", "枕芯能洗吗？不能。")))
    assert found(learned, SearchQuery(other, "枕芯能洗吗", k=9), load) == []
    assert "tea" not in learned.candidates(SearchQuery(brand, "枕芯能洗吗")).ids
    learned.forget_brand(other.id)
    assert learned.counts(other.id) == (0, 0)
    assert learned.counts(brand.id) == (8, 8)


def test_what_says_the_same_counts_once_but_other_numbers_do_not(
    index: KnowledgeIndex, brand: Brand, passage: Callable[..., Passage]
) -> None:
    passages = [
        passage("a", "会员满三百减五十，可与赠品同享，仅限本店。券 30 元"),
        passage("b", "会员满三百减五十，可与赠品同享，仅限本店！券 30 元。"),
        passage("c", "会员满三百减五十，可与赠品同享，仅限本店。券 80 元"),
    ]
    index.apply(brand, log(*passages))
    kept = {p.id: p for p in passages}
    hits = found(index, SearchQuery(brand, "会员券"), lambda ids: {i: kept[i] for i in ids})
    assert len(hits) == 2
    assert "c" in hits


def test_a_passage_out_of_its_dates_is_not_found_for_that_day(
    index: KnowledgeIndex, brand: Brand, passage: Callable[..., Passage]
) -> None:
    old = passage("old", "双十一活动价 299 元", Role.OFFER, None, "valid_from:2026-11-01", "valid_to:2026-11-11")
    index.apply(brand, log(old))
    query = SearchQuery(brand, "活动价多少")

    def load(_: Sequence[str]) -> Mapping[str, Passage]:
        return {"old": old}

    assert found(index, replace(query, at=date(2026, 11, 23)), load) == []
    assert found(index, replace(query, at=date(2026, 11, 5)), load) == ["old"]


def test_an_empty_question_and_an_empty_brand_find_nothing(
    index: KnowledgeIndex, learned: KnowledgeIndex, brand: Brand, load: Load
) -> None:
    assert learned.search(SearchQuery(brand, "  "), load) == ()
    assert index.search(SearchQuery(Brand(id="new", name="new"), "枕头"), load) == ()


def test_an_english_question_finds_other_forms_of_its_words(
    index: KnowledgeIndex, passage: Callable[..., Passage]
) -> None:
    brand = Brand(id="outdoor", name="outdoor")
    passages = {
        "filter": passage("filter", "Paper filters are not included with the dripper."),
        "weight": passage("weight", "The kettle weighs 310 grams with its lid."),
    }
    index.apply(brand, log(*passages.values()))
    query = SearchQuery(brand, "does the dripper include a filter?")
    assert found(index, query, lambda ids: {i: passages[i] for i in ids})[0] == "filter"


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).with_name("chroma")
    process = subprocess.Popen(
        [str(command), "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_open(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_open(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("chroma run did not open its port")


def test_a_chroma_server_serves_two_sites_with_their_own_word_indexes(
    chroma_server: str, tmp_path: Path, embedder: BuiltInEmbedder, brand: Brand, load: Load
) -> None:
    passages = list(load(["wash", "return", "ship"]).values())
    one = KnowledgeIndex(embedder, VectorIndex(url=chroma_server), tmp_path / "one")
    mark = one.apply(brand, log(*passages))
    other = KnowledgeIndex(embedder, VectorIndex(url=chroma_server), tmp_path / "other")
    other.apply(brand, log(*passages), vectors_mark=mark)
    assert found(one, SearchQuery(brand, "多久能发货"), load)[0] == "ship"
    assert found(other, SearchQuery(brand, "多久能发货"), load)[0] == "ship"
    one.forget_brand(brand.id)
    assert one.counts(brand.id) == (0, 0)
    one.close()
    other.close()


def test_a_server_that_does_not_answer_is_an_index_failure(
    tmp_path: Path, embedder: BuiltInEmbedder, brand: Brand
) -> None:
    index = KnowledgeIndex(embedder, VectorIndex(url="http://127.0.0.1:9"), tmp_path / "words")
    with pytest.raises(IndexFailed):
        index.counts(brand.id)


def test_a_question_in_traditional_script_gets_what_the_simplified_one_gets(
    learned: KnowledgeIndex, brand: Brand, load: Load
) -> None:
    traditional = learned.search(SearchQuery(brand, "不滿意可以退貨嗎，運費誰出"), load)
    assert traditional == learned.search(SearchQuery(brand, "不满意可以退货吗，运费谁出"), load)
    assert traditional[0].passage.id == "return"


def test_a_passage_is_found_by_what_it_means_in_the_shop_though_it_shares_no_word(
    index: KnowledgeIndex, brand: Brand, passage: Callable[..., Passage]
) -> None:
    texts = {
        "care": "孕妇及哺乳期女士使用前请遵医嘱。",
        "child": "三岁以上儿童可以使用。",
        "ship": "下单后四十八小时内发货。",
        "wash": "外套可机洗。",
    }
    passages = [passage(i, text) for i, text in texts.items()]
    index.apply(brand, log(*passages))
    asked = SearchQuery(brand, "怀上了能用不")
    assert found(index, asked, lambda ids: {p.id: p for p in passages if p.id in ids})[0] == "care"


def test_a_word_index_of_other_ideas_is_made_again(
    tmp_path: Path, embedder: BuiltInEmbedder, brand: Brand, passage: Callable[..., Passage]
) -> None:
    older = replace(load_ideas(), fingerprint="older")
    with patch.object(words, "load_ideas", lambda: older):
        index = KnowledgeIndex(embedder, VectorIndex(tmp_path / "vectors"), tmp_path / "words")
        index.apply(brand, log(passage("care", "孕妇请遵医嘱。")))
        assert index.words_mark(brand.id) == 1
        index.close()
    newer = KnowledgeIndex(embedder, VectorIndex(tmp_path / "vectors"), tmp_path / "words")
    assert newer.words_mark(brand.id) == 0
    newer.close()
