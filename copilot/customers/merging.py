"""What a list says, put upon the customers there are: who is new, who is updated, and whose stop stays."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from copilot.customers.cells import contact_key
from copilot.customers.rows import RowSays
from copilot.customers.stop_traces import traces_matching
from copilot.customers.words import plain
from copilot.domain.customer import STOPPED_BEFORE, Consent, Customer, CustomerChange, CustomerEvent, EventKind
from copilot.domain.customer_import import ColumnUse, MatchedBy, RowProblem


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of whom. `changes` hold every customer that is new or other than before, once."""

    changes: tuple[CustomerChange, ...]
    added: int
    updated: dict[MatchedBy, int]
    unchanged: int
    stopped: int
    kept_stopped: int
    remembered: int
    problems: tuple[RowProblem, ...]


@dataclass(slots=True)
class _Known:
    """The customers of a brand and of the rows read so far, found by number, contact and name."""

    by_code: dict[str, str] = field(default_factory=dict)
    by_contact: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, set[str]] = field(default_factory=dict)

    def add(self, customer: Customer) -> None:
        if customer.code:
            self.by_code[plain(customer.code)] = customer.id
        for contact in customer.contacts:
            self.by_contact.setdefault(contact_key(contact), customer.id)
        if customer.name:
            self.by_name.setdefault(plain(customer.name), set()).add(customer.id)


