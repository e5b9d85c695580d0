"""Departments of the invented office and a few invented place names: filed, late, proposed, renamed."""

from datetime import date

from minsheng.base.actor import Actor
from minsheng.divisions.actions import announce_name, approve_name, file_name, move_function, propose_name
from minsheng.divisions.models import Toponym
from minsheng.divisions.naming import ASSURED
from minsheng.places.models import Place

PAPER = "演示文件〔2024〕1号"


def departments(district: Place, staff: dict[str, Actor]) -> None:
    """Two that the district has entered; the rest is as published."""
    for function, kind, name, since in (
        ("assistance", "civil", "福田区民政局", date(2020, 1, 1)),
        ("social_work", "party_social_work", "福田区委社会工作部", date(2024, 3, 1)),
        ("governance", "party_social_work", "福田区委社会工作部", date(2024, 3, 1)),
    ):
        move_function(place=district, function=function, kind=kind, name=name, since=since, document=PAPER, by=staff["district-head"], on=date(2025, 1, 2))


def names(community: Place, staff: dict[str, Actor]) -> None:
    """A lane through all its steps with a new name proposed for it, a bridge whose filing is late, a residential area that waits."""
    lane = _proposed(community, "road", "映月巷", "巷口旧有月牙形水塘", "北起香蜜湖路，南至红荔西路（演示）", staff, date(2025, 6, 3))
    _approved(lane, date(2025, 6, 20), staff)
    file_name(toponym=lane, filed_on=date(2025, 6, 27), filed_with="广东省民政厅（演示）", by=staff["district"], on=date(2025, 6, 27))
    announce_name(toponym=lane, announced_on=date(2025, 7, 4), announced_where="市政府网站（演示）", by=staff["district"], on=date(2025, 7, 4))
    bridge = _proposed(community, "bridge", "听荷桥", "桥下种有荷花", "跨公园人工湖的人行桥（演示）", staff, date(2025, 9, 1))
    _approved(bridge, date(2025, 9, 26), staff)
    _proposed(community, "building", "竹影花园", "小区内保留原有竹林", "映月巷以东（演示）", staff, date(2025, 10, 20))
    _proposed(community, "road", "荷月巷", "与听荷桥相连", "北起香蜜湖路，南至红荔西路（演示）", staff, date(2025, 10, 24), replaces=lane)


def _proposed(place: Place, kind: str, name: str, meaning: str, extent: str, staff: dict[str, Actor], on: date, replaces: Toponym | None = None) -> Toponym:
    return propose_name(
        place=place, kind=kind, name=name, meaning=meaning, extent=extent, applicant="香蜜湖街道办事处（演示）", application="演示申请〔2025〕1号", assured=list(ASSURED),
        replaces=replaces, by=staff["street"], on=on,
    )  # fmt: skip


def _approved(name: Toponym, on: date, staff: dict[str, Actor]) -> None:
    approve_name(toponym=name, approved_on=on, authority="深圳市人民政府（演示）", approval="演示批复〔2025〕1号", by=staff["district-head"], on=on)
