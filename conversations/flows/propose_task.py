"""A resident, an organisation or a company proposes a task."""

from conversations.conditions.task import TASK
from conversations.flow import (
    Flow,
    FreeText,
    HoursAWeek,
    InPlace,
    MailAddress,
    OneOf,
    PhoneNumber,
    Question,
    When,
    unsure,
)
from conversations.flows import typed
from conversations.places import Places
from conversations.text import N_
from conversations.verdict import Condition, Option

RESIDENT, ORGANISATION, COMPANY = "resident", "organisation", "company"
DONT_KNOW = unsure(N_("Don't know"))

who = Question(
    key="who",
    ask=N_("Who are you?"),
    short=N_("Who"),
    hint=N_("Is the task your own idea? Choose Resident."),
    kind=OneOf(
        (
            Option(RESIDENT, N_("Resident"), typed.RESIDENT),
            Option(ORGANISATION, N_("Organisation"), typed.ORGANISATION),
            Option(COMPANY, N_("Company"), typed.COMPANY),
        ),
        across=3,
    ),
)

name = Question(
    key="name",
    ask=N_("What is its name?"),
    short=N_("Name"),
    kind=FreeText(at_most=200),
    example=N_("Type the name of your organisation or company."),
    asked_if=When("who", is_=(ORGANISATION, COMPANY)),
)

description = Question(
    key="description",
    ask=N_("What needs to be done?"),
    short=N_("Task"),
    kind=FreeText(joins=True, describes=True, spoken=True),
    example=N_("Write it as you would say it. For example: picking up litter at the playground."),
)

hours = Question(
    key="hours",
    ask=N_("About how many hours a week does it take?"),
    short=N_("Hours"),
    hint=N_("A guess is enough. Do you not know? Choose Don't know."),
    kind=HoursAWeek(
        (
            Option("1-4", N_("1-4")),
            Option("5-8", N_("5-8")),
            Option("9-16", N_("9-16")),
            Option("17+", N_("Over 16")),
            DONT_KNOW,
        )
    ),
    example=N_("Type a number, for example 4 or 4-6."),
)

season = Question(
    key="season",
    ask=N_("When is this work needed?"),
    short=N_("When"),
    hint=N_("Does the work come back each week or month? Choose The whole year."),
    kind=OneOf(
        (
            Option("whole_year", N_("The whole year"), typed.WHOLE_YEAR),
            Option("part_of_year", N_("Part of the year"), typed.PART_OF_YEAR),
            Option("once", N_("Once"), typed.ONCE),
        )
    ),
)

guidance = Question(
    key="guidance",
    ask=N_("Who can guide the person who does this work?"),
    short=N_("Guidance"),
    hint=N_("Someone is there who explains the work and helps. Choose who can do that."),
    kind=OneOf(
        (
            Option("proposer", N_("I or my organisation"), typed.OURSELVES),
            Option("other", N_("Another organisation"), typed.OTHER_ORGANISATION),
            DONT_KNOW,
        )
    ),
    example=N_("Someone who shows how the work is done."),
)

contact = Question(
    key="contact",
    ask=N_("How may we reach you?"),
    short=N_("Contact"),
    hint=N_("We tell you what becomes of your proposal. Choose how you want to hear it."),
    kind=OneOf(
        (
            Option("chat", N_("In this chat"), typed.IN_CHAT),
            Option("phone", N_("Call me"), typed.BY_PHONE, told=N_("By phone")),
            Option("mail", N_("E-mail me"), typed.BY_MAIL, told=N_("By e-mail")),
        )
    ),
)

phone = Question(
    key="phone",
    ask=N_("At which number may we call you?"),
    short=N_("Phone"),
    kind=PhoneNumber(),
    example=N_("Share your number with the button. Or type your number."),
    asked_if=When("contact", is_=("phone",)),
    counted=False,
)

mail = Question(
    key="mail",
    ask=N_("To which address may we e-mail you?"),
    short=N_("E-mail address"),
    kind=MailAddress(),
    example=N_("For example: name@example.nl."),
    asked_if=When("contact", is_=("mail",)),
    counted=False,
)

more = Question(
    key="more",
    ask=N_("What else do you want to tell?"),
    short=N_("More"),
    example=N_("Type it. Or record a voice message."),
    hint=N_("Tell what helps us to understand the task."),
    kind=FreeText(joins=True, spoken=True),
    optional=True,
    counted=False,
)

spot = Question(
    key="spot",
    ask=N_("Where exactly is it?"),
    short=N_("Exact place"),
    kind=FreeText(at_most=500),
    example=N_("For example: behind the school in the Eikenlaan."),
    optional=True,
    counted=False,
)


SHORTER = {"not_done_now": N_("Already done")}
"""What a condition is called beside its answer, where its own name is long for a button."""


def asked(condition: Condition) -> Question:
    """Return the question that finds out whether a condition is met."""
    return Question(
        key=condition.key,
        ask=condition.ask,
        short=SHORTER.get(condition.key, condition.short),
        kind=OneOf(condition.options, across=3),
        example=condition.example,
        help=condition.help,
        condition=condition,
    )


def propose_task(places: Places) -> Flow:
    """Return the flow, with the list of places that it asks about."""
    place = Question(
        key="place",
        ask=N_("In which neighbourhood or village?"),
        short=N_("Where"),
        hint=N_("We mean the place of the task. Is it in many places? Choose All of Groningen."),
        kind=InPlace(places),
        example=N_("Type the name. Or choose a district."),
    )
    conditions = tuple(asked(condition) for condition in TASK.conditions)
    return Flow(
        key="propose_task",
        title=N_("Propose a task"),
        questions=(
            *(who, name, description, place, hours, season),
            *conditions,
            *(guidance, contact, phone, mail, more, spot),
        ),
        rules=TASK,
    )
