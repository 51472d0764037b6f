"""Writes many drafts offline over the demo brands and measures how they read: whose voice, how alike, how worn.

`python benchmarks/offline_texts.py [--briefs 100] [--keep] [--show]` prints for each brand: how often a classifier on
character runs, trained on the personas' own posts, names the right persona; openings that two drafts share; the cosine
of variants of one draft and runs of 12 characters they share outside quotations and product names; clichés in 1,000
characters. With `--keep` drafts are stored one after the other, as a person would write them; else each stands alone.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from copilot.bootstrap import build_copilot
from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.draft import Brief, Draft, Task
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.evaluation.cliches import load_cliches
from copilot.evaluation.telling import Listener
from copilot.evaluation.variety import RUN, alike, opening, shared_runs
from copilot.settings import Settings
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome

CHANNELS = (Channel.MOMENTS, Channel.GROUP, Channel.PRIVATE_CHAT, Channel.VIDEO_CHANNEL, Channel.OFFICIAL_ACCOUNT)
TOPICS = {
    Language.ZH: (
        "",
        "换季",
        "晒被子",
        "老人的旧枕头",
        "梅雨天",
        "给孩子挑枕头",
        "新房子",
        "打理",
        "退货",
        "怕热",
        "周末",
    ),
    Language.EN: ("", "cold mornings", "cleaning", "first trip", "gifts", "packing light", "rain", "repairs", "dents"),
}


def main() -> None:
    """Write, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--briefs", type=int, default=100)
    arguments.add_argument("--alone", action="store_true", help="store no draft: none knows of another")
    arguments.add_argument("--show", action="store_true", help="print every text")
    arguments.add_argument("--folder", type=Path, help="data of an earlier run, to go on with")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        with closing(build_copilot(Settings(data_dir=folder, model=""))) as copilot:
            if copilot.store.brands.last() is None:
                for _ in copilot.learn_demo():
                    pass
            for brand_id in ("yunmian", "trailkettle"):
                measured(copilot, copilot.brand(brand_id), given)


def measured(copilot: Copilot, brand: Brand, given: argparse.Namespace) -> None:
    """Write for one brand and print its lines."""
    listener = Listener.of(copilot.store.brands.personas(brand.id))
    written = [
        (brief, draft_of(copilot, brief, keep=not given.alone)) for brief in briefs(copilot, brand, given.briefs)
    ]
    if given.show:
        show(written, listener)
    told = Counter(
        (b.persona.id, listener.name("\n".join(v.plain for v in d.variants))) for b, d in written if b.persona
    )
    right, of = sum(n for (who, heard), n in told.items() if who == heard), told.total()
    texts = [v.plain for _, d in written for v in d.variants]
    single = sum(listener.name(v.plain) == b.persona.id for b, d in written for v in d.variants if b.persona)
    firsts = {str(n): opening(d.variants[0].plain, brand.language) for n, (_, d) in enumerate(written)}
    every = {str(n): opening(text, brand.language) for n, text in enumerate(texts)}
    names = [n for p in brand.products for n in p.names]
    pairs = [pair for _, d in written for pair in combinations([v.plain for v in d.variants], 2)]
    near = [copilot.searching.nearness([one], [other])[0] for one, other in pairs]
    runs = [(n, pair) for pair in pairs for n in shared_runs(pair, names) if n >= RUN]
    characters = sum(map(len, texts))
    worn = [hit for text in texts for hit in load_cliches().found_in(text, brand.language)]
    print(f"\n{brand.id}: {len(written)} drafts, {len(texts)} texts, {characters} characters")
    print(f"  persona named: {right / of:.0%} of drafts, {single / len(texts):.0%} of texts ", dict(told))
    print(f"  openings shared: of first texts {groups(firsts)}, of all {groups(every)}")
    print(f"  cosine: mean {sum(near) / len(near):.3f}, max {max(near):.3f}; pairs that share a run: {len(runs)}")
    for n, (one, other) in runs[:8]:
        print(f"    {n}: {one[:60]!r} {other[:60]!r}")
    print(f"  clichés in 1,000 characters: {1000 * len(worn) / characters:.2f} {worn[:5]}")
    print(
        "  findings:", dict(Counter(f.rule for _, d in written for v in d.variants for f in v.findings).most_common(12))
    )
    print("  ideas:", dict(Counter(str(v.idea) for _, d in written for v in d.variants).most_common()))


def groups(openings: dict[str, str]) -> int:
    """How many texts open like an earlier one."""
    return sum(len(ids) - 1 for _, ids in alike(openings))


def briefs(copilot: Copilot, brand: Brand, wanted: int) -> Iterator[Brief]:
    """Another persona, product, segment, channel, topic and step each time."""
    personas, segments = copilot.store.brands.personas(brand.id), copilot.store.brands.segments(brand.id)
    topics = TOPICS[brand.language]
    for n in range(wanted):
        task = Task.SELLING_POINTS if n % 3 == 2 else Task.POST
        product = brand.products[(n * 3) % len(brand.products)].name
        ask = Ask(
            brand.id,
            product=product if task is Task.SELLING_POINTS or n % 5 else None,
            segment=segments[n % len(segments)].id if n % 2 else None,
            persona=personas[(n + n // 3) % len(personas)].id,
            channel=CHANNELS[n % len(CHANNELS)],
            node=Node.CONVERT if task is Task.SELLING_POINTS or n % 4 == 0 else list(Node)[n % len(Node)],
            step=list(Step)[(n // 3) % len(Step)],
            topic=topics[n % len(topics)],
            at=copilot.today() + timedelta(days=n % 40),
        )
        yield copilot.briefing.brief(task, ask, copilot.today())


def draft_of(copilot: Copilot, brief: Brief, *, keep: bool) -> Draft:
    """The draft, stored or not."""
    drafting = copilot.drafting
    return outcome((drafting.draft if keep else drafting.compose)(brief), Draft)


def show(written: Sequence[tuple[Brief, Draft]], listener: Listener) -> None:
    """Print every text."""
    for brief, draft in written:
        who = f"{brief.persona.id if brief.persona else '-'} {brief.task} {brief.channel} {brief.node} {brief.step} "
        print(f"\n# {who}{brief.product} {brief.topic} {[n.code.value for n in draft.notices]}")
        for v in draft.variants:
            print(f"  [{v.idea}] {v.plain}   {listener.name(v.plain)} {[(f.rule, f.quote) for f in v.findings] or ''}")


if __name__ == "__main__":
    main()
