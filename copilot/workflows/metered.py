"""A chat model whose calls stand in the ledger, and are not made where the budget does not hold them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from copilot.domain.draft import Usage
from copilot.domain.spending import Account, CallPurpose, Prices
from copilot.ports import AnswerEnd, ChatEvent, ChatModel, ChatRequest
from copilot.workflows.spend import Spending


@dataclass(frozen=True, slots=True)
class Metered:
    """`model`, called for one purpose at these prices."""

    model: ChatModel
    purpose: CallPurpose
    spending: Spending
    prices: Prices | None = None

    @property
    def name(self) -> str:
        """The model's own."""
        return self.model.name

    def warm(self) -> None:
        """Let the model do beforehand what its first call would wait for."""
        if callable(warm := getattr(self.model, "warm", None)):
            warm()

    def called_for(self, purpose: CallPurpose) -> "Metered":
        """The same model for another purpose."""
        return replace(self, purpose=purpose)

    def stream(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """What the model yields and raises; before anything is sent `BudgetReached`. A call that is broken off, or that
        nobody reads to its end, counts with what came of it."""
        call = self.spending.begin(request, self.purpose, self.model.name, self.prices)
        usage, pieces = Usage(), list[str]()
        try:
            for event in self.model.stream(request):
                if isinstance(event, AnswerEnd):
                    usage = event.usage
                else:
                    pieces.append(event.text)
                yield event
        finally:
            call.close(usage, "".join(pieces))


@dataclass(frozen=True, slots=True)
class OnAccount:
    """`model`, whose calls are all on one account."""

    model: ChatModel
    account: Account

    @property
    def name(self) -> str:
        """The model's own."""
        return self.model.name

    def stream(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """What the model yields and raises."""
        return self.model.stream(replace(request, account=self.account))
