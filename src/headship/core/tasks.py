from django_tasks import task

from headship.core import mail


@task()
def send_due() -> int:
    """Send the mail that is due."""
    return mail.send_all_due()
