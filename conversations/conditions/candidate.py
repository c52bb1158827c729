"""The seven conditions that a candidate must meet."""

from conversations.conditions.sources import BASISBAAN
from conversations.text import N_
from conversations.verdict import Condition, Option, Outcome, Quote, Rules

POLICY = N_("The candidate {policy}.")

Otherwise = tuple[tuple[Option, Outcome], ...]


def line(
    *,
    key: str,
    ask: str,
    short: str,
    quote: Quote,
    remedy: str,
    if_unsure: str,
    otherwise: Otherwise = (),
) -> Condition:
    """Return a line of the card. It is met, or not; or else what `otherwise` says.

    Its label is the same in both states: a line is never a yes to a negative.
    """
    otherwise = otherwise or ((Option("not_met", short), Outcome.NOT_MET),)
    return Condition(
        key=key,
        ask=ask,
        short=short,
        options=(Option("met", short), *(option for option, _ in otherwise)),
        outcomes={"met": Outcome.MET, **{o.key: outcome for o, outcome in otherwise}},
        quotes=(quote,),
        rule=POLICY,
        remedy=remedy,
        if_unsure=if_unsure,
    )


on_benefit = line(
    key="on_benefit",
    ask=N_("Does the candidate get social assistance benefit?"),
    short=N_("Social assistance benefit"),
    quote=BASISBAAN.quote("moet een bijstandsuitkering ontvangen"),
    remedy=N_("Check again once the benefit has been granted."),
    if_unsure=N_("Look in your own system, or ask the income department."),
)

aged_27 = line(
    key="aged_27",
    ask=N_("Is the candidate 27 years or older?"),
    short=N_("27 years or older"),
    quote=BASISBAAN.quote("moet 27 jaar of ouder zijn"),
    remedy=N_("Check again from the 27th birthday on."),
    if_unsure=N_("Look up the age in your own system."),
)

no_track = line(
    key="no_track",
    ask=N_("Is the candidate free of a current track towards regular work?"),
    short=N_("No current track"),
    quote=BASISBAAN.quote("mag geen lopend re-integratietraject volgen richting regulier werk"),
    remedy=N_("Check again when the track has ended."),
    if_unsure=N_("Ask the track's supervisor whether it is still running."),
)

no_prospect = line(
    key="no_prospect",
    ask=N_("Is regular work out of reach for the candidate?"),
    short=N_("No prospect of regular work"),
    quote=BASISBAAN.quote("heeft geen perspectief meer op de regulier werk"),
    remedy=N_("Look together for support towards regular work first."),
    if_unsure=N_("Discuss it with the candidate and with a colleague."),
)

supported_before = line(
    key="supported_before",
    ask=N_("Did the candidate have support before that did not lead to regular work?"),
    short=N_("Earlier support, no work"),
    quote=BASISBAAN.quote(
        "heeft diverse re-integratie ondersteuning gehad, maar dit heeft niet geleid tot "
        "regulier werk"
    ),
    remedy=N_("Offer support towards regular work first, then check again."),
    if_unsure=N_("Look in the file for the support that was given."),
)

hours = line(
    key="hours",
    ask=N_("Is the candidate available for 32 to 36 hours a week?"),
    short=N_("32 to 36 hours"),
    otherwise=(
        (Option("fewer", N_("Fewer hours (discuss)")), Outcome.UNCLEAR),
        (Option("none", N_("Not available")), Outcome.NOT_MET),
    ),
    quote=BASISBAAN.quote("is 32 tot 36 uur in de week beschikbaar (minder uren in overleg)"),
    remedy=N_("Check again when the candidate has time for work."),
    if_unsure=N_("Fewer hours are possible in consultation: discuss how many."),
)

diverse_tasks = line(
    key="diverse_tasks",
    ask=N_("Can the candidate do various tasks in a neighbourhood or village?"),
    short=N_("Various tasks"),
    quote=BASISBAAN.quote("moet diverse taken in een wijk/dorp kunnen uitvoeren"),
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
