from django.urls import path

from minsheng.web.my import appeal, apply, home, papers, printing, sheet, signing

urlpatterns = [
    path("my/", home.home, name="my"),
    path("my/payments/", home.payments, name="my-payments"),
    path("my/letters/<int:pk>/", home.letter, name="my-letter"),
    path("my/consents/<int:pk>/", home.take_back, name="my-consent"),
    path("my/apply/<slug:matter>/", apply.start, name="my-start"),
    path("my/applications/<int:pk>/", apply.case, name="my-case"),
    path("my/applications/<int:pk>/sign/", signing.sign, name="my-sign"),
    path("my/applications/<int:pk>/form/", signing.letter, name="my-letter-to-sign"),
    path("my/signatures/<int:pk>/", signing.signature, name="my-signature"),
    path("my/applications/<int:pk>/check/", apply.check, name="my-check"),
    path("my/applications/<int:pk>/sent/", apply.sent, name="my-sent"),
    path("my/applications/<int:pk>/more/", sheet.more, name="my-more"),
    path("my/applications/<int:pk>/more/<slug:key>/<int:who>/", sheet.part, name="my-more-part"),
    path("my/applications/<int:pk>/print/", printing.form, name="my-print"),
    path("my/applications/<int:pk>/papers/", papers.papers, name="my-papers"),
    path("my/applications/<int:pk>/appeal/", appeal.appeal, name="my-appeal"),
    path("my/applications/<int:pk>/take-back/", apply.take_back, name="my-take-back"),
    path("my/applications/<int:pk>/<slug:key>/<int:member>/", apply.page, name="my-page"),
]
