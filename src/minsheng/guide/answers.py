"""What a reader has told the finder. It lives in the sealed cookie only."""

from dataclasses import dataclass, field
from datetime import date

# The first person is the one who applies; a word of kinship written for another answers how the two are related.
KINSHIP = {
    "spouse": ("配偶", "丈夫", "妻子", "老公", "老婆", "爱人", "spouse", "husband", "wife"),
    "parent": ("父亲", "母亲", "爸爸", "妈妈", "父母", "father", "mother"),
    "child": ("儿子", "女儿", "孩子", "大儿子", "小儿子", "大女儿", "小女儿", "son", "daughter", "child"),
    "grandparent": ("爷爷", "奶奶", "外公", "外婆", "祖父", "祖母", "grandfather", "grandmother"),
    "grandchild": ("孙子", "孙女", "外孙", "外孙女", "grandson", "granddaughter"),
    "sibling": ("哥哥", "弟弟", "姐姐", "妹妹", "brother", "sister"),
}
# Who has such work is not in full-time study (the question says so): schooling is then not asked.
AT_WORK = ("preschool", "employed", "flexible", "farming", "registered_unemployed", "unregistered_unemployed", "retired")
MOST_PEOPLE = 20
LONGEST_NAME = 12


@dataclass
class Given:
    """One answer: the fact, whose (None: the household's), and the value as the book reads it; None means “not sure”."""

    fact: str
    member: int | None
    value: str | None


@dataclass
class Answers:
    place: str = ""
    month: date | None = None
    topics: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)

    @classmethod
    def unpack(cls, content) -> "Answers":
        """From what the cookie held; nothing, or something of another form, is an empty start."""
        try:
            month = date.fromisoformat(content["m"]) if content["m"] else None
            return cls(content["p"], month, list(content["t"]), list(content["w"]), [Given(f, None if m < 0 else m, v) for f, m, v in content["g"]])
        except (TypeError, KeyError, ValueError):
            return cls()

    def pack(self) -> dict:
        return {
            "p": self.place, "m": self.month.isoformat() if self.month else "", "t": self.topics, "w": self.people,
            "g": [[g.fact, -1 if g.member is None else g.member, g.value] for g in self.given],
        }  # fmt: skip

    def put(self, given: list[Given]) -> None:
        """Answers to one page: each takes the place of an earlier one to the same question, or comes at the end."""
        at = {(g.fact, g.member): i for i, g in enumerate(self.given)}
        for g in given:
            if (g.fact, g.member) in at:
                self.given[at[g.fact, g.member]] = g
            else:
                self.given.append(g)

    def name_people(self, people: list[str]) -> None:
        """Set who lives in the household. Answers about people who are no longer in it are dropped."""
        self.people = people
        self.given = [g for g in self.given if g.member is None or g.member < len(people)]

    def case(self, said: dict[str, str] | None = None) -> dict:
        """The mapping that the book reads as a case (docs/engine.md, section 4). What is not known is left out. `said`: more of the one who applies."""
        members = [{"name": name} | relation(name, i) for i, name in enumerate(self.people)]
        members[0] |= said or {}
        household = {}
        for g in self.given:
            if g.value is not None:
                (household if g.member is None else members[g.member])[g.fact] = g.value
        for member in members:
            if member.get("employment") in AT_WORK:
                member.setdefault("schooling", "none")
        return {"place": self.place, "household": household, "members": members}

    @property
    def asked(self) -> set:
        return {(g.member, g.fact) for g in self.given}


def relation(name: str, index: int) -> dict[str, str]:
    """How a person is related to the one who applies, where the word written for them says so."""
    if index == 0:
        return {"relation": "applicant"}
    word = name.strip().lower()
    return next(({"relation": key} for key, words in KINSHIP.items() if word in words), {})
