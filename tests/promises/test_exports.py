"""A list of people that leaves the site as a file leaves a row in the trail."""

import importlib
import pkgutil

import minsheng
from minsheng.base.ui import Table

WITHOUT_RESIDENTS = {
    "users",
    "declarations",
    "sweeps",
    "index-tables",
    "delegations",
    "holdings",
    "toponyms",
    "places",
    "children",
    "page-views",
    "sheet-layouts",
    "figures",
}  # staff, rules and places


def tables() -> dict[str, Table]:
    found = {}
    for module in pkgutil.walk_packages(minsheng.__path__, "minsheng."):
        if ".views" in module.name:
            held = vars(importlib.import_module(module.name)).values()
            found |= {one.name: one for one in held if isinstance(one, Table)}
    return found


def test_every_export_of_residents_is_recorded():
    assert len(tables()) > 20
    silent = {name for name, table in tables().items() if table.downloads and table.exported is None}
    assert not (loose := silent - WITHOUT_RESIDENTS), f"give these lists `exported`, which notes the export: {sorted(loose)}"
    assert silent >= WITHOUT_RESIDENTS, "the list of lists without residents is as short as can be"
