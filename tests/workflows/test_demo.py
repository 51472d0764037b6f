"""The demo brands come with customers, whose files are no part of the brands' knowledge."""

import shutil
from collections.abc import Callable
from pathlib import Path

from copilot.domain.document import LearnReport
from copilot.domain.ladder import Step
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from tests.support.shop import CARD, ROOT

BRAND = CARD.replace("shanque", "yunmian")


def learned_demo(folder: Path, open_copilot: Callable[..., Copilot]) -> Copilot:
    demo = folder / "demo"
    (demo / "yunmian").mkdir(parents=True)
    (demo / "yunmian" / "brand.yaml").write_text(BRAND, "utf-8")
    for name in ("customers.csv", "segments.yaml", "history.yaml"):
        shutil.copy(ROOT / "knowledge" / f"yunmian-{name}", demo)
    copilot = open_copilot(folder / "data", knowledge_dir=demo)
    assert outcome(copilot.learn_demo(), LearnReport).failed == ()
    return copilot


def test_the_demo_has_customers_on_every_step(tmp_path: Path, open_copilot: Callable[..., Copilot]) -> None:
    copilot = learned_demo(tmp_path, open_copilot)
    keeping, brand = copilot.people.customers, copilot.brand()
    assert keeping.count(brand) == 24
    assert [d.name for d in copilot.documents()] == ["brand.yaml"]
    steps = [e.step for e in keeping.card(keeping.named(brand, "YM001").id).steps]
    assert steps == [Step.INTEREST, Step.NEED, Step.TRUST]
    assert sum(c.stopped for c in keeping.all(brand)) == 2
    found = {
        n: p.rule.id for n in ("YM001", "YM016", "YM003") if (p := keeping.card(keeping.named(brand, n).id).placed).rule
    }
    assert found == {"YM001": "comparing", "YM016": "member", "YM003": "new_home"}


def test_learning_the_demo_again_adds_nobody(tmp_path: Path, open_copilot: Callable[..., Copilot]) -> None:
    copilot = learned_demo(tmp_path, open_copilot)
    outcome(copilot.learn_demo(), LearnReport)
    keeping, brand = copilot.people.customers, copilot.brand()
    assert keeping.count(brand) == 24
    assert len(keeping.card(keeping.named(brand, "YM001").id).steps) == 3
