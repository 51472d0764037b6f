"""Writing the items of the calendar: what it will cost, then in the background, with pause and resume."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import Brief, Usage
from copilot.domain.review import Actor, Duty
from copilot.domain.spending import Prices
from copilot.domain.writing_run import Estimate, Failed, JobState, Run, RunEvent, RunProgress, RunState
from copilot.errors import InvalidInput
from copilot.store import Store
from copilot.workflows.members import require
from copilot.workflows.surroundings import Surroundings
from copilot.workflows.write_item import ItemWriter
from copilot.workflows.writing_crew import Crew
from copilot.writing import ModelWriter

SAMPLE = 8
"""Items whose prompts are counted for an estimate; the others are taken to be like them."""


@dataclass(frozen=True, slots=True)
class ItemWriting:
    """Writes items that are planned. A run belongs to no page: it goes on in this process until it is done or paused.

    After a crash or a restart nothing is written until somebody resumes the run, since writing costs money: its
    progress says `interrupted`. Where the month's budget for models is used up a run pauses by itself.
    """

    store: Store
    writer: ItemWriter
    crew: Crew
    prices: Prices | None = None

    def estimate(self, brand: Brand, item_ids: Sequence[str]) -> Estimate:
        """What writing those of the items that are planned takes. Tokens are counted on the prompts of a sample; an
        answer is taken to be as long as its channel likes texts to be."""
        items = self._planned(brand, item_ids)
        model = self.writer.composer.drafting.desk.model
        if not isinstance(model, ModelWriter) or not items:
            return Estimate(len(items), Usage(), offline=not isinstance(model, ModelWriter))
        sample = items[:: max(1, len(items) // SAMPLE)]
        counted = [self._tokens(brand, item, model) for item in sample]
        share = len(items) / len(sample)
        usage = Usage(round(sum(c.prompt for c in counted) * share), round(sum(c.answer for c in counted) * share))
        return Estimate(len(items), usage, *self._cost(usage))

    def start(self, brand: Brand, item_ids: Sequence[str], actor: Actor) -> Run:
        """Begin to write those of the items that are planned, in the background. Items that wait in a run already stay
        there; where all do, that run is returned, and goes on.

        Raises `InvalidInput`: `nothing_to_write`, `not_allowed`.
        """
        require(actor, Duty.AUTHOR)
        planned = [item.id for item in self._planned(brand, item_ids)]
        if not planned:
            raise InvalidInput("none of the items is planned and without a text", code="nothing_to_write")
        run = Run(self.crew.new_id(), brand.id, self.store.runs.clock(), actor.id)
        return self._go_on(self.store.runs.start(run, planned))

    def run_events(self, run_id: str) -> Iterator[RunEvent]:
        """Work through a run that is neither paused nor done, telling each item as it is written or fails, and at
        last how far the run is."""
        run = self.store.runs.get(run_id)
        if run.state is RunState.RUNNING:
            yield from self.crew.events(run)
        yield self.progress(run_id)

    def pause(self, run_id: str, actor: Actor) -> RunProgress:
        """Take up no more items; what is being written comes to its end."""
        require(actor, Duty.AUTHOR)
        self.store.runs.set_state(run_id, RunState.PAUSED)
        return self.progress(run_id)

    def resume(self, run_id: str, actor: Actor, *, offline: bool = False) -> RunProgress:
        """Go on with a run that was paused, or that a crash or a restart interrupted. `offline`: write what is left
        without the model, for whose month there is no budget any more."""
        require(actor, Duty.AUTHOR)
        self._go_on(self.store.runs.set_state(run_id, RunState.RUNNING, offline=offline))
        return self.progress(run_id)

    def retry_failed(self, run_id: str, actor: Actor) -> RunProgress:
        """Write what failed once more."""
        require(actor, Duty.AUTHOR)
        if self.store.runs.retry(run_id):
            self._go_on(self.store.runs.get(run_id))
        return self.progress(run_id)

    def progress(self, run_id: str) -> RunProgress:
        """How far a run is, in whichever process it is worked through. Raises `UnknownName`."""
        run, jobs, now = self.store.runs.get(run_id), self.store.runs.jobs(run_id), self.store.runs.clock()
        in_hand = sum(job.held(now) for job in jobs)
        usage = sum((job.usage for job in jobs), Usage())
        idle = run.state is RunState.RUNNING and not in_hand and any(job.open for job in jobs)
        cost, currency = self._cost(usage)
        return RunProgress(
            run=run,
            total=len(jobs),
            written=sum(job.state is JobState.WRITTEN for job in jobs),
            in_hand=in_hand,
            failed=tuple(Failed(job.item_id, job.error) for job in jobs if job.state is JobState.FAILED),
            usage=usage,
            cost=cost,
            currency=currency,
            interrupted=idle and not self.crew.is_at(run_id),
        )

    def latest(self, brand: Brand) -> RunProgress | None:
        """The brand's latest run that is not done, else its latest one; None where nothing was ever written."""
        runs = self.store.runs.of(brand.id)
        unfinished = [run for run in runs if run.state is not RunState.DONE]
        return self.progress((unfinished or runs)[0].id) if runs else None

    def rewrite(self, item_id: str, expected_version: int, actor: Actor) -> Item:
        """Another try at the text of an item that nobody has submitted; the former text stays among the drafts.

        Raises `InvalidInput` (`item_not_writable`, `not_allowed`), `Conflict`, `UnknownName`.
        """
        require(actor, Duty.AUTHOR)
        return self.writer.rewrite(item_id, expected_version, actor.id)

    def close(self) -> None:
        """Take up nothing more and let what is being written come to its end."""
        self.crew.close()

    def _go_on(self, run: Run) -> Run:
        if run.state is RunState.RUNNING:
            self.crew.begin(run)
        return run

    def _planned(self, brand: Brand, item_ids: Sequence[str]) -> list[Item]:
        """Those of the items that are planned and not removed, by day and time."""
        wanted = set(item_ids)
        return [i for i in self.store.calendar.of(brand.id, states=(ItemState.PLANNED,)) if i.id in wanted]

    def _tokens(self, brand: Brand, item: Item, model: ModelWriter) -> Usage:
        brief = self.writer.composer.briefing.brief(brand, item, Surroundings(self.store, [item]))
        evidence = self.writer.composer.drafting.material(brief)
        return Usage(model.prompt_tokens(brief, evidence), _answer_tokens(brief, model))

    def _cost(self, usage: Usage) -> tuple[float | None, str]:
        return (self.prices.of(usage), self.prices.currency) if self.prices else (None, "")


def _answer_tokens(brief: Brief, model: ModelWriter) -> int:
    """Tokens of a text as long as the channel likes them, at the rate of the item's own words."""
    words = f"{brief.topic} {brief.brand.name} {' '.join(brief.persona.samples[:2]) if brief.persona else ''}"
    return round(brief.form.target_characters * model.counter.count(words) / len(words))
