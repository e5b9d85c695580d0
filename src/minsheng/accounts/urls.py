from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

from minsheng.accounts.views import filters, office, relatives, signing, tokens

urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", signing.change_password, name="account_change_password"),
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
    path("accounts/signed-in/", signing.signed_in, name="signed-in"),
    path("accounts/unknown/", signing.unknown, name="account-unknown"),
    path("accounts/demonstration/", signing.demonstration, name="demonstration-sign-in"),
    path("desk/post/", signing.choose_post, name="desk-post"),
    path("desk/filters/", filters.filters, name="desk-filters"),
    path("desk/accounts/", office.users, name="desk-users"),
    path("desk/accounts/new/", office.new_user, name="desk-user-new"),
    path("desk/accounts/<int:pk>/", office.user, name="desk-user"),
    path("desk/accounts/<int:pk>/password/", office.password, name="desk-user-password"),
    path("desk/accounts/<int:pk>/reset/", office.act, {"key": "reset"}, name="desk-user-reset"),
    path("desk/accounts/<int:pk>/close/", office.act, {"key": "close"}, name="desk-user-close"),
    path("desk/accounts/<int:pk>/reopen/", office.act, {"key": "reopen"}, name="desk-user-reopen"),
    path("desk/accounts/posts/<int:pk>/end/", office.end_post, name="desk-post-end"),
    path("desk/accounts/posts/<int:pk>/confirm/", office.settle_post, {"key": "confirm"}, name="desk-post-confirm"),
    path("desk/accounts/posts/<int:pk>/reject/", office.settle_post, {"key": "reject"}, name="desk-post-reject"),
    path("desk/accounts/tokens/", tokens.listing, name="desk-tokens"),
    path("desk/accounts/tokens/<int:pk>/", tokens.token, name="desk-token"),
    path("desk/accounts/tokens/<int:pk>/confirm/", tokens.act, {"key": "confirm"}, name="desk-token-confirm"),
    path("desk/accounts/tokens/<int:pk>/revoke/", tokens.act, {"key": "revoke"}, name="desk-token-revoke"),
    path("desk/accounts/<int:pk>/token/", tokens.new, name="desk-token-new"),
    path("desk/relatives/", relatives.relatives, name="desk-relatives"),
    path("desk/relatives/all/", relatives.declarations, name="desk-declarations"),
]
