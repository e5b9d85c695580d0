from django.urls import path

from minsheng.portal.views import desk, public

urlpatterns = [
    path("mistakes/report", public.report, name="mistake-report"),
    path("mistakes/sent", public.sent, name="mistake-sent"),
    path("mistakes/answer", public.look_up, name="mistake-answer"),
    path("desk/portal/", desk.mistakes, name="desk-mistakes"),
    path("desk/portal/views/", desk.views, name="desk-page-views"),
    path("desk/portal/<int:pk>/", desk.mistake, name="desk-mistake"),
    path("desk/portal/<int:pk>/reveal/", desk.reveal, name="desk-mistake-reveal"),
]
