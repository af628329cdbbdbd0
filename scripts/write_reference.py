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


def exports_page() -> str:
    """Return the page about what an export holds."""
    from headship.core import holdings  # noqa: PLC0415 -- needs Django

    lines = [
        "# What an export holds",
        "",
        "Each table is a CSV file; a reference names the `ref` of a row in another.",
        (
            "A table that ends in `-elsewhere` holds what is about your people and hangs on "
            "another organization's cohort."
        ),
        (
            "Whoever downloads their own data gets the columns marked *own* as well, and of "
            "the others only their own rows."
        ),
        "",
        "| table | columns | own | left out, or why there is none |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{it.name}` | {', '.join(it.columns.split())} | {', '.join(it.own.split())} "
        f"| {it.because} |"
        for it in holdings.every()
    ]
    lines += [
        "",
        (
            "Group reports of closed cycles are in it as tables of figures, as their pages "
            "give them."
        ),
        "Nothing of these tables is in it, since no organization owns them:",
        "",
        *(
            f"- `{name}`: {it.because}"
            for name, it in sorted(holdings.of_site().items())
        ),
    ]
    return "\n".join(lines) + "\n"


PAGES = {"roles.md": roles_page, "exports.md": exports_page}


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
