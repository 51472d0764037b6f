"""Cards and scripts: checked, and turned into domain values and script passages."""

from collections.abc import Callable

from copilot.domain.brand import Category
from copilot.domain.document import ReadFile
from copilot.domain.evidence import Role
from copilot.domain.language import Language
from copilot.knowledge.reading import read_brand_card

Reader = Callable[..., ReadFile]

CARD = """
brand:
  id: lanshan
  name: 岚山
  category: health_food
  language: zh
  contacts: [400-000-0000]
  products:
    - {name: 松针护腰垫, aliases: [护腰垫]}
segments:
  - {id: sitters, name: 久坐的人, pains: [腰酸]}
personas:
  - {id: gu, name: 小顾, address: [您], samples: [今天收了三张旧垫子。]}
"""

SCRIPTS = """
scripts:
  - id: collapse
    when: 坐久了会塌吗
    say: 一年大约低半厘米。{product}两面能换着坐。
    move: answer
    step: trust
    objection: effect
    product: 护腰垫
    channel: private_chat
"""


def test_a_card_file_gives_brand_segments_and_personas(read: Reader) -> None:
    cards = read("brand.yaml", CARD).cards
    assert cards.brand is not None
    assert (cards.brand.category, cards.brand.language) == (Category.HEALTH_FOOD, Language.ZH)
    assert cards.brand.product("护腰垫") == cards.brand.products[0]
    assert cards.segments[0].pains == ("腰酸",)
    assert cards.personas[0].samples == ("今天收了三张旧垫子。",)


def test_the_brand_card_can_be_read_alone() -> None:
    card = read_brand_card("brand.yaml", CARD)
    assert card is not None
    assert card.id == "lanshan"
    assert read_brand_card("scripts.yaml", SCRIPTS) is None


def test_a_script_is_a_passage_with_its_marks(read: Reader) -> None:
    [passage] = read("scripts.yaml", SCRIPTS).passages
    assert passage.role is Role.SCRIPT
    assert passage.text == "一年大约低半厘米。{product}两面能换着坐。"
    assert (passage.heading, passage.product, passage.source.locator) == ("坐久了会塌吗", "松针护腰垫", "L3")
    assert passage.tags == (
        "move:answer",
        "step:trust",
        "objection:effect",
        "channel:private_chat",
        "question:坐久了会塌吗",
    )
