from django.urls import path

from minsheng.applications.views import acts, case, filling, found, index, intake, judged, late, layouts, lists, posting, prints, relatives, sheets

urlpatterns = [
    path("desk/", lists.queue, name="desk"),
    path("desk/applications/", lists.listing, name="desk-cases"),
    path("desk/applications/publish/", posting.publish, name="desk-publish"),
    path("desk/late/", late.late, name="desk-late"),
    path("desk/late/steps/", late.steps, name="desk-late-steps"),
    path("desk/applications/new/<int:person>/", intake.begin, name="desk-begin"),
    path("desk/relatives/cases/", relatives.cases, name="desk-relative-cases"),
    path("desk/applications/<int:pk>/", case.case, name="desk-case"),
    path("desk/applications/<int:pk>/intake/", intake.intake, name="desk-intake"),
    path("desk/applications/<int:pk>/do/<slug:key>/", acts.act, name="desk-case-act"),
    path("desk/applications/<int:pk>/catalogue/", prints.catalogue, name="desk-case-catalogue"),
    path("desk/applications/<int:pk>/approval/", prints.approval, name="desk-case-approval"),
    path("desk/applications/<int:pk>/signatures/", intake.signatures, name="desk-case-signatures"),
    path("desk/applications/<int:pk>/form/", sheets.application, name="desk-case-form"),
    path("desk/applications/<int:pk>/sheet/", filling.correct, name="desk-case-sheet"),
    path("desk/applications/<int:pk>/survey/", sheets.survey, name="desk-case-survey"),
    path("desk/applications/<int:pk>/survey/<int:visit>/", sheets.survey, name="desk-case-surveyed"),
    path("desk/applications/<int:pk>/judged/<int:found>/", judged.judged, name="desk-case-judged"),
    path("desk/applications/<int:pk>/files/<uuid:file>/", prints.stored, name="desk-case-file"),
    path("desk/applications/found/<int:pk>/", prints.explain, name="desk-found-explain"),
    path("desk/applications/found/<int:pk>/answer/", found.answer, name="desk-found-answer"),
    path("desk/standards/index-tables/", index.tables, name="desk-index-tables"),
    path("desk/standards/index-tables/new/", index.enter, name="desk-index-new"),
    path("desk/standards/index-tables/<int:pk>/", index.table, name="desk-index-table"),
    path("desk/standards/application-form/", layouts.layouts, name="desk-layouts"),
    path("desk/standards/application-form/new/", layouts.enter, name="desk-layout-new"),
    path("desk/standards/application-form/<int:pk>/", layouts.layout, name="desk-layout"),
    path("desk/letters/<int:pk>/", prints.letter, name="desk-letter"),
]
