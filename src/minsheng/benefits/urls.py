from django.urls import path

from minsheng.benefits.views import awards, rounds, standards

urlpatterns = [
    path("desk/benefits/", awards.awards, name="desk-awards"),
    path("desk/benefits/run/", rounds.run, name="desk-run"),
    path("desk/benefits/certification/", rounds.certification, name="desk-certification"),
    path("desk/benefits/findings/", rounds.findings, name="desk-findings"),
    path("desk/benefits/findings/<int:pk>/", rounds.finding, name="desk-finding"),
    path("desk/benefits/<int:pk>/", awards.award, name="desk-award"),
    path("desk/benefits/<int:pk>/about/", awards.about, name="desk-award-about"),
    path("desk/benefits/<int:pk>/certify/", awards.certify, name="desk-award-certify"),
    path("desk/standards/<int:pk>/", standards.standard, name="desk-standard"),
]
