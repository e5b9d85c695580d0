from django.urls import path

from minsheng.benefits.views import awards, certification, deaths, findings, opening, opening_acts, proof, recovering, running, standards, sweeps

urlpatterns = [
    path("desk/benefits/", awards.awards, name="desk-awards"),
    path("desk/benefits/run/", running.run, name="desk-run"),
    path("desk/benefits/certification/", certification.certification, name="desk-certification"),
    path("desk/benefits/certification/begin/", certification.begin, name="desk-certification-begin"),
    path("desk/benefits/certification/end/", certification.end, name="desk-certification-end"),
    path("desk/benefits/certification/many/", certification.many, name="desk-certification-many"),
    path("desk/benefits/findings/", findings.findings, name="desk-findings"),
    path("desk/benefits/findings/many/<str:what>/", findings.many, name="desk-findings-many"),
    path("desk/benefits/sweeps/", sweeps.sweeps, name="desk-sweeps"),
    path("desk/benefits/findings/<int:pk>/", findings.finding, name="desk-finding"),
    path("desk/benefits/findings/<int:pk>/confirm/", deaths.confirm, name="desk-finding-confirm"),
    path("desk/benefits/findings/<int:pk>/refute/", deaths.refute, name="desk-finding-refute"),
    path("desk/benefits/opening/", opening.openings, name="desk-openings"),
    path("desk/benefits/opening/new/", opening.new, name="desk-opening-new"),
    path("desk/benefits/opening/template/<slug:benefit>.<slug:kind>", opening.empty_list, name="desk-opening-template"),
    path("desk/benefits/opening/<int:pk>/", opening.opening, name="desk-opening"),
    path("desk/benefits/opening/<int:pk>/again/", opening.again, name="desk-opening-again"),
    path("desk/benefits/opening/<int:pk>/check/", opening_acts.check, name="desk-opening-check"),
    path("desk/benefits/opening/<int:pk>/accept/", opening_acts.accept, name="desk-opening-accept"),
    path("desk/benefits/opening/<int:pk>/carry-on/", opening_acts.carry_on, name="desk-opening-carry-on"),
    path("desk/benefits/opening/<int:pk>/undo/", opening_acts.undo, name="desk-opening-undo"),
    path("desk/benefits/<int:pk>/", awards.award, name="desk-award"),
    path("desk/benefits/<int:pk>/proof/", proof.proof, name="desk-award-proof"),
    path("desk/benefits/<int:pk>/recover/", recovering.recover, name="desk-award-recover"),
    path("desk/benefits/<int:pk>/about/", awards.about, name="desk-award-about"),
    path("desk/benefits/<int:pk>/certify/", awards.certify, name="desk-award-certify"),
    path("desk/standards/<int:pk>/", standards.standard, name="desk-standard"),
    path("desk/standards/<int:pk>/hear/", standards.hear, name="desk-standard-hear"),
]
