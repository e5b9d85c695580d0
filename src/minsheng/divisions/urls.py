from django.urls import path

from minsheng.divisions.views import changing, counter, delegation, departments, names, names_acts, public, tree

urlpatterns = [
    path("departments", public.departments, name="departments"),
    path("place-names", public.names, name="place-names"),
    path("desk/departments/", departments.index, name="desk-departments"),
    path("desk/departments/entries/<int:pk>/strike/", departments.strike, name="desk-department-strike"),
    path("desk/departments/<int:pk>/<slug:function>/", departments.show, name="desk-department"),
    path("desk/departments/<int:pk>/<slug:function>/move/", departments.move, name="desk-department-move"),
    path("desk/names/", names.index, name="desk-names"),
    path("desk/names/propose/", names_acts.propose, name="desk-name-propose"),
    path("desk/names/<int:pk>/", names.show, name="desk-name"),
    path("desk/names/<int:pk>/form/", names.form, name="desk-name-form"),
    path("desk/names/<int:pk>/rename/", names_acts.rename, name="desk-name-rename"),
    path("desk/names/<int:pk>/do/<slug:key>/", names_acts.act, name="desk-name-act"),
    path("desk/places/", tree.index, name="desk-places"),
    path("desk/places/delegations/", delegation.index, name="desk-delegations"),
    path("desk/places/delegations/<int:pk>/end/", delegation.end, name="desk-delegation-end"),
    path("desk/places/codes/<int:pk>/end/", changing.end_code, name="desk-place-code-end"),
    path("desk/places/<int:pk>/", tree.show, name="desk-place"),
    path("desk/places/<int:pk>/delegate/", delegation.delegate, name="desk-place-delegate"),
    path("desk/places/<int:pk>/counter/", counter.edit, name="desk-place-counter"),
    path("desk/places/<int:pk>/<slug:key>/", changing.change, name="desk-place-change"),
]
