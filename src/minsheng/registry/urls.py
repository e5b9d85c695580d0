from django.urls import path

from minsheng.registry.views import access, accounts, changes, doubles, facts, file, imports, lists

urlpatterns = [
    path("desk/search", lists.search, name="desk-search"),
    path("desk/people/", lists.people, name="desk-people"),
    path("desk/people/new/", file.new, name="desk-person-new"),
    path("desk/people/import/", imports.index, name="desk-imports"),
    path("desk/people/import/new/", imports.new, name="desk-import-new"),
    path("desk/people/import/template.xlsx", imports.template, {"kind": "xlsx"}, name="desk-import-template-xlsx"),
    path("desk/people/import/template.csv", imports.template, {"kind": "csv"}, name="desk-import-template-csv"),
    path("desk/people/import/<int:pk>/", imports.show, name="desk-import"),
    path("desk/people/import/<int:pk>/left-out/", imports.left_out, name="desk-import-left-out"),
    path("desk/people/import/<int:pk>/check/", imports.check, name="desk-import-check"),
    path("desk/people/import/<int:pk>/load/", imports.load, name="desk-import-load"),
    path("desk/people/import/<int:pk>/undo/", imports.undo, name="desk-import-undo"),
    path("desk/people/pairs/", doubles.pairs, name="desk-pairs"),
    path("desk/people/pairs/<int:pk>/", doubles.pair, name="desk-pair"),
    path("desk/people/<int:pk>/", file.person, name="desk-person"),
    path("desk/people/<int:pk>/reveal/", file.reveal, name="desk-reveal"),
    path("desk/people/<int:pk>/access/", access.access, name="desk-person-access"),
    path("desk/people/<int:pk>/access/close/", access.close, name="desk-person-access-close"),
    path("desk/people/<int:pk>/change/<slug:key>/", changes.change, name="desk-person-change"),
    path("desk/people/<int:pk>/facts/", facts.facts, name="desk-facts"),
    path("desk/people/<int:pk>/facts/<slug:key>/", facts.fact, name="desk-fact"),
    path("desk/people/accounts/", accounts.waiting, name="desk-accounts-waiting"),
    path("desk/people/accounts/<int:pk>/approve/", accounts.approve, name="desk-account-approve"),
]
