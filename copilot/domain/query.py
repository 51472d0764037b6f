"""A question to the knowledge."""

from dataclasses import dataclass
from datetime import date

from copilot.domain.brand import Brand
from copilot.domain.conversation import Turn
from copilot.domain.evidence import Role
from copilot.domain.ladder import Step


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What to look for. `product` narrows to passages about that product or about none; `step` and `roles` prefer."""

    brand: Brand
    text: str
    k: int = 5
    product: str | None = None
    step: Step | None = None
    roles: tuple[Role, ...] = ()
    """Only passages of these roles, when given."""
    at: date | None = None
    context: tuple[Turn, ...] = ()
    """What was said before the question, by either side: a question that names no product may lean on it."""
    explain: bool = False
    """Whether each hit says why it was found; that costs a few milliseconds."""
    asked: bool = False
    """Whether a person asks this: worth the help of a reranking endpoint and of a model where there are any."""
    rewrite: bool | None = None
    """Whether a model may reword what is asked into the knowledge's words; None: as the settings say."""
