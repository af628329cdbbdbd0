"""Everything that changes an account."""

from django.db import transaction

from headship.accounts.models import User


@transaction.atomic
def change_profile(*, user: User, name: str, language: str) -> User:
    """Change what a person is called and the language they read."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    return user
