"""Where a text is said, and how much of it fits there."""

from dataclasses import dataclass, replace
from enum import StrEnum

from copilot.domain.language import Language

ENGLISH_LENGTH = 2
"""A rule of thumb (经验值), not a measure of any one text."""


class Channel(StrEnum):
    """A carrier of private-domain content. Personal WeChat and WeCom differ in limits, not in the road."""

    PRIVATE_CHAT = "private_chat"
    MASS_SEND = "mass_send"
    GROUP = "group"
    MOMENTS = "moments"
    OFFICIAL_ACCOUNT = "official_account"
    MINI_PROGRAM = "mini_program"
    VIDEO_CHANNEL = "video_channel"
    LIVE = "live"


class Reach(StrEnum):
    """How public a channel is; checking is stricter the wider a text travels."""

    BROADCAST = "broadcast"
    GROUP = "group"
    ONE_TO_ONE = "one_to_one"


@dataclass(frozen=True, slots=True)
class ChannelForm:
    """What fits on a channel. Characters count as Python counts them, bytes are UTF-8; `None` is no limit known."""

    channel: Channel
    reach: Reach
    target_characters: int
    """What reads well there; what a writer is asked for."""
    soft_characters: int | None
    """Past this the text is folded, skimmed or disliked: a rule of thumb, a warning."""
    hard_characters: int | None
    hard_bytes: int | None
    """Past either of the hard limits the platform refuses or cuts the text."""
    soft_lines: int | None
    source: str
    """Where the limits were read, or that they are a rule of thumb."""
    fold_characters: int | None = None
    fold_lines: int | None = None
    """What shows before the reader has to open the text: a rule of thumb, platforms publish no figure."""
    soft_emoji: int | None = None
    wall_characters: int | None = None
    """A stretch without a line break that reads as a solid block on a phone."""

    def in_language(self, language: Language) -> "ChannelForm":
        """The form for texts in `language`. Rules of thumb are counted in Chinese characters, and the same content
        takes about `ENGLISH_LENGTH` times as many Latin ones; a platform's hard limits stay what they are."""
        if language is not Language.EN:
            return self
        target, soft = self.target_characters * ENGLISH_LENGTH, self.soft_characters
        longer = soft and soft * ENGLISH_LENGTH
        if longer and self.hard_characters:
            longer = min(longer, self.hard_characters)
        fold, wall = self.fold_characters, self.wall_characters
        return replace(
            self,
            target_characters=target,
            soft_characters=longer,
            fold_characters=fold and fold * ENGLISH_LENGTH,
            wall_characters=wall and wall * ENGLISH_LENGTH,
        )
