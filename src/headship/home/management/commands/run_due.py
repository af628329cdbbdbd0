from django.core.management.base import BaseCommand
from django_scopes import scopes_disabled

from headship.core import mail
from headship.feedback.actions import close_due_cycles
from headship.orgs.actions import (
    delete_due,
    fail_silent_exports,
    forget_exports,
    forget_uploads,
)
from headship.practice.actions import forget_lost_files, remind_due
from headship.programs.actions.certificate_batches import resume_silent_batches
from headship.programs.actions.feedback import run_due_feedback
from headship.programs.actions.materials import (
    forget_lost_files as forget_lost_materials,
)
from headship.programs.actions.practice import hand_out_all_late
from headship.programs.actions.seats import fill_all_seats


class Command(BaseCommand):
    help = "Close cycles and session feedback that are due, send mail, forget uploads."

    def handle(self, **_options):
        with scopes_disabled():
            closed = close_due_cycles()
            asked, read = run_due_feedback()
            forgotten = forget_uploads()
            stopped, dropped = fail_silent_exports(), forget_exports()
            lost = forget_lost_files() + forget_lost_materials()
            resumed = resume_silent_batches()
            given = hand_out_all_late()
            reminded = remind_due()
            leaving = delete_due()
            seated = fill_all_seats()
        sent = mail.send_all_due()
        self.stdout.write(
            f"Closed {closed} cycles, sent {sent} messages, forgot {forgotten} uploads.\n"
            f"Opened feedback on {asked} sessions, closed it on {read}.\n"
            f"Handed out {given} tasks, reminded of {reminded} practices.\n"
            f"Deleted {lost} files that nothing names any more.\n"
            f"Stopped {stopped} exports, deleted the files of {dropped}.\n"
            f"Began to delete {leaving} organizations, gave {seated} seats left free.\n"
            f"Took up {resumed} batches of certificates again.\n"
        )
