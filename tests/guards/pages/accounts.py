"""Pages of accounts, and those of django-allauth."""

FORGOTTEN = "whoever forgot the password cannot sign in"
CONFIRMED = "a link in a message confirms an address"
PUBLIC = {
    "accounts/login/": "the way in",
    "accounts/logout/": "signing out twice is no error",
    "accounts/inactive/": "explains why an account is closed",
    "accounts/signup/": "explains that accounts begin with an invitation",
    "accounts/2fa/authenticate/": "the second step of signing in",
    "accounts/2fa/webauthn/login/": "signing in with a passkey",
    "accounts/login/code/confirm/": "not offered; the page sends back to sign in",
    "accounts/password/reset/": FORGOTTEN,
    "accounts/password/reset/done/": FORGOTTEN,
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": FORGOTTEN,
    "accounts/password/reset/key/done/": FORGOTTEN,
    "accounts/confirm-email/": CONFIRMED,
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": CONFIRMED,
}
