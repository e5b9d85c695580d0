from django.urls import path

from minsheng.standards import views

urlpatterns = [path("desk/standards/", views.desk, name="desk-standards"), path("desk/standards/new/", views.enter, name="desk-standard-new")]
