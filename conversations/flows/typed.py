"""What people type for the options of a proposal, instead of pressing a button."""

from conversations.words import phrases

RESIDENT = phrases("bewoner|inwoner|buurtbewoner|burger|particulier|buur|resident")
ORGANISATION = phrases(
    "organisatie|stichting|vereniging|club|school|kerk|organisation|organization"
)
COMPANY = phrases("bedrijf|ondernemer|onderneming|zaak|winkel|zzp|company")
WHOLE_YEAR = phrases(
    "het hele jaar|hele jaar|altijd|heel het jaar|jaarrond|elke week|wekelijks|whole year"
)
PART_OF_YEAR = phrases(
    "een deel van het jaar|deel van het jaar|zomer|in de zomer|herfst|in de herfst|winter"
    "|in de winter|lente|voorjaar|seizoen|soms|part of the year"
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
    "liveability": phrases("wijk prettiger|prettiger|nicer place"),
    "not_done_now": phrases("al gedaan door iemand|al gedaan|already done"),
    "unfunded": phrases("geld|money"),
    "displaces_no_work": phrases("neemt werk weg|takes work away"),
    "suitable": phrases("geschikt werk|geschikt|suitable"),
    "guidance": phrases("begeleiding|guidance"),
    "contact": phrases("contact"),
    "phone": phrases("telefoon|telefoonnummer|phone"),
    "mail": phrases("mailadres|mail address"),
    "more": phrases("verder|meer vertellen|more|tell more"),
    "spot": phrases("precieze plek|exact place"),
}
"""The lines of the summary, by what people call them."""

IN_CHAT = phrases("via deze chat|deze chat|chat|telegram|hier|app|in this chat")
BY_PHONE = phrases("bel mij|bellen|bel me|telefoon|telefonisch|call me|phone")
BY_MAIL = phrases("mail mij|mailen|mail|mail me|e-mail|email|per mail")
