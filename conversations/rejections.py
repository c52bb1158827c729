"""Why a reply cannot be an answer, and what to do instead."""

from conversations.hours import HoursRefusal
from conversations.text import N_

CHOOSE = N_("I do not understand this answer. Choose a button.")
YES_NO_UNSURE = N_(
    "I do not understand this answer. Choose a button, or type yes, no or don't know."
)
YES_NO_ALONE = N_("Type only yes, no or don't know. You need not explain.")
CHOOSE_ONE = N_("I do not understand this answer. Choose **{first}**, **{second}** or **{third}**.")
EMPTY = N_("I see no words in your answer. Type it in a few words.")
NO_TASK = N_("I do not see a task in this yet. Write in a few words what needs to be done.")
TELL = N_("Tell it in a few words.")
A_QUESTION = N_("I see a question. Type your answer in a few words.")
NOT_HEARD = N_("I cannot listen to your answer here. Type it, or press a button.")
NO_PLACE_ASKED = N_("I did not ask for a place here. Type your answer, or press a button.")
TOO_LONG = N_("Your answer is too long for me. Use at most {n} characters.")
PLACE = N_("I do not know this name. Type it again, or choose a district.")
HOURS = {
    HoursRefusal.not_understood: N_(
        "I do not understand the number of hours. Type for example 4 or 4-6."
    ),
    HoursRefusal.not_per_week: N_("Count the hours in one week. Type for example 4 or 4-6."),
    HoursRefusal.too_many: N_("A week has 168 hours. Type for example 4 or 4-6."),
    HoursRefusal.none: N_("Type how many hours the task takes. For example 4 or 4-6."),
}
PHONE = N_("I cannot read this phone number. Type for example 06 12 34 56 78.")
PHONE_SHORT = N_("This number is too short. Type for example 06 12 34 56 78.")
MAIL = N_("I cannot read this mail address. Type for example name@example.nl.")
