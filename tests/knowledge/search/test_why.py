"""Why a passage was found: what is said of it, and that nothing is worked out for who does not ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from copilot.domain.evidence import Passage, Role, SearchHit
from copilot.domain.ladder import Step
from copilot.domain.query import SearchQuery
from copilot.domain.why import SharedIdea, SharedWord, Why
from copilot.knowledge.search import KnowledgeIndex, index, why
from tests.knowledge.search.conftest import BRAND, PASSAGES, added, database, make

Load = Callable[[Sequence[str]], Mapping[str, Passage]]

TWINS = (
    make("return-2", "签收后三十天内，不满意可以退货，运费由我们承担哦。", Role.FAQ),
    make("return-3", "签收后三十天内不满意，可以退货，运费由我们承担！", Role.FAQ),
    make("en", "Returns are free: we pay the postage within a month. Keep the box.", Role.POLICY),
)


@pytest.fixture
def filled(index: KnowledgeIndex) -> KnowledgeIndex:
    index.apply(BRAND, added(*PASSAGES, *TWINS))
    return index


@pytest.fixture
def everything() -> Load:
    return database(*PASSAGES, *TWINS)


def reason(hits: Sequence[SearchHit], passage_id: str) -> Why:
    found = next(h.why for h in hits if h.passage.id == passage_id)
    assert found is not None
    return found


def asked(text: str, *, k: int = 8, step: Step | None = None, product: str | None = None) -> SearchQuery:
    return SearchQuery(BRAND, text, k=k, step=step, product=product, explain=True)


def whole_words(given: Why) -> list[str]:
    return [w.text for w in given.shared if not w.partly]


def test_shared_words_are_named_as_they_stand_without_words_of_grammar(
    filled: KnowledgeIndex, everything: Load
) -> None:
    hits = filled.search(asked("退货的运费你们承担吗"), everything)
    assert {"退货", "运费", "承担"} == set(whole_words(reason(hits, "return")))


def ideas(index: KnowledgeIndex, load: Load, question: str) -> set[SharedIdea]:
    return {idea for hit in index.search(asked(question), load) if hit.why for idea in hit.why.ideas}


def test_what_is_put_in_other_words_is_told_in_both_as_they_stand(filled: KnowledgeIndex, everything: Load) -> None:
    assert SharedIdea("郵費谁", "运费") in ideas(filled, everything, "郵費谁掏")
    assert SharedIdea("send it back", "Returns") in ideas(filled, everything, "can I send it back")


def test_the_same_word_is_no_idea_put_otherwise(filled: KnowledgeIndex, everything: Load) -> None:
    assert "运费" not in {idea.told for idea in ideas(filled, everything, "运费多少")}


def test_english_words_are_shared_in_any_form(filled: KnowledgeIndex, everything: Load) -> None:
    assert "Returns" in whole_words(reason(filled.search(asked("can I return it"), everything), "en"))


def test_a_character_shared_inside_another_word_is_told_apart(filled: KnowledgeIndex, everything: Load) -> None:
    given = reason(filled.search(asked("枕头洗得了吗"), everything), "wash")
    assert SharedWord("机洗", partly=True) in given.shared
    assert "机洗" not in whole_words(given)


def test_an_alias_in_the_question_finds_the_product_s_name_and_says_so(
    filled: KnowledgeIndex, everything: Load
) -> None:
    given = reason(filled.search(asked("小茶多高"), everything), "height")
    assert given.shared[0] == SharedWord("山茶乳胶枕", product="山茶乳胶枕", asked="小茶")
    assert given.narrowed_to == ("山茶乳胶枕",)


def test_the_sentence_nearest_in_meaning_is_quoted(filled: KnowledgeIndex, everything: Load) -> None:
    given = reason(filled.search(asked("who pays the shipping when I send it back"), everything), "en")
    assert given.sentence == "Returns are free: we pay the postage within a month."
    assert given.sentence_nearness is not None
    assert given.nearness is not None


def test_a_heading_is_no_sentence(index: KnowledgeIndex) -> None:
    headed = replace(make("h", "七天内可以退。运费我们出。"), heading="售后 > 不喜欢能不能退货")
    index.apply(BRAND, added(headed))
    given = reason(index.search(asked("不喜欢能不能退货"), database(headed)), "h")
    assert given.sentence == "七天内可以退。"


def test_a_passage_of_one_sentence_quotes_none(filled: KnowledgeIndex, everything: Load) -> None:
    given = reason(filled.search(asked("枕套怎么洗"), everything), "wash")
    assert (given.sentence, given.sentence_nearness) == ("", None)


def test_a_step_says_whose_roles_it_prefers_and_how_far_that_brought_them(
    filled: KnowledgeIndex, everything: Load
) -> None:
    hits = filled.search(asked("山茶乳胶枕怎么样", step=Step.TRUST), everything)
    policy, height = reason(hits, "return"), reason(hits, "height")
    assert (policy.step, policy.preferred, policy.lifted > 0) == (Step.TRUST, True, True)
    assert (height.preferred, height.lifted <= 0) == (False, True)


def test_what_says_the_same_is_counted_where_it_is_shown_once(filled: KnowledgeIndex, everything: Load) -> None:
    hits = filled.search(asked("退货的运费你们承担吗"), everything)
    shown = [h for h in hits if h.passage.id.startswith("return")]
    assert len(shown) == 1
    assert shown[0].why is not None
    assert shown[0].why.folded == 2


def test_explaining_changes_neither_hits_nor_scores(filled: KnowledgeIndex, everything: Load) -> None:
    query = asked("退货的运费你们承担吗")
    plain = filled.search(replace(query, explain=False), everything)
    assert [replace(h, why=None) for h in filled.search(query, everything)] == list(plain)


def test_nothing_is_explained_unless_it_is_asked_for(
    filled: KnowledgeIndex, everything: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("explained")

    monkeypatch.setattr(index, "explain", fail)
    hits = filled.search(replace(asked("运费"), explain=False), everything)
    assert [h.why for h in hits] == [None] * len(hits)


def test_without_vectors_only_words_are_told(
    filled: KnowledgeIndex, everything: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filled.encoding, "attempt", lambda _: None)
    given = reason(filled.search(asked("退货运费"), everything), "return")
    assert (given.nearness, given.sentence) == (None, "")
    assert "退货" in whole_words(given)


def test_the_list_of_small_words_is_one_of_words() -> None:
    assert {"的", "什么"} < why.small_words()
