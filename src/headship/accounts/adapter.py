"""How sign-in differs from django-allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Accounts begin with an invitation from an organization, never by signing up."""

    def is_open_for_signup(self, request):
        return False
