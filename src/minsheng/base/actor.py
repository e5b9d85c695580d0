"""Who acts. Every action is told `by` an actor; nothing is written without one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """One user in one post: what may be done is decided by the role, where by the path (a place and everything below it).

    `user` and `post` are ids (None for the machine); `path` is a prefix of `places.Place.path`, "" for the whole tree and None for nowhere:
    a resident holds no place and reaches only the own file, whose id is `person`. `token` is the id of the token by which a program acts for the user.
    """

    user: int | None
    name: str
    role: str
    path: str | None = None
    post: int | None = None
    place: int | None = None
    person: int | None = None
    token: int | None = None

    def covers(self, path: str) -> bool:
        """Whether a place with this path lies in the actor's own place or below it."""
        return self.path is not None and path.startswith(self.path)


MACHINE = Actor(user=None, name="系统 / system", role="machine", path="")
"""Prepares, computes and reminds; it never grants, refuses, reduces or stops."""
