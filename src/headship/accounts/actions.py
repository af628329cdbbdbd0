"""Everything that changes an account."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from headship.accounts.models import User

AT_ONCE = 500


@transaction.atomic
def change_profile(*, user: User, name: str, language: str) -> User:
    """Change what a person is called and the language they read."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    return user


@transaction.atomic
def delete_users(users: QuerySet[User]) -> int:
    """Delete accounts with all that hangs on them, and end their sessions.

    For whoever deletes an organization, after it has asked whose accounts go with it.
    """
    keys = list(users.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        User.objects.filter(pk__in=keys[start : start + AT_ONCE]).delete()
    gone = {str(key) for key in keys}
    sessions = [
        it.session_key
        for it in Session.objects.iterator()
        if it.get_decoded().get("_auth_user_id") in gone
    ]
    Session.objects.filter(session_key__in=sessions).delete()
    return len(keys)
