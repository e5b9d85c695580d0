from django.urls import include, path

from minsheng.web import public, views

urlpatterns = [
    path("", views.page("home", "首页", "First page"), name="home"),
    path("notices", public.notices, name="notices"),
    path("notices/<int:place>/list/<slug:kind>/", public.printed, name="notices-print"),
    path("notices/<int:pk>/object", public.objection, name="notice-object"),
    path("", include("minsheng.web.my.urls")),
    path("about", views.page("about", "关于民生", "About Minsheng"), name="about"),
    path("privacy", views.page("privacy", "隐私", "Privacy"), name="privacy"),
    path("accessibility", views.page("accessibility", "无障碍", "Accessibility"), name="accessibility"),
]
