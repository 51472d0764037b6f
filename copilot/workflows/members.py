"""Who may sign in, and what each of them may do; on a machine of one user, that one may do all."""

from dataclasses import dataclass

from copilot.domain.review import Actor, Duty, Member
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store

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
    """Members of the installation. `first_admins` are admins whatever is stored, so that somebody can begin."""

    store: Store
    first_admins: frozenset[str] = frozenset()

    def alone(self, name: str = "") -> Actor:
        """The one user of a machine without sign-in: does both steps of review, and the trail says so."""
        return Actor(ALONE, name or ALONE, Duty.ADMIN, alone=True)

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
        stored = self.store.members.all()
        missing = sorted(self.first_admins - {m.email for m in stored})
        admins = tuple(Member(m.email, m.name, Duty.ADMIN) if m.email in self.first_admins else m for m in stored)
        return (*admins, *(Member(email, email, Duty.ADMIN) for email in missing))

    def save(self, member: Member, actor: Actor) -> Member:
        """Let somebody in or change what they are here for. Raises `InvalidInput`: only admins may, an e-mail has one
        @, and one admin has to be left."""
        require(actor, Duty.ADMIN)
        mail = member.email.strip().lower()
        if mail.count("@") != 1 or mail.startswith("@") or mail.endswith("@") or any(c.isspace() for c in mail):
            raise InvalidInput(f"{member.email!r} is no e-mail", code="email_wrong", email=member.email)
        kept = Member(mail, member.name.strip() or mail, member.duty)
        if kept.duty is not Duty.ADMIN:
            self._require_another_admin(mail)
        self.store.members.save(kept)
        return kept

    def remove(self, email: str, actor: Actor) -> None:
        """Let somebody sign in no longer; what they did stays in the trail. Raises `InvalidInput`, `UnknownName`."""
        require(actor, Duty.ADMIN)
        mail = email.strip().lower()
        self._require_another_admin(mail)
        if not self.store.members.forget(mail):
            raise UnknownName("member", email, tuple(m.email for m in self.all()))

    def _require_another_admin(self, email: str) -> None:
        if email in self.first_admins:
            raise InvalidInput("admins of the settings stay admins", code="admin_of_settings", email=email)
        members = {m.email: m.duty for m in self.all()}
        others = [mail for mail, duty in members.items() if duty is Duty.ADMIN and mail != email]
        if members.get(email) is Duty.ADMIN and not others:
            raise InvalidInput("the last admin", code="last_admin")
