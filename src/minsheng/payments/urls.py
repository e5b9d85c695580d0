from django.urls import path

from minsheng.payments.views import back, batch, entries, money, overview, paper, reconcile, recoveries, steps

urlpatterns = [
    path("desk/payments/", overview.overview, name="desk-payments"),
    path("desk/payments/compute/", overview.compute, name="desk-compute"),
    path("desk/payments/budgets/", money.budgets, name="desk-budgets"),
    path("desk/payments/budget/", money.budget, name="desk-budget"),
    path("desk/payments/budgets/<int:pk>/over/", money.take_over, name="desk-budget-over"),
    path("desk/payments/cut-off/", money.cut_off, name="desk-cut-off"),
    path("desk/payments/returned/", back.returned, name="desk-returned"),
    path("desk/payments/returned/again/", back.again, name="desk-pay-again"),
    path("desk/payments/returned/back/", back.give_back, name="desk-give-back"),
    path("desk/payments/entries/", entries.entries, name="desk-entries"),
    path("desk/payments/entries/confirm/", entries.confirm, name="desk-entries-confirm"),
    path("desk/payments/entries/back/", entries.send_back, name="desk-entries-back"),
    path("desk/payments/recoveries/", recoveries.recoveries, name="desk-recoveries"),
    path("desk/payments/recoveries/<int:pk>/", recoveries.recovery, name="desk-recovery"),
    path("desk/payments/payment/<int:pk>/", batch.payment, name="desk-payment"),
    path("desk/payments/<int:pk>/", batch.batch, name="desk-batch"),
    path("desk/payments/<int:pk>/do/<slug:key>/", steps.step, name="desk-batch-step"),
    path("desk/payments/<int:pk>/file/<str:kind>/", batch.download, name="desk-batch-file"),
    path("desk/payments/<int:pk>/result/", reconcile.reconcile, name="desk-batch-result"),
    path("desk/payments/<int:pk>/list/", paper.pay_list, name="desk-pay-list"),
]
