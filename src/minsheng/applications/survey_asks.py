"""How many neighbours and photographs the survey form of a place asks for: advice on the form and in the file, never in the way of a visit."""

from datetime import date

from minsheng.applications.models import Visit
from minsheng.places.models import Place
from minsheng.rules.engine.figures import INDICATIVE, LEVEL, PAYABLE
from minsheng.standards.queries import law_at

Pair = tuple[str, str]
FIGURES = {"neighbours": "survey_neighbours", "photos": "survey_photos"}


def wanted(place: Place, on: date) -> dict[str, int]:
    """{neighbours | photos: how many} as far as a document of the place says so."""
    values, out = law_at(place, on, known=on).values, {}
    for key, figure in FIGURES.items():
        cells = values[figure].cell("", INDICATIVE)
        if cells and LEVEL[values[figure].standing] == PAYABLE:
            out[key] = cells[0][1]
    return out


def hints(place: Place, on: date) -> dict[str, Pair]:
    """What the form says beside the two questions."""
    found = wanted(place, on)
    neighbours, photos = found.get("neighbours"), found.get("photos")
    return {
        "neighbours_asked": (f"本地要求问 {neighbours} 户。", f"The place asks for {neighbours}.") if neighbours else ("问几户没有文件确认。", "No document confirms how many."),
        "photos": (f"本地要求 {photos} 张；可以一次选多张。", f"The place asks for {photos}; several can be chosen at once.") if photos else ("要几张没有文件确认；可以一次选多张。", "No document confirms how many; several can be chosen at once."),
    }  # fmt: skip


def short_of(visit: Visit, place: Place) -> Pair | None:
    """What a visit has less of than the place asked for on its day; None where nothing is short."""
    found = wanted(place, visit.on)
    have = {"photos": len(visit.photos), "neighbours": visit.form.get("neighbours_asked")}
    parts = []
    if (want := found.get("neighbours")) and have["neighbours"] is not None and have["neighbours"] < want:
        parts.append((f"问了 {have['neighbours']} 户邻居，本地要求 {want} 户", f"{have['neighbours']} of {want} neighbours asked"))
    if (want := found.get("photos")) and have["photos"] < want:
        parts.append((f"照片 {have['photos']} 张，本地要求 {want} 张", f"{have['photos']} of {want} photographs"))
    elif not have["photos"]:
        parts.append(("没有入户照片", "no photographs of the visit"))
    return ("；".join(zh for zh, _ in parts), "; ".join(en for _, en in parts)) if parts else None
