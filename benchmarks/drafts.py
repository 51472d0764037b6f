"""Writes drafts over the demo brands with the configured model and counts what the reader would complain about.

`BUTTERFLY_MODEL=… BUTTERFLY_BASE_URL=… python benchmarks/drafts.py 60 [--folder DIR]` prints one line a draft and the sums:
drafts that have the wanted number of variants, and numbers that stand in neither facts nor evidence nor the chat and
have no finding. The numbers are found here by their digits alone, not by the checker that is being judged.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import cycle, islice, product
from pathlib import Path
from typing import TypeVar

from copilot.bootstrap import build_copilot
from copilot.domain.channel import Channel
from copilot.domain.draft import Draft, Variant
from copilot.domain.ladder import Step
from copilot.settings import Settings
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot

NUMBER = re.compile(r"\d+(?:\.\d+)?")
WANTED = 3

Kind = TypeVar("Kind")


def main() -> None:
    """Write, count, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("drafts", type=int, nargs="?", default=60)
    arguments.add_argument("--folder", type=Path, help="keep the data here and go on with it")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        copilot = build_copilot(Settings(data_dir=given.folder or Path(temporary)))
        if copilot.store.brands.last() is None:
            for _ in copilot.learn_demo():
                pass
        run(copilot, given.drafts)


def run(copilot: Copilot, wanted: int) -> None:
    """Print a line for each draft, then the sums."""
    parsed = fallbacks = loose = findings = 0
    start = time.monotonic()
    for number, (label, context, draft) in enumerate(islice(jobs(copilot), wanted), start=1):
        offline = draft.model == "offline"
        fallbacks += offline
        complete = not offline and len(draft.variants) >= WANTED
        parsed += complete
        unseen = [n for v in draft.variants for n in unflagged_numbers(copilot, draft, v, context)]
        loose += len(unseen)
        findings += sum(len(v.findings) for v in draft.variants)
        tokens = f"{draft.usage.prompt}+{draft.usage.answer}"
        print(
            f"{number:>3} {label:<46} {len(draft.variants)} {tokens:>10} {'offline' if offline else ''} {unseen or ''}",
            flush=True,
        )
    print(f"\n{wanted} drafts in {time.monotonic() - start:.0f} s")
    print(f"parsed into {WANTED} variants: {parsed}; fell back to the offline writer: {fallbacks}")
    print(f"findings: {findings}; numbers without source and without finding: {loose}")


def jobs(copilot: Copilot) -> Iterator[tuple[str, str, Draft]]:
    """Drafts of all tasks in turn, over both brands: (label, the chat if any, the draft)."""
    return (job for group in zip(points(copilot), posts(copilot), replies(copilot), strict=False) for job in group)


def points(copilot: Copilot) -> Iterator[tuple[str, str, Draft]]:
    """Selling points: products × steps."""
    for brand_id, (index, step) in alternating(product(range(12), Step)):
        products = copilot.brand(brand_id).products
        name = products[index % len(products)].name
        ask = Ask(brand_id, product=name, step=step, channel=Channel.PRIVATE_CHAT)
        yield f"points {brand_id} {step} {name}", "", copilot.selling_points(ask)


def posts(copilot: Copilot) -> Iterator[tuple[str, str, Draft]]:
    """Posts: products × personas."""
    for brand_id, (index, who) in alternating(product(range(12), range(3))):
        brand = copilot.brand(brand_id)
        persona = copilot.store.brands.personas(brand_id)[who]
        name = brand.products[index % len(brand.products)].name
        ask = Ask(brand_id, product=name, persona=persona.id, channel=Channel.MOMENTS)
        yield f"post {brand_id} {persona.id} {name}", "", copilot.post(ask)


def replies(copilot: Copilot) -> Iterator[tuple[str, str, Draft]]:
    """Replies: the pasted chats of the brand × its personas."""
    for brand_id, (index, who) in alternating(product(range(12), range(3))):
        chats = sorted((copilot.demo_dir / brand_id / "chats").iterdir())
        chat = chats[index % len(chats)]
        persona = copilot.store.brands.personas(brand_id)[who]
        text = chat.read_text("utf-8")
        yield (
            f"reply {brand_id} {chat.stem} {persona.id}",
            text,
            copilot.reply(text, Ask(brand_id, persona=persona.id)).draft,
        )


def alternating(pairs: Iterable[tuple[int, Kind]]) -> Iterator[tuple[str, tuple[int, Kind]]]:
    """Each pair with a brand: two of Chinese to one of English."""
    return zip(cycle(("yunmian", "yunmian", "trailkettle")), pairs, strict=False)


def unflagged_numbers(copilot: Copilot, draft: Draft, variant: Variant, context: str) -> list[str]:
    """Numbers in the text that nothing supports and no finding covers."""
    known = set(NUMBER.findall(context))
    known |= {n for item in draft.evidence for n in NUMBER.findall(item.text)}
    known |= {n for fact in copilot.store.documents.facts(draft.brand_id) for n in NUMBER.findall(fact.value)}
    marks = [m.span() for m in re.finditer(r"\[\d+\]", variant.text)]
    return [
        m[0]
        for m in NUMBER.finditer(variant.text)
        if m[0] not in known
        and not any(start <= m.start() < end for start, end in marks)
        and not any(f.start < m.end() and m.start() < f.end for f in variant.findings)
    ]


if __name__ == "__main__":
    main()
