from django.urls import path

from minsheng.lines.assistance import views

urlpatterns = [
    path("desk/assistance/support/", views.supported, name="desk-supported"),
    path("desk/assistance/support/<int:pk>/", views.support, name="desk-support"),
    path("desk/assistance/support/<int:pk>/agreement/<int:support>/", views.agreement, name="desk-support-agreement"),
]
