from django.urls import path

from minsheng.base import views
from minsheng.base.jobs import views as jobs

urlpatterns = [
    path("preferences", views.preferences, name="preferences"),
    path("narrow", views.narrow, name="narrow"),
    path("forget", views.forget, name="forget"),
    path("forgotten", views.forgotten, name="forgotten"),
    path("jobs", jobs.index, name="jobs"),
    path("jobs/<int:number>", jobs.show, name="job"),
    path("jobs/<int:number>/stop", jobs.stop, name="job_stop"),
    path("jobs/<int:number>/resume", jobs.resume, name="job_resume"),
]
