"""The places a reader can choose: cities and districts of the book, with their English names."""

from functools import cache

from minsheng.guide import law

ENGLISH = {
    "广东省": "Guangdong", "深圳市": "Shenzhen", "广州市": "Guangzhou", "惠州市": "Huizhou", "惠城区": "Huicheng",
    "罗湖区": "Luohu", "福田区": "Futian", "南山区": "Nanshan", "宝安区": "Bao'an", "龙岗区": "Longgang", "盐田区": "Yantian",
    "龙华区": "Longhua", "坪山区": "Pingshan", "光明区": "Guangming",
    "荔湾区": "Liwan", "越秀区": "Yuexiu", "海珠区": "Haizhu", "天河区": "Tianhe", "白云区": "Baiyun", "黄埔区": "Huangpu",
    "番禺区": "Panyu", "花都区": "Huadu", "南沙区": "Nansha", "从化区": "Conghua", "增城区": "Zengcheng", "全国": "China",
}  # fmt: skip
CITY_ORDER = ("深圳市", "广州市", "惠州市")


@cache
def cities() -> tuple:
    """The cities of the book, Shenzhen first."""
    found = [p for p in law.book().places.by_code.values() if p.level == "city"]
    return tuple(sorted(found, key=lambda p: CITY_ORDER.index(p.name) if p.name in CITY_ORDER else len(CITY_ORDER)))


@cache
def districts(city: str) -> tuple:
    """The districts of a city, by its code. No figure of the book differs by street, so streets are not asked."""
    return tuple(p for p in law.book().places.by_code.values() if p.level == "district" and p.parent == city)


def known(code: str) -> bool:
    place = law.book().places.by_code.get(code)
    return place is not None and place.level in ("city", "district")


def city_of(code: str) -> str:
    """The code of the city a place lies in."""
    tree = law.book().places
    return next((c for c in tree.path(code) if tree.by_code[c].level == "city"), code)


def name(code: str) -> tuple[str, str]:
    """深圳市福田区 | Futian, Shenzhen"""
    tree = law.book().places
    names = [tree.by_code[c].name for c in tree.path(code) if tree.by_code[c].level not in ("nation", "province")] or [tree.by_code[code].name]
    return "".join(reversed(names)), ", ".join(ENGLISH.get(n, n) for n in names)


def own_name(place) -> tuple[str, str]:
    """福田区 | Futian"""
    return place.name, ENGLISH.get(place.name, place.name)
