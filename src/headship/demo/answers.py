"""Answers as real people give them: related, lenient, sometimes unable to judge."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.frameworks.responsibilities import load_responsibilities
from headship.instruments.answers import NOT_JUDGED
from headship.surveys.models import Invitation
from headship.surveys.queries import get_questionnaire

Vector = npt.NDArray[np.float64]

CANNOT_JUDGE = {"self": 0.0, "supervisor": 0.04, "teacher": 0.06, "peer": 0.10}
LENIENCY = {"self": 0.35, "supervisor": 0.10, "teacher": 0.0, "peer": 0.15}

KEEP = (
    "Visits classrooms and leaves a short note that helps.",
    "Listens first, then decides, and says why.",
    "Protects our planning time from one more meeting.",
    "Knows what is going on in the hallways before it becomes a problem.",
    "Makes the goals for the year easy to remember.",
    "Gives credit to the people who did the work.",
    "Asks good questions about student work.",
    "Shows up at evening events and talks with families.",
    "Is calm when things change from above.",
    "Found money for the science kits we had asked for since 2023.",
    "Admits it when something did not work.",
    "Remembers what is going on in our lives.",
    "Answers an e-mail the same day.",
    "Brings us together around real student work, not slides.",
    "Tries new things first, before asking us to.",
    "Keeps the day running, even with three substitutes.",
    "Stands up for the school at the district office.",
    "Gives new teachers time and a good mentor.",
)
CHANGE = (
    "Let us know earlier when the schedule changes.",
    "Follow up on what was agreed in team meetings.",
    "Ask us before choosing new materials.",
    "Fewer initiatives at the same time.",
    "More feedback after walkthroughs, not just a checklist.",
    "Say thank you in public more often.",
    "Make the rules for substitutes clear.",
    "Share the research behind the reading program.",
    "Be seen more in the upper grades.",
    "Decide faster; some questions have been open since August.",
    "Meetings could end with who does what by when.",
    "Explain how this year's goals fit with last year's.",
    "Visit the electives too.",
    "Trust the leadership team with more of the work.",
    "Tell us what happens with the data we collect.",
    "Leave time to practice what we learned before the next thing.",
    "Hear out the people who disagree.",
    "Get the copier fixed for good.",
)
AND_SO = (
    "It makes a difference for our students.",
    "Several of us feel the same.",
    "Small thing, large effect.",
    "My team would say the same.",
    "It shows respect for our work.",
    "Especially in the weeks before testing.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """How a leader works, responsibility by responsibility, unknown to everyone."""

    levels: dict[str, float]
    magnitude: float

    def grown(self, rng: np.random.Generator) -> "Truth":
        """Return the leader a year later: somewhat better where they practiced."""
        practiced = rng.choice(list(self.levels), size=3, replace=False)
        levels = {
            key: level + (0.45 if key in practiced else rng.normal(0.03, 0.05))
            for key, level in self.levels.items()
        }
        return Truth(levels=levels, magnitude=self.magnitude)


def draw_truth(rng: np.random.Generator) -> Truth:
    """Draw a leader: a general level, and strengths and weaknesses around it."""
    general = rng.normal(3.6, 0.3)
    return Truth(
        levels={
            it.key: general + rng.normal(0, 0.35) for it in load_responsibilities()
        },
        magnitude=rng.uniform(1.6, 3.2),
    )


def draw_answers(
    invitation: Invitation, truth: Truth, rng: np.random.Generator
) -> tuple[dict[int, int], dict[str, str]]:
    """Draw one person's ratings by position, and what they write."""
    questionnaire = get_questionnaire(invitation, invitation.language)
    group = invitation.group.key
    lean = rng.normal(LENIENCY[group], 0.35)
    values = {
        item.position: _rating(item, truth, lean, CANNOT_JUDGE[group], rng)
        for page in questionnaire.pages
        for item in page.items
    }
    return values, _texts(questionnaire.questions, rng)


def _rating(item, truth: Truth, lean: float, blind: float, rng) -> int:
    if rng.random() < blind:
        return NOT_JUDGED
    level = truth.levels.get(item.scale)
    felt = truth.magnitude + lean / 2 if level is None else level + lean
    top = max(item.values)
    return int(np.clip(np.rint(felt + rng.normal(0, 0.7)), 1, top))


def _texts(questions, rng) -> dict[str, str]:
    return {
        question.key: _comment(pool, rng)
        for question, pool in zip(questions, (KEEP, CHANGE), strict=False)
        if rng.random() < 0.3
    }


def _comment(pool: tuple[str, ...], rng: np.random.Generator) -> str:
    first = str(rng.choice(pool))
    return f"{first} {rng.choice(AND_SO)}" if rng.random() < 0.4 else first
