"""What selling points made of the brand's sentence: the property, the links taken up, the jargon left behind."""

from copilot.checking.jargon import Jargon
from copilot.checking.voice_rules import load_voice_rules
from copilot.domain.chain import Chain, Link, LinkKind
from copilot.domain.channel import Channel
from copilot.domain.draft import Angle, Citation, Draft, Task, Usage, Variant
from copilot.domain.evidence import Role, Source
from copilot.domain.ladder import Node
from copilot.domain.language import Language
from copilot.workflows.translate import Translation, translations
from tests.support.shop import NOON

SOURCE = Source("d1", "手册.docx", 1, "¶3")
JARGON = Jargon(load_voice_rules())
CHAIN = Chain(
    "云枕",
    "field:填充",
    "填充",
    Link("采用慢回弹绵体，密度55D，人体工学支撑", "claim", SOURCE, Role.BENEFIT),
    does=Link("按下去慢慢陷，松手慢慢起来", "faq", SOURCE, Role.FAQ),
    words=Link("肩膀终于有地方放了", "review", SOURCE, Role.PROOF),
)
OTHER = Chain("云枕", "field:尺寸", "尺寸", Link("尺寸：60×40cm"), words=Link("大小正好", "review", SOURCE, Role.PROOF))


def told(text: str, *cited: str) -> tuple[Translation, ...]:
    citations = tuple(Citation(n, passage, "", "手册.docx", "¶3", 1) for n, passage in enumerate(cited, start=1))
    variant = Variant(text, text, None, Angle.SCENE, "", citations, ())
    draft = Draft(
        "d", "yun", Task.SELLING_POINTS, Channel.MOMENTS, Node.CONVERT, Language.ZH, NOON, text, (variant,), (), (), (),
        "offline", None, Usage(), product="云枕",
    )  # fmt: skip
    return translations(draft, [OTHER, CHAIN], JARGON)


def test_a_text_shows_the_chain_it_tells_and_the_jargon_it_left_behind() -> None:
    (one,) = told("躺下去慢慢陷。有位客人说：“肩膀终于有地方放了。”", "review", "faq")
    assert (one.number, one.chain.key) == (1, "field:填充")
    assert one.links == (LinkKind.DOES, LinkKind.WORDS)
    assert {"慢回弹", "人体工学", "密度"} <= {word.word for word in one.replaced}
    assert next(word.plain for word in one.replaced if word.word == "慢回弹") == "按下去慢慢陷、松手慢慢起来"
    assert one.kept == ()


def test_jargon_that_is_still_there_is_said_to_be() -> None:
    (one,) = told("慢回弹的芯，肩膀终于有地方放了。", "review")
    assert [word.word for word in one.kept] == ["慢回弹"]


def test_a_text_that_cites_no_link_tells_no_chain() -> None:
    assert told("肩膀终于有地方放了。") == ()
    assert told("今天降温，记得晒一晒。", "review") == ()
