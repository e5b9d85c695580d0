from django.urls import path

from minsheng.payments.views import back, batch, overview

urlpatterns = [
    path("desk/payments/", overview.overview, name="desk-payments"),
    path("desk/payments/compute/", overview.compute, name="desk-compute"),
    path("desk/payments/budget/", overview.budget, name="desk-budget"),
    path("desk/payments/returned/", back.returned, name="desk-returned"),
    path("desk/payments/returned/again/", back.again, name="desk-pay-again"),
    path("desk/payments/recoveries/", back.recoveries, name="desk-recoveries"),
    path("desk/payments/recoveries/<int:pk>/", back.recovery, name="desk-recovery"),
    path("desk/payments/payment/<int:pk>/", batch.payment, name="desk-payment"),
    path("desk/payments/<int:pk>/", batch.batch, name="desk-batch"),
    path("desk/payments/<int:pk>/do/<slug:key>/", batch.step, name="desk-batch-step"),
    path("desk/payments/<int:pk>/file/<str:kind>/", batch.download, name="desk-batch-file"),
    path("desk/payments/<int:pk>/result/", batch.reconcile, name="desk-batch-result"),
    path("desk/payments/<int:pk>/list/", batch.pay_list, name="desk-pay-list"),
]
