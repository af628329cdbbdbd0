"""Keeping a library: materials, versions, who gets them, and links that end."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import product
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django_scopes import scope, scopes_disabled

from headship.core import audit, files, tokens
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.programs.events import Event
from headship.programs.models import (
    Cohort,
    Material,
    MaterialAccess,
    MaterialLink,
    MaterialVersion,
)
from headship.programs.policies import materials as policies
from headship.programs.queries.materials import LINK_PURPOSE
from headship.programs.shipped_library import ShippedMaterial, shipped_materials

AREA = "materials"
Form = MaterialVersion.Form


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialText:
    """What a library says of a material."""

    title: str
    kind: str
    summary: str = ""
    source: str = ""
    license: str = Material.License.OWN
    license_note: str = ""
    responsibilities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a version holds: one of a file, a text and a link."""

    upload: UploadedFile | None = None
    text: str = ""
    url: str = ""
    note: str = ""


@transaction.atomic
def add_material(
    *, text: MaterialText, by: Membership, content: Content | None = None
) -> Material:
    """Add a material, with a first version if there is one; nobody has it yet."""
    policies.check_license(text.license, text.license_note)
    material = Material(organization=by.organization)
    _write(material, text)
    material.save()
    if content is not None:
        _add_version(material, content, by)
    audit.record(Event.MATERIAL_ADDED, subject=material, by=by)
    return material


@transaction.atomic
def change_material(
    *, material: Material, text: MaterialText, by: Membership
) -> Material:
    """Change what the library says of a material."""
    policies.check_license(text.license, text.license_note)
    _write(material, text)
    material.save()
    audit.record(Event.MATERIAL_CHANGED, subject=material, by=by)
    return material


def _write(material: Material, text: MaterialText) -> None:
    for field in fields(text):
        setattr(material, field.name, getattr(text, field.name))
    material.responsibilities = list(text.responsibilities)


@transaction.atomic
def add_version(
    *, material: Material, content: Content, by: Membership
) -> MaterialVersion:
    """Add a version; whoever has the material gets this one from now on."""
    policies.check_is_not_withdrawn(material)
    version = _add_version(material, content, by)
    audit.record(Event.MATERIAL_VERSION_ADDED, subject=material, by=by)
    return version


def _add_version(
    material: Material, content: Content, by: Membership
) -> MaterialVersion:
    """Add a version under the next number; two at once cannot both have it."""
    Material.objects.select_for_update().get(pk=material.pk)
    policies.check_has_one_content(
        [bool(content.upload), bool(content.text), bool(content.url)]
    )
    version = MaterialVersion(
        material=material,
        number=MaterialVersion.objects.filter(material=material).count() + 1,
        note=content.note,
        added_at=now(),
        added_by=by,
    )
    _fill(version, content)
    version.save()
    return version


def _fill(version: MaterialVersion, content: Content) -> None:
    if content.upload is not None:
        files.check(content.upload, most_bytes=policies.MOST_BYTES)
        kept = files.keep(content.upload, AREA)
        version.form, version.stored = Form.FILE, kept.stored
        version.filename, version.size = kept.filename, kept.size
    elif content.text:
        version.form, version.text = Form.TEXT, content.text
    else:
        version.form, version.url = Form.LINK, content.url


@transaction.atomic
def set_access(
    *,
    material: Material,
    audiences: Iterable[str],
    cohorts: Iterable[Cohort | None],
    by: Membership,
) -> Material:
    """Let exactly these kinds of people of these cohorts have a material.

    A cohort of None stands for all cohorts, also later ones.
    """
    MaterialAccess.objects.filter(material=material).delete()
    pairs = sorted(set(audiences)), list(cohorts)
    rows = [
        MaterialAccess(material=material, audience=audience, cohort=cohort)
        for audience, cohort in product(*pairs)
    ]
    MaterialAccess.objects.bulk_create(rows)
    audit.record(
        Event.MATERIAL_CHANGED,
        subject=material,
        by=by,
        details={"audiences": pairs[0], "cohorts": [str(it or "") for it in pairs[1]]},
    )
    return material


