from django.urls import path

from minsheng.web import views

urlpatterns = [
    path("", views.page("home"), name="home"),
    path("about", views.page("about"), name="about"),
    path("privacy", views.page("privacy"), name="privacy"),
    path("accessibility", views.page("accessibility"), name="accessibility"),
]
