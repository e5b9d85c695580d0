from django.urls import path

from minsheng.lines.elderly import views

urlpatterns = [path("desk/elderly/messages/", views.messages_page, name="desk-offers")]
