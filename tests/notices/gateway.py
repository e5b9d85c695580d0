"""A stand-in for a gateway: remembers every id it was handed and sends each to a phone once, as a real one promises to."""

from minsheng.notices.messages.provider import Came, Out, Report


class Gateway:
    """What it is told to refuse, to break at and to report is set on the class: the site makes its own instance."""

    calls: list[list[Out]]
    sent: dict[str, Out]
    refuses: set[str]
    reported: list[Report]
    came: list[Came]
    breaks: str

    @classmethod
    def reset(cls) -> None:
        cls.calls, cls.sent, cls.refuses, cls.reported, cls.came, cls.breaks = [], {}, set(), [], [], ""

    def hand_over(self, batch):
        if self.breaks == "before":
            raise TimeoutError("10000000001 does not answer")
        self.calls.append(batch)
        for one in batch:
            if one.phone not in self.refuses:
                self.sent.setdefault(one.id, one)
        if self.breaks == "after":
            raise KeyboardInterrupt  # killed: the phones ring, and nobody here knows
        return {one.id: one.phone not in self.refuses for one in batch}

    def reports(self, since):
        return self.reported

    def answers(self, since):
        if self.breaks == "before":
            raise TimeoutError
        return self.came
