"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("minsheng.web.urls")),
    path("", include("minsheng.base.urls")),
    path("", include("minsheng.guide.urls")),
    path("", include("minsheng.api.urls")),
    path("", include("minsheng.applications.urls")),
    path("", include("minsheng.lines.assistance.urls")),
    path("", include("minsheng.lines.elderly.urls")),
    path("", include("minsheng.oversight.urls")),
    path("", include("minsheng.accounts.urls")),
    path("", include("minsheng.registry.urls")),
    path("", include("minsheng.notices.urls")),
    path("", include("minsheng.payments.urls")),
    path("", include("minsheng.standards.urls")),
    path("", include("minsheng.divisions.urls")),
    path("", include("minsheng.benefits.urls")),
    path("", include("minsheng.booking.urls")),
    path("", include("minsheng.portal.urls")),
]
handler404 = "minsheng.web.errors.not_found"
handler500 = "minsheng.web.errors.broken"
handler400 = "minsheng.web.errors.bad_request"
