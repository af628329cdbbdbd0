"""Building the demonstration once."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from headship.core.audit import System
from headship.demo.feedback import build_cycles
from headship.demo.people import (
    build_district,
    build_neighbor,
    build_provider,
    build_second_district,
)
from headship.demo.programs import build_programs
from headship.evidence.actions.records import ship_evidence
from headship.evidence.actions.schools import ship_public_schools
from headship.instruments.actions import ship_instruments
from headship.orgs.models import Organization


def build_demo() -> bool:
    """Fill an empty database; return False if it was filled before."""
    if not settings.DEMO:
        raise ImproperlyConfigured("The demonstration needs DEMO=1.")
    if Organization.objects.exists():
        return False
    ship_instruments()
    ship_evidence()
    ship_public_schools(by=System())
    with transaction.atomic():
        district = build_district()
        build_neighbor()
        build_cycles(district)
        build_programs(build_provider(), district, build_second_district())
    return True
