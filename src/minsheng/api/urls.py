from django.urls import path

from minsheng.api import pages
from minsheng.api.site import site

urlpatterns = [path("api/v1/docs", pages.docs, name="api-docs"), path("api/v1/openapi.json", pages.described, name="api-openapi"), path("api/v1/", site.urls)]
