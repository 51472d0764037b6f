"""Who may sign in, and what each of them may do; on a machine of one user, that one may do all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from copilot.domain.review import Actor, Deed, Duty, Member
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store
from copilot.store.audit_trail import Done

ALONE = "local"
"""The id of the one user of a machine without sign-in."""
RANK = {Duty.AUTHOR: 0, Duty.REVIEWER: 1, Duty.ADMIN: 2}


def require(actor: Actor, duty: Duty) -> None:
    """Raises `InvalidInput` (`not_allowed`, facts `name`, `duty`) unless the actor is there for that, or for more."""
    if RANK[actor.duty] < RANK[duty]:
        raise InvalidInput(
            f"{actor.name} is {actor.duty}, not {duty}", code="not_allowed", name=actor.name, duty=duty.value
        )


@dataclass(frozen=True, slots=True)
class Membership:
    """Members of the installation. `first_admins` are admins whatever is stored, so that somebody can begin. Without
    `sign_in` there is one user, who is no member and may do everything."""

    store: Store
    first_admins: frozenset[str] = frozenset()
    sign_in: bool = False

    def alone(self, name: str = "") -> Actor:
        """The one user of a machine without sign-in: does both steps of review, and the trail says so. Raises
        `InvalidInput` (`not_signed_in`) where people sign in."""
        if self.sign_in:
            raise InvalidInput("people sign in here", code="not_signed_in")
        return Actor(ALONE, name or ALONE, Duty.ADMIN, alone=True)

    def actor_of(self, claims: Mapping[str, object]) -> Actor:
        """Who signed in, by what the provider says of them (the claims of OpenID Connect, and `is_logged_in`). Raises
        `InvalidInput`: `not_signed_in`, `email_missing`, `email_unverified`, `not_a_member`."""
        if claims.get("is_logged_in") is not True:
            raise InvalidInput("nobody signed in", code="not_signed_in")
        email, name = claims.get("email"), claims.get("name")
        if not isinstance(email, str) or not email.strip():
            raise InvalidInput("the provider tells no e-mail", code="email_missing")
        # A provider that says nothing of it vouches for what it tells; one that says anything but yes does not.
        if str(claims.get("email_verified", True)).casefold() != "true":
            raise InvalidInput(f"{email} is not verified", code="email_unverified", email=email)
        return self.actor_for(email, name if isinstance(name, str) else "")

    def actor_for(self, email: str, name: str = "") -> Actor:
        """Who somebody is that signed in. Raises `InvalidInput` (`not_a_member`) for one nobody let in."""
        mail = email.strip().lower()
        member = self.store.members.get(mail)
        if mail in self.first_admins:
            return Actor(mail, (member.name if member else name) or mail, Duty.ADMIN)
        if member is None or not mail:
            raise InvalidInput(f"{mail or 'nobody'} is no member", code="not_a_member", email=mail)
        return Actor(member.email, member.name or name or member.email, member.duty)

    def all(self) -> tuple[Member, ...]:
        """By name; the first admins are among them, whether stored or not."""
        return self._with_first(self.store.members.all())

    def save(self, member: Member, actor: Actor) -> Member:
        """Let somebody in or change what they are here for; every brand's trail tells it. Raises `InvalidInput`: only
        admins may, an e-mail has one @, and one admin has to be left."""
        require(actor, Duty.ADMIN)
        mail = member.email.strip().lower()
        if mail.count("@") != 1 or mail.startswith("@") or mail.endswith("@") or any(c.isspace() for c in mail):
            raise InvalidInput(f"{member.email!r} is no e-mail", code="email_wrong", email=member.email)
        kept = Member(mail, member.name.strip() or mail, member.duty)
        known = self.store.members.get(mail)
        if kept != known:
            guard = None if kept.duty is Duty.ADMIN else self._another_admin_than(mail)
            self.store.members.save(kept, Done(actor.id, Deed.DUTY, before=_told(known), after=_told(kept)), guard)
        return kept

    def remove(self, email: str, actor: Actor) -> None:
        """Let somebody sign in no longer; what they did stays in the trail. Raises `InvalidInput`, `UnknownName`."""
        require(actor, Duty.ADMIN)
        mail = email.strip().lower()
        known = self.store.members.get(mail)
        if known is None and mail not in self.first_admins:
            raise UnknownName("member", email, tuple(m.email for m in self.all()))
        self.store.members.forget(
            mail, Done(actor.id, Deed.DUTY, before=_told(known), after=mail), self._another_admin_than(mail)
        )

    def _with_first(self, stored: tuple[Member, ...]) -> tuple[Member, ...]:
        missing = sorted(self.first_admins - {m.email for m in stored})
        admins = tuple(replace(m, duty=Duty.ADMIN) if m.email in self.first_admins else m for m in stored)
        return (*admins, *(Member(email, email, Duty.ADMIN) for email in missing))

    def _another_admin_than(self, email: str) -> Callable[[tuple[Member, ...]], None]:
        """Asked while nobody else changes the members: two admins cannot dismiss each other at once."""

        def guard(stored: tuple[Member, ...]) -> None:
            if email in self.first_admins:
                raise InvalidInput("admins of the settings stay admins", code="admin_of_settings", email=email)
            admins = {m.email for m in self._with_first(stored) if m.duty is Duty.ADMIN}
            if admins == {email}:
                raise InvalidInput("the last admin", code="last_admin")

        return guard


def _told(member: Member | None) -> str:
    return f"{member.email} {member.duty.value}" if member else ""
