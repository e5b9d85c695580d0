from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

from minsheng.accounts import views

urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/2fa/", mfa.index, name="mfa_index"),
    path("accounts/2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("accounts/signed-in/", views.signed_in, name="signed-in"),
    path("accounts/unknown/", views.unknown, name="account-unknown"),
    path("accounts/demonstration/", views.demonstration, name="demonstration-sign-in"),
    path("desk/post/", views.choose_post, name="desk-post"),
    path("desk/accounts/", views.users, name="desk-users"),
    path("desk/accounts/new/", views.new_user, name="desk-user-new"),
    path("desk/accounts/<int:pk>/", views.user, name="desk-user"),
    path("desk/relatives/", views.relatives, name="desk-relatives"),
    path("desk/relatives/all/", views.declarations, name="desk-declarations"),
]
