"""Traces of customers who said stop and were deleted: a list that names them is known again, and nothing can be read.

Keeping that much is what respecting an objection needs; see the privacy law's articles on refusal and deletion.
"""

from hashlib import blake2b

from copilot.customers.cells import contact_key
from copilot.customers.words import plain
from copilot.domain.customer import Customer

DIGEST_BYTES = 8


def traces_left(customer: Customer) -> tuple[str, ...]:
    """What is kept of a deleted customer: a trace of the number and of each contact, of the name only without those."""
    sure = _sure(customer)
    named = [f"name:{plain(customer.name)}"] if customer.name and not sure else []
    return tuple(_trace(key, customer.brand_id) for key in (*sure, *named))


def traces_matching(customer: Customer) -> tuple[str, ...]:
    """Traces that are this customer's when one of them was left."""
    named = [f"name:{plain(customer.name)}"] if customer.name else []
    return tuple(_trace(key, customer.brand_id) for key in (*_sure(customer), *named))


def _sure(customer: Customer) -> list[str]:
    code = [f"code:{plain(customer.code)}"] if customer.code else []
    return [*code, *(f"contact:{contact_key(contact)}" for contact in customer.contacts)]


def _trace(key: str, brand_id: str) -> str:
    return blake2b(key.encode(), digest_size=DIGEST_BYTES, key=brand_id.encode()[:64]).hexdigest()
