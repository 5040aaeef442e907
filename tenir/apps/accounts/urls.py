"""The addresses of sign-in: those of allauth that we have a use for, and our own.

Left out: signing up, changing one's address alone, linking other accounts.
"""

from allauth.account import views as account
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path, re_path

from tenir.apps.accounts import display, pages, pages_own

urlpatterns = [
    path("", pages_own.account, name="accounts_account"),
    path("tokens/", pages_own.tokens, name="accounts_tokens"),
    path("tokens/<int:id>/revoke/", pages_own.revoke_token, name="accounts_revoke_token"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),  # says that it is closed
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("sessions/<int:id>/end/", pages.end_session, name="accounts_end_session"),
    path("oidc/<str:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("oidc/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/error/", social.login_error, name="socialaccount_login_error"),
    path("organisation/", pages.organisation, name="accounts_organisation"),
    path("invitation/", pages.invitation, name="accounts_invitation"),
    path("invitation/<str:token>/", pages.invitation_link, name="accounts_invitation_link"),
    path("language/", display.language, name="accounts_language"),
    path("views/", display.save_view, name="accounts_save_view"),
    path("views/<int:id>/drop/", display.drop_view, name="accounts_drop_view"),
    path("unsent/", display.keep_unsent, name="accounts_keep_unsent"),
    path("professional-use/", pages.professional_use, name="accounts_professional_use"),
]
