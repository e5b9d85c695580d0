"""What a family can ask the finder about, in plain words, and which benefits each topic stands for. All of it is here."""

from dataclasses import dataclass

from minsheng.guide import law


@dataclass(frozen=True)
class Topic:
    """A box on the page of topics. It stands for the benefits of its layers, and for those it names itself.

    `reads`: registrations and assessments that no question of ours can settle; they are told, not worked out.
    `says`: what whoever ticks the box has thereby said of the one who applies.
    """

    key: str
    label: tuple[str, str]
    hint: tuple[str, str]
    layers: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    says: tuple[tuple[str, str], ...] = ()
    ticked: bool = True


TOPICS = (
    Topic("hardship", ("生活有困难", "Making ends meet"), ("低保、低保边缘、特困、临时救助。要问收入和财产。", "Dibao, margin households, tekun, temporary aid. It asks for income and assets."),
          layers=("basic", "special", "urgent")),
    Topic("elders", ("家里有老人", "Older people in the family"), ("高龄津贴、养老服务补贴、长者饭堂。", "Old-age allowance, voucher for care, elder canteens."), layers=("elderly", "service")),
    Topic("disability", ("家里有残疾人", "Somebody with a disability"), ("生活补贴、护理补贴。", "Living and nursing subsidies."), layers=("disability",)),
    Topic("children", ("孩子没有父母照顾", "A child whom no parent can look after"), ("孤儿、事实无人抚养儿童的基本生活费。", "Allowances for orphans and de-facto unattended children."),
          layers=("children",)),
    Topic("adoption", ("想收养孩子", "Adopting a child"), ("看看您和孩子是不是符合法律规定。", "Whether the law lets you adopt."), benefits=("adoption",), says=(("wants_to_adopt", "yes"),),
          ticked=False),
    Topic("errands", ("结婚登记、安葬、老人能力评估", "Marriage, burial, ability assessment"), ("不用答题，直接告诉您怎么办。", "No questions: how to go about it."),
          reads=("marriage_registration", "eco_burial_reward", "elder_ability"), ticked=False),
)  # fmt: skip
BY_KEY = {t.key: t for t in TOPICS}
DEFAULT = [t.key for t in TOPICS if t.ticked]
NAMED = {key for t in TOPICS for key in t.benefits + t.reads}


def benefits(chosen: list[str]) -> list[str]:
    """The benefits to be worked out for the topics chosen."""
    found = law.book().benefits.values()
    layers = {layer for key in chosen for layer in BY_KEY[key].layers}
    named = {name for key in chosen for name in BY_KEY[key].benefits}
    return [b.key for b in found if b.key in named or (b.layer in layers and b.key not in NAMED)]


def to_read(chosen: list[str]) -> list:
    """The benefits of the topics chosen that are only told."""
    return [law.book().benefits[name] for key in chosen for name in BY_KEY[key].reads if name in law.book().benefits]


def said(chosen: list[str]) -> dict[str, str]:
    """What the choice of topics says of the one who applies."""
    return {fact: value for key in chosen for fact, value in BY_KEY[key].says}


def others(chosen: list[str]) -> list[Topic]:
    return [t for t in TOPICS if t.key not in chosen]
