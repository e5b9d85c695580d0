"""What the Regulations on Place Names (State Council Decree 753) ask of a name and a machine can look at; the rest a person has to say they have looked at.

The rules stand in art. 9, whose text was not found; its wording here follows the Regulations of 1986, art. 4 (seen second-hand) and reports on art. 9: grade D.
A name may not be doubled; a like sound and a rare character are to be avoided: such a name can be proposed with an explanation.
"""

import re
from dataclasses import dataclass
from datetime import date

from pypinyin import Style, lazy_pinyin

from minsheng.divisions.models import Toponym
from minsheng.places.models import Place
from minsheng.places.queries import chain_on

CLAUSE = "《地名管理条例》（国务院令第753号）第九条（条文没有见到原文；依据等级 D）"
SCOPE = {  # within which place a name of a kind may stand once
    "nature": "province", "division": "province", "community": "district", "park": "city", "road": "city", "bridge": "city", "building": "city", "facility": "city", "other": "city",
}  # fmt: skip
GENERIC = {  # 通名: how names of a kind end, the longer first
    "nature": "水道 半岛 群岛 山 岭 峰 河 江 湖 海 湾 岛 礁 洲 滩 涌 溪 泉 洞 谷 角",
    "division": "自治区 自治州 自治县 街道 新区 省 市 区 县 旗 镇 乡",
    "community": "社区 村 嘎查",
    "park": "自然保护区 森林公园 湿地公园 风景区 公园 广场 绿地",
    "road": "快速路 大道 大街 胡同 环路 北路 南路 东路 西路 中路 横街 路 街 巷 道 里 弄 坊 径",
    "bridge": "立交桥 人行桥 高架桥 大桥 隧道 立交 高架 桥",
    "building": "花园 小区 公寓 大厦 广场 山庄 新村 家园 中心 名苑 苑 园 居 城 楼 庭 府 阁 轩 村",
    "facility": "高速公路 水库 机场 车站 地铁站 港口 码头 电站 泵站 水闸 站 港 场 库 闸 坝 渠",
    "other": "",
}  # fmt: skip
ASSURED = {  # what a person has to have looked at
    "healthy": ("含义明确、健康，不违背公序良俗", "Its meaning is clear and decent"),
    "person": ("不以人名作地名；更没有用国家领导人的名字", "It is not the name of a person, let alone of a leader of the state"),
    "foreign": ("没有用外国人名、地名", "It is no foreign person's or place's name"),
    "brand": ("没有用企业名称、商标名称", "It is no company's or brand's name"),
    "fits": ("符合实际地域、规模、性质", "It fits the extent, size and nature of the thing"),
}
LETTERS = re.compile(r"[A-Za-zÜü]+(?:[ '’-][A-Za-zÜü]+)*")
CHINESE = re.compile(r"[\u3400-\u9fff]{2,40}")


@dataclass(frozen=True)
class Finding:
    """`hard`: the name cannot be had; otherwise it needs an explanation."""

    key: str
    zh: str
    en: str
    hard: bool = False


def scope_of(place: Place, kind: str, on: date) -> Place:
    """The place within which a name of this kind may stand once: a functional area does a district's work; what lies higher is its own."""
    chain = chain_on(place, on)
    level = SCOPE[kind]
    return (chain.get("functional") if level == "district" else None) or chain.get(level) or place


def generic_of(name: str, kind: str) -> str:
    """The last part of a name that says what it is (通名); "" when it ends otherwise or is nothing else."""
    return next((g for g in sorted(GENERIC[kind].split(), key=len, reverse=True) if name.endswith(g) and name != g), "")


def romanised(name: str, kind: str) -> str:
    """香蜜湖路 → Xiangmihu Lu: the proper part in one word, the generic in another. A draft: characters with two readings are corrected by hand."""
    generic = generic_of(name, kind)
    parts = [name[: len(name) - len(generic)], generic]
    return " ".join(_joined(lazy_pinyin(part, style=Style.NORMAL, v_to_u=True)) for part in parts if part)


def _joined(syllables: list[str]) -> str:
    """An apostrophe before a syllable that begins with a vowel: Xi'an."""
    return "".join(s if n == 0 or s[:1] not in "aeo" else f"'{s}" for n, s in enumerate(syllables)).capitalize()


def sound_of(pinyin: str) -> str:
    return "".join(c for c in pinyin.lower().replace("ü", "v") if c.isalpha())


def initials_of(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()[:40]


def findings(name: str, kind: str, pinyin: str, scope: Place, but: Toponym | None = None) -> list[Finding]:
    """What speaks against a name, as far as it can be looked up."""
    others = Toponym.objects.filter(scope=scope, kind=kind, state__in=Toponym.TAKEN).exclude(pk=but and but.pk)
    return [*_of_itself(name, kind), *_doubled(name, pinyin, scope, others)]


def _of_itself(name: str, kind: str) -> list[Finding]:
    out = []
    if not CHINESE.fullmatch(name):
        out.append(
            Finding(
                "letters",
                "名称只用汉字，两个字以上，不带字母、数字和符号。",
                "A name is of two or more Chinese characters, without letters, digits or signs.",
                hard=True,
            )
        )
    if rare := "".join(c for c in name if not _common(c)):
        out.append(Finding("rare", f"“{rare}”可能是生僻字，应当避免。", f"“{rare}” may be a rare character, which is to be avoided."))
    if GENERIC[kind] and not generic_of(name, kind):
        zh, en = Toponym.KINDS[kind]
        out.append(
            Finding(
                "generic",
                f"地名由专名和通名组成，这个名称的末尾不是“{zh}”常见的通名。",
                f"A name ends with a word for what it is; this does not end like a {en.lower()}.",
            )
        )
    return out


def _doubled(name: str, pinyin: str, scope: Place, others) -> list[Finding]:
    same = others.filter(name=name).select_related("place").first()
    if same:
        return [
            Finding(
                "same",
                f"{scope.name}范围内已有同类地名“{name}”（{same.place.name}），不能重名。",
                f"{scope.name} has a {name} of this kind already ({same.place.name}).",
                hard=True,
            )
        ]
    alike = sorted(set(others.filter(sound=sound_of(pinyin)).values_list("name", flat=True)))[:5]
    if not alike:
        return []
    said = "、".join(alike)
    return [Finding("sound", f"和{scope.name}的“{said}”同音，应当避免。", f"It sounds like {said} in {scope.name}, which is to be avoided.")]


def _common(character: str) -> bool:
    """Roughly: what the national character set of 1980 has is in common use."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
