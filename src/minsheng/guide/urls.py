from django.urls import path

from minsheng.guide import finder, questions, rulebook, whatif

urlpatterns = [
    path("finder", finder.start, name="finder"),
    path("finder/place", finder.place, name="finder-place"),
    path("finder/district", finder.district, name="finder-district"),
    path("finder/topics", finder.choose_topics, name="finder-topics"),
    path("finder/people", finder.people, name="finder-people"),
    path("finder/question/<int:number>", questions.question, name="finder-question"),
    path("finder/next", finder.onward, name="finder-next"),
    path("finder/check", finder.check, name="finder-check"),
    path("finder/result", finder.result, name="finder-result"),
    path("rules", rulebook.index, name="rules"),
    path("rules/figures", rulebook.figures, name="figures"),
    path("rules/figures/<slug:name>", rulebook.figure, name="figure"),
    path("rules/<slug:key>", rulebook.benefit, name="benefit"),
    path("what-if", whatif.page, name="what-if"),
]
