"""The demo brands come with customers, whose files are no part of the brands' knowledge."""

import shutil
from collections.abc import Callable
from datetime import timedelta
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
    for name in ("customers.csv", "segments.yaml", "history.yaml", "groups.yaml"):
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


def test_the_demo_groups_heard_something_and_one_of_them_too_much(
    tmp_path: Path, open_copilot: Callable[..., Copilot]
) -> None:
    copilot = learned_demo(tmp_path, open_copilot)
    outcome(copilot.learn_demo(), LearnReport)
    names = [one.name for one in copilot.calendar.audiences.all(copilot.brand())]
    assert sorted(names) == ["枕边老友群", "门店试睡群"]
    items = [one for one in copilot.store.calendar.of("yunmian") if one.slot.audience_id == "ym_regulars"]
    monday = copilot.today() - timedelta(days=copilot.today().weekday())
    late = [one for one in items if one.slot.day >= monday - timedelta(days=7)]
    early = [one for one in items if one not in late]
    share = [sum(one.slot.promotes for one in some) / len(some) for some in (early, late)]
    assert share[0] < 0.2
    assert share[1] > 0.6
    assert all(one.sent and one.sent.reached and one.slot.day < copilot.today() for one in items)
    notes = copilot.store.fatigue.notes("yunmian", monday - timedelta(days=70), monday)
    assert len(notes) == 20
