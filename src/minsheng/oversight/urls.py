from django.urls import path

from minsheng.oversight import views

urlpatterns = [
    path("desk/audit/", views.trail, name="desk-trail"),
    path("desk/audit/chain/", views.chain, name="desk-chain"),
    path("desk/audit/payments/", views.payments, name="desk-walks"),
    path("desk/audit/walk/<int:pk>/", views.walk, name="desk-walk"),
]
