"""Makes the `openai` client for a configured endpoint, and for nothing that the environment says besides."""

import weakref
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openai import OpenAI

DEFAULT_BASE_URL = "https://api.openai.com/v1"
CONNECT_SECONDS = 5.0
NO_KEY = "none"
"""Local servers ask for no key; the SDK insists on one."""


def open_client(owner: object, base_url: str, api_key: str, timeout_seconds: float) -> "OpenAI":
    """A client that connects within 5 s, waits `timeout_seconds` for each piece, and never retries by itself.

    Its connections are closed when `owner` is gone.
    """
    import httpx2
    from openai import OpenAI

    timeout = httpx2.Timeout(timeout_seconds, connect=min(CONNECT_SECONDS, timeout_seconds))
    client = OpenAI(base_url=base_url or DEFAULT_BASE_URL, api_key=api_key or NO_KEY, timeout=timeout, max_retries=0)
    # The SDK fills these from OPENAI_… variables that may belong to another endpoint than the configured one.
    client.organization = client.project = client.admin_api_key = None
    weakref.finalize(owner, client.close)
    return client
