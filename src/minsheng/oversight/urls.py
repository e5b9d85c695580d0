from django.urls import path

from minsheng.oversight import views, views_lag

urlpatterns = [
    path("desk/audit/", views.trail, name="desk-trail"),
    path("desk/audit/chain/", views.chain, name="desk-chain"),
    path("desk/audit/lag/", views_lag.index, name="desk-lag"),
    path("desk/audit/lag/batches/", views_lag.batches, name="desk-lag-batches"),
    path("desk/audit/payments/", views.payments, name="desk-walks"),
    path("desk/audit/walk/<int:pk>/", views.walk, name="desk-walk"),
]
