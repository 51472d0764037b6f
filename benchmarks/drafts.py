"""Writes drafts over the demo brands with the configured model and counts what the reader would complain about.

`BUTTERFLY_MODEL=… BUTTERFLY_BASE_URL=… python benchmarks/drafts.py 60 [--folder DIR]` prints one line a draft and the sums:
drafts that have the wanted number of variants, and numbers that stand in neither facts nor evidence nor the chat and
have no finding. The numbers are found here by their digits alone, not by the checker that is being judged.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from copilot.bootstrap import build_copilot
from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.draft import Draft, Variant
from copilot.domain.ladder import Step
from copilot.settings import Settings
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot

NUMBER = re.compile(r"\d+(?:\.\d+)?")
WANTED = 3

BRANDS = ("yunmian", "trailkettle", "yunmian", "yunmian")
IN_A_ROW = 5

Job = tuple[str, str, Draft]


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


def jobs(copilot: Copilot) -> Iterator[Job]:
    """Five of each task in turn for one brand and persona, then the next: (label, the chat if any, the draft).

    Neighbours share the stable beginning of their prompt, which a local server keeps from call to call.
    """
    for turn in count():
        brand = copilot.brand(BRANDS[turn % len(BRANDS)])
        personas = copilot.store.brands.personas(brand.id)
        persona = personas[turn % len(personas)].id
        for task in (points, posts, replies):
            for number in range(IN_A_ROW):
                yield task(copilot, brand, persona, turn * IN_A_ROW + number)


def points(copilot: Copilot, brand: Brand, _: str, number: int) -> Job:
    """Selling points: another product and step each time."""
    product, step = brand.products[number % len(brand.products)].name, list(Step)[number % len(Step)]
    ask = Ask(brand.id, product=product, step=step, channel=Channel.PRIVATE_CHAT)
    return f"points {brand.id} {step} {product}", "", copilot.selling_points(ask)


def posts(copilot: Copilot, brand: Brand, persona: str, number: int) -> Job:
    """Posts: another product each time."""
    product = brand.products[number % len(brand.products)].name
    ask = Ask(brand.id, product=product, persona=persona, channel=Channel.MOMENTS)
    return f"post {brand.id} {persona} {product}", "", copilot.post(ask)


def replies(copilot: Copilot, brand: Brand, persona: str, number: int) -> Job:
    """Replies: the pasted chats of the brand in turn."""
    chats = sorted((copilot.demo_dir / brand.id / "chats").iterdir())
    chat = chats[number % len(chats)]
    text = chat.read_text("utf-8")
    draft = copilot.reply(text, Ask(brand.id, persona=persona)).draft
    return f"reply {brand.id} {chat.stem} {persona}", text, draft


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
