from django.urls import path

from minsheng.registry.views import doubles, file, lists

urlpatterns = [
    path("desk/search", lists.search, name="desk-search"),
    path("desk/people/", lists.people, name="desk-people"),
    path("desk/people/new/", file.new, name="desk-person-new"),
    path("desk/people/pairs/", doubles.pairs, name="desk-pairs"),
    path("desk/people/pairs/<int:pk>/", doubles.pair, name="desk-pair"),
    path("desk/people/<int:pk>/", file.person, name="desk-person"),
    path("desk/people/<int:pk>/reveal/", file.reveal, name="desk-reveal"),
    path("desk/people/<int:pk>/change/<slug:key>/", file.change, name="desk-person-change"),
    path("desk/people/accounts/<int:pk>/approve/", file.approve_account, name="desk-account-approve"),
]
