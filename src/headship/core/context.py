from django.conf import settings


def site(request):
    """Give every template the product's name and the member, if there is one."""
    return {
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "member": getattr(request, "member", None),
    }
