"""Personal data of a pasted chat reaches no model, no embedder, no log, no gap, and nothing that is kept."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from copilot.bootstrap import build_copilot
from copilot.conversation.masking import Mask
from copilot.conversation.spotting import Kind
from copilot.domain.brand import Brand
from copilot.domain.conversation import PasteChoices
from copilot.knowledge.search import BuiltInEmbedder
from copilot.settings import Settings
from copilot.workflows.ask import Ask
from copilot.workflows.check import masked_nearness
from copilot.workflows.copilot import Copilot
from tests.support.model_server import ModelServer
from tests.support.shop import NOON, encoder

CHAT = """\
小鱼儿吐泡泡 10:05
你们白茶支持什么时候退呀？能开企业发票吗？我叫苏婉清，电话13812345678
小满 10:06
可以的，您留下地址
小鱼儿吐泡泡 10:08
浙江省杭州市西湖区文三路123号3幢502，邮箱suwanqing@163.com，身份证330106199511230028
订单号20261120123456789，车牌浙A8K2Z6，卡号6217001540012345678，微信suwq_1995，这个茶孕妇能喝吗？有没有冻干的？
"""
SECRETS = (
    "小鱼儿吐泡泡",
    "苏婉清",
    "13812345678",
    "文三路123号",
    "suwanqing",
    "330106199511230028",
    "20261120123456789",
    "8K2Z6",
    "6217001540012345678",
    "suwq_1995",
)


class WatchedEmbedder:
    """The real encoder, with everything it was given."""

    def __init__(self, inner: BuiltInEmbedder) -> None:
        self._inner = inner
        self.texts: list[str] = []
        self.fingerprint = inner.fingerprint
        self.dimension = inner.dimension

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return self._inner.embed(texts)


@pytest.fixture
def watched() -> WatchedEmbedder:
    return WatchedEmbedder(encoder())


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture
def copilot(data: Path, server: ModelServer, watched: WatchedEmbedder) -> Iterator[Copilot]:
    settings = Settings(
        data_dir=data, model="play", base_url=server.base_url, rewrite=True, embedding_model="", chroma_url="",
        database_url="", _env_file=None,
    )  # fmt: skip
    made = build_copilot(settings, lambda: NOON, watched)
    yield made
    made.close()


def seen_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_what_is_masked_reaches_neither_model_nor_embedder_nor_log_nor_gaps_nor_what_is_kept(
    copilot: Copilot, server: ModelServer, watched: WatchedEmbedder, caplog: pytest.LogCaptureFixture, data: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    chat = copilot.read_chat(CHAT, choices=PasteChoices(answering="小鱼儿吐泡泡"))
    draft = copilot.reply(chat).draft
    copilot.search("孕妇能喝吗", context=CHAT)
    sent = json.dumps(server.requests, ensure_ascii=False)
    assert "孕妇能喝吗" in sent
    assert seen_in(sent) == []
    assert seen_in("\n".join(watched.texts)) == []
    assert seen_in(caplog.text) == []
    assert seen_in(str([asdict(gap) for gap in copilot.gaps()])) == []
    assert seen_in(str(asdict(draft))) == []
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert [s for s in SECRETS for path in kept if s.encode() in path.read_bytes()] == []


def test_a_reply_with_data_put_back_is_checked_and_questioned_without_it(
    copilot: Copilot, server: ModelServer, watched: WatchedEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    draft = copilot.reply(CHAT).draft
    text = "支持电话13812345678的客人没拆封就能退货。文三路123号3幢502也支持没拆封就能退货"
    revised = copilot.revise(draft, 1, text)
    copilot.check_edit(draft, text)
    checked = copilot.check(text)
    copilot.opining.ask((*checked.findings, *revised.variants[0].findings), Ask())
    private = ("13812345678", "文三路123号")
    for told in (json.dumps(server.requests, ensure_ascii=False), "\n".join(watched.texts), caplog.text):
        assert [secret for secret in private if secret in told] == []


def test_claims_are_compared_without_what_a_chat_masked_and_without_any_other_data() -> None:
    seen: list[str] = []

    def near(claims: Sequence[tuple[str, Sequence[str]]]) -> Sequence[float]:
        seen.extend(claim for claim, _ in claims)
        return [0.5 for _ in claims]

    mask = Mask().add(Kind.NAME, "小鱼儿吐泡泡")
    compared = masked_nearness(near, Brand("shanque", "山雀茶"), mask)
    assert compared is not None
    assert compared([("小鱼儿吐泡泡的13812345678支持退货", ["七天内可以退"])]) == [0.5]
    assert seen == ["⟦姓名A⟧的⟦电话A⟧支持退货"]
    assert masked_nearness(None, Brand("shanque", "山雀茶")) is None
