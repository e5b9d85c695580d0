from django.urls import include, path

from minsheng.web import public, views

urlpatterns = [
    path("", views.page("home"), name="home"),
    path("notices", public.notices, name="notices"),
    path("notices/<int:place>/list/<slug:kind>/", public.printed, name="notices-print"),
    path("notices/<int:pk>/object", public.objection, name="notice-object"),
    path("", include("minsheng.web.my.urls")),
    path("about", views.page("about"), name="about"),
    path("privacy", views.page("privacy"), name="privacy"),
    path("accessibility", views.page("accessibility"), name="accessibility"),
]
