"""The invented brands that ship with the program: their papers are learned, their customers imported."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from copilot.customers.history_files import read_history
from copilot.domain.brand import Brand
from copilot.domain.customer import Customer, CustomerChange
from copilot.domain.document import LearnProgress, LearnReport
from copilot.workflows.people import People
from copilot.workflows.samples import Sampling

Learn = Callable[[Sequence[Path]], Iterator[LearnProgress | LearnReport]]
Event = LearnProgress | LearnReport


def demo_events(
    folder: Path, learn: Learn, find_brand: Callable[[str], Brand | None], beside: tuple[People, Sampling]
) -> Iterator[Event]:
    """Learn each folder in `folder`; what lies beside it for the brand of that id, its customers and sample figures, is
    no part of its knowledge."""
    total, (people, samples) = LearnReport(0, 0, 0, 0), beside
    for papers in sorted(p for p in folder.iterdir() if p.is_dir()):
        for event in learn([papers]):
            if isinstance(event, LearnReport):
                total += event
            else:
                yield event
        if (brand := find_brand(papers.name)) is not None:
            take_in_people(folder, brand, people)
            samples.take_in(folder, brand)
    yield total


def take_in_people(folder: Path, brand: Brand, people: People) -> None:
    """Import `<brand>-customers.csv`, `-segments.yaml` and `-history.yaml`, as far as they are there."""
    listed, rules, history = (folder / f"{brand.id}-{n}" for n in ("customers.csv", "segments.yaml", "history.yaml"))
    if rules.is_file():
        people.segments.load(brand, rules.name, rules.read_text("utf-8"))
    if not listed.is_file() or people.customers.count(brand):
        return
    importing = people.customers.importing
    importing.run(brand, importing.open(listed.name, listed.read_bytes()))
    if history.is_file():
        _remember(brand, history, people)


def _remember(brand: Brand, history: Path, people: People) -> None:
    by_code = read_history(history.name, history.read_text("utf-8"))

    def decide(customers: Sequence[Customer]) -> Sequence[CustomerChange]:
        changes = []
        for customer in customers:
            events = by_code.get(customer.code, ())
            last = next((e for e in reversed(events) if e.stand), None)
            if events:
                stood = (
                    replace(customer, stand=last.stand, step=last.step, objection=last.objection) if last else customer
                )
                changes.append(CustomerChange(stood, events))
        return changes

    people.customers.store.customers.change_all(brand.id, decide)
