"""The five conditions that a task must meet."""

from conversations.conditions.sources import BASISBAAN, PRESS_RELEASE_2023
from conversations.flow import unsure
from conversations.flows.typed import CAN_BE_DONE
from conversations.text import N_
from conversations.verdict import Condition, Option, Outcome, Rules
from conversations.words import NO as NO_WORDS
from conversations.words import YES as YES_WORDS

YES = Option("yes", N_("Yes"), YES_WORDS)
NO = Option("no", N_("No"), NO_WORDS)
CAN = Option("yes", N_("Yes"), YES_WORDS + CAN_BE_DONE)
YES_NO_UNSURE = (YES, NO, unsure(N_("Don't know")))

WHEN_YES = {"yes": Outcome.MET, "no": Outcome.NOT_MET}
WHEN_NO = {"no": Outcome.MET, "yes": Outcome.NOT_MET}

liveability = Condition(
    key="liveability",
    ask=N_("Does the neighbourhood or village become a nicer place because of this task?"),
    short=N_("Nicer neighbourhood"),
    options=YES_NO_UNSURE,
    outcomes=WHEN_YES,
    quotes=(
        BASISBAAN.quote(
            "ze moeten een positieve bijdrage leveren aan de leefbaarheid van de wijk of het dorp"
        ),
    ),
    rule=N_("The task must make the neighbourhood or village a nicer place."),
    because=N_("You said: it does not become nicer."),
    remedy=N_("Tell us who in the neighbourhood has use of it."),
    if_unsure=N_("A member of staff looks at who has use of the task."),
    help=N_("For example: it becomes cleaner, safer or more pleasant."),
)

not_done_now = Condition(
    key="not_done_now",
    ask=N_("Does anyone do this task already?"),
    short=N_("Already done by someone"),
    options=YES_NO_UNSURE,
    outcomes=WHEN_NO,
    quotes=(BASISBAAN.quote("ze mogen op het moment nog niet uitgevoerd worden"),),
    rule=N_("Nobody may be doing the task at this moment."),
    because=N_("You said: somebody does it already."),
    remedy=N_("Propose only the part that nobody does now."),
    if_unsure=N_("A member of staff asks around whether anyone does it already."),
    help=N_("For example: a company, the municipality, a neighbour or a club."),
)

unfunded = Condition(
    key="unfunded",
    ask=N_("Is there money for this task already?"),
    short=N_("Money"),
    options=YES_NO_UNSURE,
    outcomes=WHEN_NO,
    quotes=(BASISBAAN.quote("er mag geen vorm van financiering tegenover staan"),),
    rule=N_("There may be no money for the task."),
    because=N_("You said: there is money already."),
    remedy=N_("Leave out the part that is paid for, and propose the rest."),
    if_unsure=N_("A member of staff finds out whether there is money for it."),
    example=N_("For example wages or a subsidy."),
    help=N_("For example: somebody is paid for it, or a fund has given money for it."),
)

displaces_no_work = Condition(
    key="displaces_no_work",
    ask=N_("Does this task take work away from someone with a job or from a volunteer?"),
    short=N_("Takes work away"),
    options=YES_NO_UNSURE,
    outcomes=WHEN_NO,
    quotes=(
        BASISBAAN.quote("ze mogen geen regulier werk vervangen"),
        PRESS_RELEASE_2023.quote(
            "Het werk mag geen betaalde banen of vrijwilligerswerk verdringen"
        ),
    ),
    rule=N_("The task may not take work away from anyone."),
    because=N_("You said: it takes work away from someone."),
    remedy=N_("Propose something that comes on top of that work."),
    if_unsure=N_("A member of staff talks with the people who do such work."),
    help=N_("For example: a gardener or a volunteer would then have less to do."),
)

suitable = Condition(
    key="suitable",
    ask=N_("Can someone do this who had no work for a long time and needs guidance?"),
    short=N_("Suitable"),
    options=(CAN, *YES_NO_UNSURE[1:]),
    outcomes=WHEN_YES,
    quotes=(
        BASISBAAN.quote(
            "ze moeten geschikt zijn voor mensen die meestal langdurig werkloos zijn en "
            "begeleiding nodig hebben om taken uit te voeren"
        ),
    ),
    rule=N_("Someone who had no work for a long time must be able to do the task."),
    because=N_("You said: such a person cannot do it."),
    remedy=N_("Cut the task into smaller, simpler parts."),
    if_unsure=N_("A member of staff looks at what the task asks of someone."),
    help=N_("For example: it is easy to learn, and somebody helps at the start."),
)

TASK = Rules(
    version="task-2023.1",
    conditions=(liveability, not_done_now, unfunded, displaces_no_work, suitable),
)