@transaction.atomic
def withdraw_material(*, material: Material, by: Membership) -> Material:
    """Take a material out of every library; its links end, its versions are kept."""
    policies.check_is_not_withdrawn(material)
    material.withdrawn_at = now()
    material.save(update_fields=["withdrawn_at"])
    audit.record(Event.MATERIAL_WITHDRAWN, subject=material, by=by)
    return material


@transaction.atomic
def restore_material(*, material: Material, by: Membership) -> Material:
    """Put a withdrawn material back."""
    policies.check_is_withdrawn(material)
    material.withdrawn_at = None
    material.save(update_fields=["withdrawn_at"])
    audit.record(Event.MATERIAL_RESTORED, subject=material, by=by)
    return material


def forget_lost_files() -> int:
    """Delete files of versions that are no more; return how many.

    Looks across all organizations, whatever the scope: within one, the files of the
    others would seem lost.
    """
    with scopes_disabled():
        named = set(MaterialVersion.objects.values_list("stored", flat=True))
    return files.forget_lost(AREA, named)


@transaction.atomic
def make_link(
    *, version: MaterialVersion, label: str, expires_at: datetime, by: Membership
) -> MaterialLink:
    """Make a code that downloads one version until a moment."""
    policies.check_can_make_link(version, expires_at)
    ref = uuid4()
    link: MaterialLink = MaterialLink.objects.create(
        version=version,
        ref=ref,
        code_hash=tokens.fingerprint(tokens.derive(LINK_PURPOSE, ref)),
        label=label,
        expires_at=expires_at,
        made_at=now(),
        made_by=by,
    )
    audit.record(Event.MATERIAL_LINK_MADE, subject=link, by=by)
    return link


@transaction.atomic
def end_link(*, link: MaterialLink, by: Membership) -> MaterialLink:
    """End a link before its time."""
    link.expires_at = min(now(), link.expires_at)
    link.save(update_fields=["expires_at"])
    audit.record(Event.MATERIAL_LINK_ENDED, subject=link, by=by)
    return link


@transaction.atomic
def use_link(*, link: MaterialLink) -> MaterialVersion:
    """Count a download by whoever holds a link's code; called outside every scope."""
    policies.check_link_is_alive(link)
    with scope(organization=link.organization):
        MaterialLink.objects.filter(pk=link.pk).update(used_count=F("used_count") + 1)
    by = audit.System(organization=link.organization)
    audit.record(Event.MATERIAL_LINK_USED, subject=link, by=by)
    return link.version


@transaction.atomic
def stock_library(*, by: Membership) -> int:
    """Take Headship's own guides and references over; return how many are new.

    A text that has changed with Headship becomes another version; what the
    organization changed about a material stays.
    """
    known = {
        it.shipped_key: it
        for it in Material.objects.filter(organization=by.organization).exclude(
            shipped_key=""
        )
    }
    changed = [_stock(it, known.get(it.key), by) for it in shipped_materials()]
    audit.record(
        Event.LIBRARY_STOCKED,
        subject=by.organization,
        by=by,
        details={"materials": sum(changed)},
    )
    return sum(changed)


def _stock(shipped: ShippedMaterial, material: Material | None, by: Membership) -> bool:
    if material is None:
        material = Material(organization=by.organization, shipped_key=shipped.key)
        names = ("title", "kind", "summary", "source", "license")
        text = MaterialText(
            **{name: getattr(shipped, name) for name in names},
            responsibilities=shipped.responsibilities,
        )
        _write(material, text)
        material.save()
    if MaterialVersion.objects.filter(material=material, text=shipped.text).exists():
        return False
    _add_version(material, Content(text=shipped.text), by)
    return True
