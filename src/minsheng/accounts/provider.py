"""An identity provider as this site uses it: what it says of somebody is read once and not kept."""

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider


class Provider(OpenIDConnectProvider):
    """Named in the settings in place of allauth's own, which would keep every claim in clear text: names, document numbers, telephones."""

    def extract_extra_data(self, data) -> dict:
        return {}

    def sociallogin_from_response(self, request, response):
        """With `claims`: everything the provider says, for the moment of signing in."""
        login = super().sociallogin_from_response(request, response)
        login.claims = {**response.get("id_token", {}), **response.get("userinfo", {})}
        return login
