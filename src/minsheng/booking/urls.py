from django.urls import path

from minsheng.booking.views import desk, hours, my, one

urlpatterns = [
    path("my/appointments/", my.index, name="my-appointments"),
    path("my/appointments/new/", my.new, name="my-appointment-new"),
    path("my/appointments/<int:pk>/", my.show, name="my-appointment"),
    path("my/appointments/<int:pk>/slip/", my.slip, name="my-appointment-slip"),
    path("my/appointments/<int:pk>/move/", my.move, name="my-appointment-move"),
    path("my/appointments/<int:pk>/cancel/", my.cancel, name="my-appointment-cancel"),
    path("desk/appointments/", desk.index, name="desk-appointments"),
    path("desk/appointments/new/", desk.new, name="desk-appointment-new"),
    path("desk/appointments/many/<slug:what>/", one.many, name="desk-appointments-many"),
    path("desk/appointments/hours/", hours.index, name="desk-hours"),
    path("desk/appointments/hours/new/", hours.new, name="desk-hours-new"),
    path("desk/appointments/hours/close/", hours.close, name="desk-hours-close"),
    path("desk/appointments/hours/<int:pk>/end/", hours.end, name="desk-hours-end"),
    path("desk/appointments/closures/<int:pk>/open/", hours.reopen, name="desk-closure-open"),
    path("desk/appointments/<int:pk>/", one.show, name="desk-appointment"),
    path("desk/appointments/<int:pk>/reveal/", one.reveal, name="desk-appointment-reveal"),
    path("desk/appointments/<int:pk>/begin/", one.begin, name="desk-appointment-begin"),
    path("desk/appointments/<int:pk>/identify/", one.identify, name="desk-appointment-identify"),
    path("desk/appointments/<int:pk>/move/", one.move, name="desk-appointment-move"),
    path("desk/appointments/<int:pk>/cancel/", one.cancel, name="desk-appointment-cancel"),
    path("desk/appointments/<int:pk>/slip/", one.slip, name="desk-appointment-slip"),
    path("desk/appointments/<int:pk>/do/<slug:what>/", one.do, name="desk-appointment-do"),
]
