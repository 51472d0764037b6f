"""A small invented brand, a tea shop, as files: what the tests of workflows and commands learn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from copilot.bootstrap import build_copilot
from copilot.errors import ModelFailed
from copilot.knowledge.search import BuiltInEmbedder
from copilot.llm.scripted import ScriptedModel
from copilot.settings import Settings
from copilot.workflows.copilot import Copilot
from copilot.workflows.draft import Desk
from copilot.writing import ExactTokenCounter, ModelWriter, PromptBook

CARD = """\
brand:
  id: shanque
  name: 山雀茶
  category: food
  language: zh
  contacts: ["400-820-0123"]
  products:
    - {name: 高山白茶, aliases: [白茶]}
    - {name: 桂花乌龙, aliases: [乌龙]}
"""

PEOPLE = """\
segments:
  - {id: office, name: 办公室喝茶的人, who: 坐一天的上班族, pains: [下午犯困, 泡茶麻烦], words: [犯困], convinces: [一杯一包]}
personas:
  - id: xiaoman
    name: 小满
    who: 茶铺店长
    tone: 说话慢，像在柜台后面聊天
    address: [您]
    particles: [呀]
    never: [宝子]
    topics: [泡茶, 天气]
    samples: ["今天起风了，煮一壶老白茶，门口的猫也进来了。"]
"""

PRICES = """\
产品,规格,标价(元),会员价(元),活动价(元),活动开始,活动结束
高山白茶,100克,168,148,129,2026-11-20,2026-11-30
桂花乌龙,80克,98,88,79,2026-09-01,2026-09-30
陈皮普洱,120克,138,118,,,
"""

FAQ = """\
# 常见问题

## 高山白茶怎么泡？
用九十度的水，第一泡等二十秒，一般能泡六七次。杯子先温一下，香气出得快。

## 喝了会睡不着吗？
白茶的茶性温和一些，晚上七点以后建议少喝，怕睡不好的客人下午喝完就好。

## 不喜欢可以退吗？
没拆封的七天内可以退，运费我们出；拆开喝过的，口味不合可以换一款。

## 桂花乌龙里的桂花是真的吗？
是当年的金桂，和茶叶一起窨了三遍，杯底能看到花。
"""

REVIEWS = """\
日期,商品,评分,评论
2026-10-02,高山白茶,5,下午三点泡一杯，不涩，喝完不心慌，已经回购两次。
2026-10-08,高山白茶,2,罐子盖得太紧，拧半天，茶是好的。
2026-10-15,桂花乌龙,5,给我妈买的，她说像院子里那棵桂花树的味道。
"""

CHAT = """\
周晓雯：你们那个白茶多少钱一罐
小满：在的，高山白茶 100 克一罐
周晓雯：有点贵，怕买了喝不惯，可以先试试吗？我电话13812345678
"""

STOP_CHAT = """\
小满：新茶到啦，今天下单有活动
周晓雯：别再给我发了，谢谢
"""


def write_shop(folder: Path) -> Path:
    """Write every file of the shop into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "brand.yaml": CARD,
        "people.yaml": PEOPLE,
        "价格.csv": PRICES,
        "faq.md": FAQ,
        "评价.csv": REVIEWS,
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""23 November 2026, noon in Beijing: the promotion on white tea runs, that on oolong is over."""


@cache
def encoder() -> BuiltInEmbedder:
    """The real encoder, loaded once for all tests."""
    return BuiltInEmbedder()


@contextmanager
def a_copilot(data: Path, **settings: Any) -> Iterator[Copilot]:
    """A copilot on the data folder `data` at `NOON`, with no other settings than those given."""
    given = {"model": "", "base_url": "", "database_url": "", "chroma_url": "", "embedding_model": "", **settings}
    copilot = build_copilot(Settings(data_dir=data, _env_file=None, **given), lambda: NOON, encoder())
    try:
        yield copilot
    finally:
        copilot.close()


def written_by(copilot: Copilot, *answers: str | ModelFailed) -> tuple[Copilot, ScriptedModel]:
    """The same copilot with a model that gives these answers, and that does not wait between attempts."""
    model = ScriptedModel(answers)
    prompts = PromptBook.load(ROOT / "prompts")
    writer = ModelWriter(model, prompts, ExactTokenCounter(), wait=lambda _: None)
    drafting = replace(copilot.drafting, desk=Desk(copilot.drafting.desk.offline, writer))
    return replace(copilot, drafting=drafting, replying=replace(copilot.replying, drafting=drafting)), model
