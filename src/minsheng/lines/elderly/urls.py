from django.urls import path

from minsheng.lines.elderly import views

urlpatterns = [path("desk/messages/old-age/", views.messages_page, name="desk-offers")]
