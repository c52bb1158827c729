"""The seven conditions that a candidate must meet."""

from conversations.conditions.sources import BASISBAAN
from conversations.text import N_
from conversations.verdict import Condition, Option, Outcome, Rules

POLICY = N_("The candidate {policy}.")

WHEN_MET = {"met": Outcome.MET, "not_met": Outcome.NOT_MET}


def states(label: str) -> tuple[Option, ...]:
    """Return the two states of a line on the card: a line is never a yes to a negative."""
    return (Option("met", label), Option("not_met", label))


on_benefit = Condition(
    key="on_benefit",
    ask=N_("Does the candidate get social assistance benefit?"),
    short=N_("Social assistance benefit"),
    options=states(N_("Social assistance benefit")),
    outcomes=WHEN_MET,
    quotes=(BASISBAAN.quote("moet een bijstandsuitkering ontvangen"),),
    rule=POLICY,
    remedy=N_("Check again once the benefit has been granted."),
    if_unsure=N_("Look in your own system, or ask the income department."),
)

aged_27 = Condition(
    key="aged_27",
    ask=N_("Is the candidate 27 years or older?"),
    short=N_("27 years or older"),
    options=states(N_("27 years or older")),
    outcomes=WHEN_MET,
    quotes=(BASISBAAN.quote("moet 27 jaar of ouder zijn"),),
    rule=POLICY,
    remedy=N_("Check again from the 27th birthday on."),
    if_unsure=N_("Look up the age in your own system."),
)

no_track = Condition(
    key="no_track",
    ask=N_("Is the candidate free of a current track towards regular work?"),
    short=N_("No current track"),
    options=states(N_("No current track")),
    outcomes=WHEN_MET,
    quotes=(BASISBAAN.quote("mag geen lopend re-integratietraject volgen richting regulier werk"),),
    rule=POLICY,
    remedy=N_("Check again when the track has ended."),
    if_unsure=N_("Ask the track's supervisor whether it is still running."),
)

no_prospect = Condition(
    key="no_prospect",
    ask=N_("Is regular work out of reach for the candidate?"),
    short=N_("No prospect of regular work"),
    options=states(N_("No prospect of regular work")),
    outcomes=WHEN_MET,
    quotes=(BASISBAAN.quote("heeft geen perspectief meer op de regulier werk"),),
    rule=POLICY,
    remedy=N_("Look together for support towards regular work first."),
    if_unsure=N_("Discuss it with the candidate and with a colleague."),
)

supported_before = Condition(
    key="supported_before",
    ask=N_("Did the candidate have support before that did not lead to regular work?"),
    short=N_("Earlier support, no work"),
    options=states(N_("Earlier support, no work")),
    outcomes=WHEN_MET,
    quotes=(
        BASISBAAN.quote(
            "heeft diverse re-integratie ondersteuning gehad, maar dit heeft niet geleid tot "
            "regulier werk"
        ),
    ),
    rule=POLICY,
    remedy=N_("Offer support towards regular work first, then check again."),
    if_unsure=N_("Look in the file for the support that was given."),
)

hours = Condition(
    key="hours",
    ask=N_("Is the candidate available for 32 to 36 hours a week?"),
    short=N_("32 to 36 hours"),
    options=(
        Option("met", N_("32 to 36 hours")),
        Option("fewer", N_("Fewer hours (discuss)")),
        Option("none", N_("Not available")),
    ),
    outcomes={"met": Outcome.MET, "fewer": Outcome.UNCLEAR, "none": Outcome.NOT_MET},
    quotes=(BASISBAAN.quote("is 32 tot 36 uur in de week beschikbaar (minder uren in overleg)"),),
    rule=POLICY,
    remedy=N_("Check again when the candidate has time for work."),
    if_unsure=N_("Fewer hours are possible in consultation: discuss how many."),
)

diverse_tasks = Condition(
    key="diverse_tasks",
    ask=N_("Can the candidate do various tasks in a neighbourhood or village?"),
    short=N_("Various tasks"),
    options=states(N_("Various tasks")),
    outcomes=WHEN_MET,
    quotes=(BASISBAAN.quote("moet diverse taken in een wijk/dorp kunnen uitvoeren"),),
    rule=POLICY,
    remedy=N_("See which tasks would fit, and check again with those in mind."),
    if_unsure=N_("Go through a few tasks together with the candidate."),
)

CANDIDATE = Rules(
    version="candidate-2023.1",
    conditions=(
        on_benefit,
        aged_27,
        no_track,
        no_prospect,
        supported_before,
        hours,
        diverse_tasks,
    ),
)
