from django.urls import path

from minsheng.base import views

urlpatterns = [
    path("preferences", views.preferences, name="preferences"),
    path("forget", views.forget, name="forget"),
    path("forgotten", views.forgotten, name="forgotten"),
]
