"""Corrections of chains hold over what is built, and say when what they stood on has changed."""

from copilot.domain.chain import Chain, ChainCorrection, Link, LinkKind, corrected
from copilot.domain.evidence import Role, Source

REVIEWS = Source("d1", "评价.csv", 1, "A2:F2")
QUOTE = Link("不涩，喝完不心慌", "p1", REVIEWS, Role.PROOF)
CHAIN = Chain("白茶", "field:口感", "口感", Link("口感：清甜"), words=QUOTE)


def said(link: LinkKind | None, what: Link | None = None, about: str = CHAIN.about) -> ChainCorrection:
    return ChainCorrection("白茶", "field:口感", link, what, about, "口感", by="小满")


def test_a_chain_says_which_links_are_missing() -> None:
    assert CHAIN.missing == (LinkKind.DOES, LinkKind.FOR_ME, LinkKind.PROOF)
    assert [link.text for link in CHAIN.links] == ["口感：清甜", "不涩，喝完不心慌"]


def test_a_persons_words_take_the_place_of_the_link() -> None:
    (chain,) = corrected([CHAIN], [said(LinkKind.DOES, Link("第一口是甜的"))], ())
    assert chain.does is not None
    assert (chain.does.text, chain.does.chosen, chain.does.by, chain.does.stale) == (
        "第一口是甜的",
        True,
        "小满",
        False,
    )
    assert chain.words == QUOTE


def test_own_words_are_stale_when_the_property_says_something_else() -> None:
    (chain,) = corrected([CHAIN], [said(LinkKind.DOES, Link("第一口是甜的"), about="口感：微苦\n")], ())
    assert chain.does is not None
    assert chain.does.stale
    assert chain.stale


def test_a_chosen_quote_is_stale_when_its_passage_is_gone() -> None:
    other = Link("罐子好看", "p2", REVIEWS, Role.PROOF)
    (there,) = corrected([CHAIN], [said(LinkKind.WORDS, other)], {"p2"})
    (gone,) = corrected([CHAIN], [said(LinkKind.WORDS, other)], ())
    assert (there.stale, gone.stale) == (False, True)
    assert gone.words is not None
    assert gone.words.text == "罐子好看"


def test_a_link_can_be_left_empty_and_a_chain_hidden() -> None:
    (chain,) = corrected([CHAIN], [said(LinkKind.WORDS), said(None)], ())
    assert chain.words is None
    assert chain.hidden


def test_what_was_said_of_a_property_that_is_gone_stays_and_is_stale() -> None:
    (chain,) = corrected([], [said(LinkKind.DOES, Link("第一口是甜的"))], ())
    assert (chain.name, chain.claim.text, chain.stale) == ("口感", "口感：清甜", True)
    assert chain.does is not None
