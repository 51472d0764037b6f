"""Every setting of the program. The one module that reads the environment (and `.env`)."""

import locale
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from copilot.domain.language import Language
from copilot.errors import Misconfigured

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read from `BUTTERFLY_…` variables or `.env`; each field's description is its documentation."""

    model_config = SettingsConfigDict(env_prefix="BUTTERFLY_", env_file=".env", extra="ignore", populate_by_name=True)

    model: Annotated[str, Field(description="Model name, or `provider:name` for LangChain. Empty: offline writer.")] = (
        ""
    )
    base_url: Annotated[
        str,
        Field(
            validation_alias=AliasChoices("BUTTERFLY_BASE_URL", "OPENAI_BASE_URL"),
            description="Base URL of an OpenAI-compatible endpoint.",
        ),
    ] = ""
    api_key: Annotated[
        SecretStr,
        Field(
            validation_alias="BUTTERFLY_API_KEY",
            description="Key of the model; many local servers need none. OpenAI-compatible: `OPENAI_API_KEY` where empty.",
        ),
    ] = SecretStr("")
    openai_api_key: Annotated[
        SecretStr,
        Field(
            validation_alias="OPENAI_API_KEY",
            description="Used for OpenAI-compatible endpoints only; it must not reach another provider.",
        ),
    ] = SecretStr("")
    model_timeout_seconds: Annotated[
        float, Field(gt=0, description="Longest wait for the next piece of an answer.")
    ] = 30
    model_attempts: Annotated[int, Field(ge=1, le=5, description="Calls to make before the offline writer.")] = 3
    prompt_budget_tokens: Annotated[int, Field(ge=500, description="Most tokens of a prompt.")] = 2200
    answer_budget_tokens: Annotated[int, Field(ge=100, description="Most tokens of an answer.")] = 800
    allow_model_calls: Annotated[bool, Field(description="Off: a real model call is an error (tests).")] = True

    data_dir: Annotated[Path, Field(description="Folder of the database and the indexes.")] = PROJECT_ROOT / "data"
    database_url: Annotated[str, Field(description="SQLAlchemy URL. Empty: SQLite in the data folder.")] = ""
    chroma_url: Annotated[str, Field(description="URL of a Chroma server. Empty: a folder in the data folder.")] = ""
    embedding_model: Annotated[
        str, Field(description="Name at an embeddings endpoint. Empty: the built-in encoder.")
    ] = ""
    embedding_base_url: Annotated[str, Field(description="Base URL of the embeddings endpoint; empty: `base_url`.")] = (
        ""
    )

    rerank_model: Annotated[str, Field(description="Name at a reranking endpoint. Empty: our own ranking.")] = ""
    rerank_base_url: Annotated[
        str, Field(description="Base URL of the reranking endpoint, before `/rerank`; empty: `base_url`.")
    ] = ""
    rerank_api_key: Annotated[SecretStr, Field(description="Key of the reranking endpoint; empty: `api_key`.")] = (
        SecretStr("")
    )
    rerank_timeout_seconds: Annotated[
        float, Field(gt=0, le=30, description="Longest wait for reranking, in one search or one reply, retry included.")
    ] = 2
    rewrite: Annotated[
        bool,
        Field(
            description="On: the model rewords questions into the knowledge's words before searching. Off by default, "
            "as a reply then waits for one more model call before its own; `butterfly search --rewrite` does it once."
        ),
    ] = False
    rewrite_timeout_seconds: Annotated[
        float, Field(gt=0, le=60, description="Longest wait for rewording, in one search or one reply.")
    ] = 4

    refine_reading: Annotated[
        bool,
        Field(
            description="On: where a chat's reading is unsure, the model is asked where the customer stands first. Off by "
            "default: a 1.5B model read worse than we do; measure yours with `butterfly eval reading` before."
        ),
    ] = False
    refine_timeout_seconds: Annotated[float, Field(gt=0, le=30, description="Longest wait for that.")] = 2

    sign_in: Annotated[
        bool,
        Field(
            description="On: several users sign in by OpenID Connect (`[auth]` in `.streamlit/secrets.toml`), and nobody "
            "approves their own. Off: one user on this machine does both, and the trail says so."
        ),
    ] = False
    admins: Annotated[
        str, Field(description="E-mails of those who are admins from the start, with commas between them.")
    ] = ""
    calls_in_flight: Annotated[
        int, Field(ge=1, le=64, description="How many items of the calendar are written at once.")
    ] = 8
    price_prompt_per_million: Annotated[
        float | None, Field(ge=0, description="What a million prompt tokens cost. Empty: costs are not told.")
    ] = None
    price_answer_per_million: Annotated[
        float | None, Field(ge=0, description="What a million answer tokens cost. Empty: costs are not told.")
    ] = None
    price_currency: Annotated[str, Field(description="Currency of these prices, as people read it.")] = "¥"
    monthly_budget: Annotated[
        float | None,
        Field(
            ge=0, description="Most that models may cost in a month, in that currency. Empty: no limit of this kind."
        ),
    ] = None

    revising_model: Annotated[
        str, Field(description="Model that rewrites texts and sentences; written as `model` is. Empty: `model`.")
    ] = ""
    revising_base_url: Annotated[str, Field(description="Base URL of its endpoint; empty: `base_url`.")] = ""
    revising_api_key: Annotated[
        SecretStr, Field(description="Its key; empty: that of `model`, where both are at one endpoint.")
    ] = SecretStr("")
    revising_price_prompt_per_million: Annotated[
        float | None, Field(ge=0, description="What a million prompt tokens of it cost.")
    ] = None
    revising_price_answer_per_million: Annotated[
        float | None, Field(ge=0, description="What a million answer tokens of it cost.")
    ] = None
    opinion_model: Annotated[
        str, Field(description="Model that gives second opinions; written as `model` is. Empty: `model`.")
    ] = ""
    opinion_base_url: Annotated[str, Field(description="Base URL of its endpoint; empty: `base_url`.")] = ""
    opinion_api_key: Annotated[
        SecretStr, Field(description="Its key; empty: that of `model`, where both are at one endpoint.")
    ] = SecretStr("")
    opinion_price_prompt_per_million: Annotated[
        float | None, Field(ge=0, description="What a million prompt tokens of it cost.")
    ] = None
    opinion_price_answer_per_million: Annotated[
        float | None, Field(ge=0, description="What a million answer tokens of it cost.")
    ] = None
    structured_output: Annotated[
        Literal["off", "auto", "on"],
        Field(
            description="Whether answers are asked for as JSON by a schema. off: by marks in the text, with which the small "
            "model of docs/drafts-report.md cited more; auto: until the endpoint refuses; on: a refusal is an error."
        ),
    ] = "off"

    model_writes: Annotated[
        Literal["auto", "freely", "guided"],
        Field(
            description="freely: the model writes from the evidence. guided: it says again, in the persona's voice, what the "
            "offline writer drafted, and only what keeps every figure and source is taken; for models too small to choose "
            "from evidence. auto: guided where the model's name says 4b or less."
        ),
    ] = "auto"

    language: Annotated[Language | None, Field(description="Language of messages; empty: browser's or system's.")] = (
        None
    )
    knowledge_dir: Annotated[Path, Field(description="Where the demo brands lie.")] = PROJECT_ROOT / "knowledge"
    prompts_dir: Annotated[Path, Field(description="Where the prompt files lie.")] = PROJECT_ROOT / "prompts"
    max_file_bytes: Annotated[int, Field(gt=0, description="Largest file that is learned.")] = 20_000_000

    max_pages: Annotated[int, Field(gt=0, description="Most pages of a PDF, and slides of a presentation.")] = 2000
    max_cells: Annotated[int, Field(gt=0, description="Most filled cells of a spreadsheet or table file.")] = 600_000
    max_unpacked_bytes: Annotated[
        int, Field(gt=0, description="What an Office file or an archive may unfold to, all parts together.")
    ] = 160_000_000
    max_archive_members: Annotated[int, Field(gt=0, description="Most files in an archive.")] = 1000
    max_file_seconds: Annotated[float, Field(gt=0, description="Longest work (processor time) on one file.")] = 60
    max_file_memory_bytes: Annotated[
        int, Field(ge=50_000_000, description="Most memory that reading one file may take.")
    ] = 1_000_000_000

    @property
    def admin_emails(self) -> frozenset[str]:
        """The e-mails of `admins`, in lower case."""
        return frozenset(mail.strip().lower() for mail in self.admins.split(",") if mail.strip())

    @property
    def endpoint_key(self) -> str:
        """The key for OpenAI-compatible endpoints; "" where none is set."""
        return self.api_key.get_secret_value() or self.openai_api_key.get_secret_value()

    @property
    def rerank_key(self) -> str:
        """The key for the reranking endpoint: its own, else `api_key`; "" where none is set."""
        return self.rerank_api_key.get_secret_value() or self.api_key.get_secret_value()

    @property
    def resolved_database_url(self) -> str:
        """The database to open: the configured one, or a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'butterfly.sqlite3').resolve()}"


def load_settings() -> Settings:
    """The settings of the environment and `.env`. Raises `Misconfigured`, which names the variable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        setting = name if name.isupper() else f"BUTTERFLY_{name.upper()}"
        raise Misconfigured(f"{setting}: {first['msg']}", setting=setting, detail=first["msg"]) from error


def system_language() -> Language:
    """The language of this machine's user: Chinese when their locale says so, else English."""
    name = locale.getlocale()[0] or ""
    return Language.ZH if name.casefold().startswith(("zh", "chinese")) else Language.EN
