"""Django's settings, from the environment (tenir/configuration.py)."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from tenir.configuration import configuration
from tenir.databases import database
from tenir.logs import logging_settings
from tenir.mail import mail_server
from tenir.storages import storage

TENIR = configuration(os.environ)
PACKAGE = Path(__file__).parent

DEBUG = False
SECRET_KEY = TENIR.secret_key
SECRET_KEY_FALLBACKS = list(TENIR.old_secret_keys)
ALLOWED_HOSTS = [urlsplit(TENIR.url).hostname or "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [TENIR.url]
if TENIR.demonstration:  # browsers know passkeys on localhost, not on 127.0.0.1
    ALLOWED_HOSTS.append("localhost")
    CSRF_TRUSTED_ORIGINS.append(TENIR.url.replace("127.0.0.1", "localhost"))
SECURE = TENIR.url.startswith("https://")

INSTALLED_APPS = [
    "tenir.apps.accounts",  # before allauth, whose pages it draws anew
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth's pages say how long ago
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "tenir.apps.journal",
    "tenir.apps.search",
    "tenir.apps.documents",
    "tenir.apps.notices",
    "tenir.apps.commitments",
    "tenir.apps.parties",
    "tenir.apps.catalogue",
    "tenir.apps.agreements",
    "tenir.apps.orders",
    "tenir.apps.maintenance",
    "tenir.apps.availability",
    "tenir.apps.publishing",
    "tenir.apps.support",
    "tenir.apps.releases",
    "tenir.apps.penalties",
    "tenir.apps.reports",
    "tenir.integrations.background",
    "tenir.faces.api",
    "tenir.faces.console",
    "tenir.faces.portal",
    "tenir.faces.public",
    "tenir.ui",
]

MIDDLEWARE = [
    "tenir.stack.in_one_piece",
    "tenir.faces.operations.middleware.requests_told",
    "tenir.faces.operations.middleware.probes_answered",
    "tenir.faces.operations.middleware.address_known",
    "tenir.faces.api.middleware.problems_told",
    "tenir.faces.operations.middleware.size_limited",
    "tenir.faces.operations.middleware.headers_added",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tenir.apps.accounts.middleware.ViewerMiddleware",
    "tenir.ui.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "tenir.urls"
WSGI_APPLICATION = "tenir.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

FRAMES = {  # what draws a page in the frame of a face: ui/dead_ends.py
    "console": "tenir.faces.console.frame.page",
    "portal": "tenir.faces.portal.frame.page",
}

# --- database: every write is a transaction of its own service, so no request opens one -----------
DATABASES = {"default": database(TENIR.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["tenir.apps.accounts.signed_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator",
    )
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "tenir.apps.accounts.signed_in"
SESSION_COOKIE_AGE = 12 * 3600  # a day's work
ACCOUNT_ADAPTER = "tenir.apps.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has proved the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # made, not sent: the time that it takes tells nothing
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told to its owner
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "tenir.apps.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tenir"
MFA_FORMS = {
    "authenticate": "tenir.apps.accounts.forms.CodeForm",
    "reauthenticate": "tenir.apps.accounts.forms.CodeAgainForm",
    "add_webauthn": "tenir.apps.accounts.forms.NewKeyForm",
    "edit_webauthn": "tenir.apps.accounts.forms.RenamedKeyForm",
    "authenticate_webauthn": "tenir.apps.accounts.forms.KeyForm",
    "reauthenticate_webauthn": "tenir.apps.accounts.forms.KeyAgainForm",
    "login_webauthn": "tenir.apps.accounts.forms.PasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "tenir.apps.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}

# --- words, days ----------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "ui" / "locale"]

# --- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = TENIR.data / "static"
STORAGES = {
    "default": storage(TENIR.documents),
    "staticfiles": {"BACKEND": "tenir.ui.assets.Assets"},
}
DOCUMENT_LARGEST = 50 * 1024 * 1024  # bytes of one upload
CLAMAV = TENIR.clamav

# --- the API: calls a minute, of a token or a session, of an address, of a stranger's address -----
API_LIMITS = {"token": 1200, "address": 3000, "stranger": 120}

# --- background -----------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- mail: notices by integrations/mail, allauth's own messages by Django ------------------------
MAIL_SERVER = mail_server(TENIR.mail_url)
globals().update(MAIL_SERVER.django)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = TENIR.mail_from

# --- logs -----------------------------------------------------------------------------------------
LOGGING = logging_settings(TENIR.log)

# --- notices --------------------------------------------------------------------------------------
OUTBOX_MARK: Path | None = TENIR.data / "last-attempt.json"  # integrations/mail/mark.py

# --- safety ---------------------------------------------------------------------------------------
HOST = "__Host-" if SECURE else ""  # a cookie of this host alone, which no subdomain can set
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{HOST}session", f"{HOST}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # the token comes with the page
CSRF_FAILURE_VIEW = "tenir.ui.dead_ends.without_token"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TENIR.proxies else None
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REFERRER_POLICY = "same-origin"  # an address with a token is told to no other site
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading is the domain owner's decision
X_FRAME_OPTIONS = "DENY"
LARGEST_BODY = 64 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
