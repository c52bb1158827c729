"""What people type for the options of a proposal, instead of pressing a button."""

from conversations.words import phrases

RESIDENT = phrases("bewoner|inwoner|buurtbewoner|burger|particulier|buur|resident")
ORGANISATION = phrases(
    "organisatie|stichting|vereniging|club|school|kerk|organisation|organization"
)
COMPANY = phrases("bedrijf|ondernemer|onderneming|zaak|winkel|zzp|company")
WHOLE_YEAR = phrases(
    "het hele jaar|hele jaar|altijd|heel het jaar|jaarrond|elke week|iedere week|wekelijks"
    "|het hele jaar door|hele jaar door|het jaar rond|elke maand|iedere maand|maandelijks"
    "|elke dag|iedere dag|dagelijks|elke dag wel|doorlopend|whole year|all year|all year round"
    "|every day|every week|every month"
)
PART_OF_YEAR = phrases(
    "een deel van het jaar|deel van het jaar|zomer|in de zomer|herfst|in de herfst|winter"
    "|in de winter|lente|in de lente|voorjaar|in het voorjaar|najaar|in het najaar|seizoen|soms"
    "|alleen in de zomer|alleen zomer|alleen zomers|zomers|alleen in de winter|alleen in de herfst"
    "|alleen in het voorjaar|alleen in het najaar|alleen in de lente|vooral in de zomer"
    "|vooral in de winter|vooral in de herfst|vooral in het voorjaar|in de zomermaanden"
    "|in de wintermaanden|een paar maanden|enkele maanden|part of the year|only in summer"
    "|in summer|in winter"
)
ONCE = phrases("eén keer|een keer|eenmalig|1 keer|1x|once")
OURSELVES = phrases(
    "ik|ik of mijn organisatie|wij|ikzelf|mijn organisatie|onze organisatie|wijzelf"
    "|i or my organisation|my organisation|me|we"
)
OTHER_ORGANISATION = phrases(
    "een andere organisatie|andere organisatie|iemand anders|anders|another organisation"
)
LINES = {
    "who": phrases("wie|wie bent u|who"),
    "name": phrases("naam|name"),
    "description": phrases("taak|de taak|task"),
    "place": phrases("waar|wijk|dorp|where"),
    "hours": phrases("uren|aantal uren|hours"),
    "season": phrases("wanneer|when"),
    "liveability": phrases("wijk prettiger|prettiger|nicer place|nicer neighbourhood"),
    "not_done_now": phrases("al gedaan door iemand|al gedaan|already done"),
    "unfunded": phrases("geld|money"),
    "displaces_no_work": phrases("neemt werk weg|takes work away"),
    "suitable": phrases("geschikt werk|geschikt|suitable"),
    "guidance": phrases("begeleiding|guidance"),
    "contact": phrases("contact"),
    "phone": phrases("telefoon|telefoonnummer|phone"),
    "mail": phrases("mailadres|mail address|e-mail address"),
    "more": phrases("verder|meer vertellen|more|tell more"),
    "spot": phrases("precieze plek|plek|exact place|exact spot"),
}
"""The lines of the summary, by what people call them."""

CAN_BE_DONE = phrases(
    "dat kan|ja dat kan|dat kan iedereen|ja dat kan iedereen|kan iedereen|ja kan iedereen"
    "|iedereen kan dat|iedereen kan dit|ja iedereen kan dit|dat kan makkelijk|ja dat kan makkelijk"
    "|dat kan prima|ja dat kan prima|dat kan zeker|ja dat kan zeker"
    "|dat kunnen ze|ja dat kunnen ze|everyone can|anyone can|yes anyone can do that"
)
"""Yes, to whether someone can do the task; elsewhere "dat kan" is only perhaps."""

IN_CHAT = phrases("via deze chat|deze chat|chat|telegram|hier|app|in this chat")
BY_PHONE = phrases("bel mij|bellen|bel me|telefoon|telefonisch|call me|phone")
BY_MAIL = phrases("mail mij|mailen|mail|mail me|e-mail me|email me|e-mail|email|per mail")
