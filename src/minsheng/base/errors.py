"""What can go wrong in an action, said in both languages. Views show it; nothing else catches it."""

from minsheng.base.texts import here


class Refused(Exception):
    """An action that cannot be done. Says what, and how to mend it, in Chinese and English; `field` is the form field it is about."""

    def __init__(self, zh: str, en: str, *, field: str | None = None):
        super().__init__(zh, en)
        self.zh, self.en, self.field = zh, en, field

    def __str__(self) -> str:
        return here(self.zh, self.en)


class NotAllowed(Refused):
    """The role, the place or the second pair of eyes is missing. Shown as 403."""


class AlreadyDone(Refused):
    """Somebody (or the same click twice) has already done it: shown as a note, not as a failure."""