class Merging:
    """Goes down the rows. A row is about the customer of its number, else of a contact, else of its name: by name only
    where neither has what would tell two people of that name apart."""

    def __init__(
        self,
        customers: Sequence[Customer],
        now: datetime,
        source: str,
        new_id: Callable[[], str],
        traces: Collection[str] = (),
    ) -> None:
        self._before = {customer.id: customer for customer in customers}
        self._after: dict[str, Customer] = {}
        self._found_by: dict[str, MatchedBy] = {}
        self._known = _Known()
        for customer in customers:
            self._known.add(customer)
        self._now, self._source, self._new_id = now, source, new_id
        self._problems: list[RowProblem] = []
        self._said_stopped: set[str] = set()
        self._traces = traces

    def merge(self, rows: Sequence[RowSays], brand_id: str) -> Merged:
        for row in rows:
            self._take(row, brand_id)
        new = [self._recalled(c) for c in self._after.values() if c.id not in self._before]
        other = [c for c in self._after.values() if c.id in self._before and c != self._before[c.id]]
        same = [c for c in self._after.values() if self._before.get(c.id) == c]
        newly = [c for c in (*new, *other) if c.stopped and not self._was_stopped(c) and c.stop_words != STOPPED_BEFORE]
        kept = [i for i in self._after if self._was_stopped(self._after[i]) and i not in self._said_stopped]
        return Merged(
            changes=tuple(CustomerChange(c, self._events(c)) for c in (*new, *other)),
            added=len(new),
            updated=dict(Counter(self._found_by[c.id] for c in other)),
            unchanged=len(same),
            stopped=len(newly),
            kept_stopped=len(kept),
            remembered=sum(c.stop_words == STOPPED_BEFORE for c in new),
            problems=tuple(self._problems),
        )

    def _take(self, row: RowSays, brand_id: str) -> None:
        found = self._find(row)
        if found is None:
            customer = Customer(self._new_id(), brand_id)
        elif isinstance(found, RowProblem):
            self._problems.append(found)
            return
        else:
            customer_id, by = found
            customer = self._after.get(customer_id) or self._before[customer_id]
            self._found_by.setdefault(customer_id, by)
        if row.stop:
            self._said_stopped.add(customer.id)
        updated = self._updated(customer, row)
        self._after[customer.id] = updated
        self._known.add(updated)

    def _find(self, row: RowSays) -> tuple[str, MatchedBy] | RowProblem | None:
        if row.code and (found := self._known.by_code.get(plain(row.code))):
            return found, MatchedBy.CODE
        for contact in row.contacts:
            found = self._known.by_contact.get(contact_key(contact))
            if found and not self._other_code(found, row.code):
                return found, MatchedBy.CONTACT
        called_so = self._known.by_name.get(plain(row.name), set()) if row.name else set()
        alike = [i for i in called_so if self._may_be(i, row)]
        if len(alike) > 1:
            return RowProblem(row.row, "several_of_that_name", value=row.name, taken=False)
        return (alike[0], MatchedBy.NAME) if alike else None

    def _other_code(self, customer_id: str, code: str) -> bool:
        known = (self._after.get(customer_id) or self._before[customer_id]).code
        return bool(code and known and plain(code) != plain(known))

    def _may_be(self, customer_id: str, row: RowSays) -> bool:
        customer = self._after.get(customer_id) or self._before[customer_id]
        apart_by_contact = bool(row.contacts and customer.contacts)
        return not apart_by_contact and not self._other_code(customer_id, row.code)

    def _updated(self, customer: Customer, row: RowSays) -> Customer:
        """What the row says counts; where it says nothing, what was known stays. Stop and refusal are never taken back."""
        orders = row.orders if row.orders is not None else customer.orders
        last = row.days.get(ColumnUse.LAST_ORDER, customer.last_order)
        contacted = row.days.get(ColumnUse.LAST_CONTACT)
        refused = customer.consent is Consent.REFUSED or row.consent is Consent.UNKNOWN
        stopped = customer.stopped or not row.stop
        return replace(
            customer,
            name=row.name or customer.name,
            code=row.code or customer.code,
            contacts=tuple(dict.fromkeys((*row.contacts, *customer.contacts))),
            tags=_tags(customer, row.tags),
            listed_tags=row.tags or customer.listed_tags,
            orders=max(1, orders) if last or row.spent else orders,
            spent=row.spent if row.spent is not None else customer.spent,
            first_order=row.days.get(ColumnUse.FIRST_ORDER, customer.first_order),
            last_order=last,
            last_contact=max((d for d in (contacted, customer.last_contact) if d), default=None),
            consent=customer.consent if refused else row.consent,
            stopped_at=customer.stopped_at if stopped else self._now,
            stop_words=customer.stop_words if stopped else row.stop,
            birthday=row.birthday or customer.birthday,
            bought=row.bought or customer.bought,
            remark=row.remark or customer.remark,
            fields=tuple({**dict(customer.fields), **dict(row.fields)}.items()),
        )

    def _recalled(self, customer: Customer) -> Customer:
        """The customer, stopped where they had said stop before they were deleted."""
        if customer.stopped or not self._traces or not set(traces_matching(customer)) & set(self._traces):
            return customer
        return replace(customer, stopped_at=self._now, stop_words=STOPPED_BEFORE)

    def _was_stopped(self, customer: Customer) -> bool:
        before = self._before.get(customer.id)
        return before is not None and before.stopped

    def _events(self, customer: Customer) -> tuple[CustomerEvent, ...]:
        """A stop with its list, consent that became another, and a further order."""
        before, events = self._before.get(customer.id), []
        if customer.stopped and not self._was_stopped(customer):
            events.append(CustomerEvent(EventKind.STOP, self._now, customer.stop_words, by=self._source))
        if before and before.consent is not customer.consent:
            events.append(CustomerEvent(EventKind.CONSENT, self._now, customer.consent.value, by=self._source))
        if before and customer.orders > before.orders:
            events.append(CustomerEvent(EventKind.BOUGHT, self._now, "、".join(customer.bought), by=self._source))
        return tuple(events)


def _tags(customer: Customer, listed: tuple[str, ...]) -> tuple[str, ...]:
    """The list's tags but for those taken off by hand, and those put on by hand; as they were where it has none."""
    if not listed:
        return customer.tags
    off = set(customer.listed_tags) - set(customer.tags)
    stay = [tag for tag in customer.tags if tag in listed or tag not in customer.listed_tags]
    return tuple(dict.fromkeys((*stay, *(tag for tag in listed if tag not in off))))
