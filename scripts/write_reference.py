"""Write the reference pages that follow from the code.

``python -m scripts.write_reference`` writes them; a test compares them with the code.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "docs/reference"


def roles_page() -> str:
    """Return the page about roles and permissions."""
    from headship.orgs.models import Role  # noqa: PLC0415 -- needs Django
    from headship.orgs.permissions import (  # noqa: PLC0415 -- needs Django
        PERMISSION_WORDS,
        ROLE_PERMISSIONS,
        ROLE_WORDS,
        Permission,
    )

    lines = [
        "# Roles",
        "",
        "A member has one role. The same table is on the Roles page.",
        "",
    ]
    for role in Role:
        lines += [f"**{role.label}.** {ROLE_WORDS[role]}", ""]
    lines += ["| permission | " + " | ".join(str(role.label) for role in Role) + " |"]
    lines += ["|---" * (len(Role) + 1) + "|"]
    for permission in Permission:
        marks = ["yes" if permission in ROLE_PERMISSIONS[role] else "" for role in Role]
        lines.append(f"| {PERMISSION_WORDS[permission]} | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"


PAGES = {"roles.md": roles_page}


def main() -> None:
    """Write every page."""
    import django  # noqa: PLC0415 -- after the environment is set

    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headship.settings")
    django.setup()
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page())


if __name__ == "__main__":
    main()
