"""One paragraph of a news page in, whether its wording is page furniture out."""

from __future__ import annotations

import re

_INVITES = (
    r"newsletters?|inbox|the (?:[\w’']+ ){0,3}app|our app|app store|google play|whatsapp|telegram|"
    r"podcasts?|"
    r"free trial|unlimited access|digital access|push alerts?|subscri(?:be|ption)s?|paywall|"
    r"on (?:twitter|x|facebook|instagram|tiktok|threads|bluesky|linkedin|youtube)"
)
_POINTERS = (
    r"read (?:more|next|also)(?: here)?|more|related|see also|also read|watch|listen|"
    r"must (?:read|watch)|"
    r"recommended|don['’]t miss|in case you missed it|explore more|(?:dig|go) deeper|in pictures|"
    r"photos|gallery|graphics?|interactive|further reading|more on this(?: story)?|"
    r"what to read next"
)
# Each is a class of line that pages of many outlets share; case does not matter.
_LINES = (
    # Invitations: accounts, newsletters, apps, sharing, comments.
    r"(?:please )?(?:sign|log)[ -](?:up|in|on)\b.{0,140}",
    r"(?:create|register for) (?:a|your) (?:free )?account\b.{0,100}",
    rf"(?:sign up|subscribe|register|join|follow|download|get|read|listen|"
    rf"stay)\b.{{0,160}}\b(?:{_INVITES})\b.{{0,80}}",
    r"(?:already|not) (?:a |an |yet )?(?:subscriber|member|registered)\b.{0,100}",
    r".{0,80}\b(?:delivered|straight|direct(?:ly)?|sent) (?:directly |"
    r"straight )?to your (?:inbox|phone|email)\b.{0,100}",
    r"(?:share|save|print|e-?mail|tweet|copy link|comments?|bookmark|listen|gift|facebook|"
    r"twitter|x|whatsapp|"
    r"linkedin|reddit|flipboard|pinterest|link copied)(?: this)?(?: article| story|"
    r" page)?(?: \(?\d+\)?)?[.:!]?",
    r"(?:\d+|no|view|add|leave a|post a|show|join the) (?:comments?|shares?|conversation|"
    r"discussion)\b.{0,40}",
    r"(?:share|follow|like) (?:this|us|on|via|with)\b.{0,80}",
    r"follow (?:topics?|us|this|the)?\s?:?",
    r"follow (?:reporter |[\w ]{2,40} )?[^.]{0,80}@\w.{0,80}",
    r"(?:thank you|thanks) for (?:reading|signing up|subscribing|visiting)\b.{0,120}",
    r"(?:support|donate to|help us) (?:our|keep|fund|independent)\b.{0,200}",
    r"(?:do you have|got|have you got|send us|have) (?:a |any )?(?:news )?(?:tip|story|question|"
    r"photo|video)s?\b.{0,200}",
    r"(?:please |to (?:continue|keep)(?: reading)?,? )?(?:please )?subscribe\b.{0,140}",
    r"(?:to (?:continue|keep) reading|keep reading)\b.{0,140}",
    r"(?:listen to|hear|watch|print|translate) this (?:article|story|page|report)\b.{0,60}",
    r"[\d.,]+ ?[km]? (?:shares?|comments?|likes?|views?|reads?)",
    # Advertising and affiliates.
    r"(?:advertisements?|ad|sponsored(?: content| links| stories)?|promoted|paid (?:post|content)|"
    r"partner content|promotion)[.:]?",
    r"(?:story |article )?continues (?:below|after)\b.{0,60}",
    r"(?:skip|jump) (?:past|to|advertisement)\b.{0,80}",
    r"(?:scroll|swipe|tap|click) (?:down|here|to|for|on|through)\b.{0,100}",
    r"(?:we|our editors)\b.{0,120}\b(?:affiliate|commission)\b.{0,160}",
    r"if you (?:buy|purchase|make a purchase)\b.{0,100}\b(?:affiliate|commission)\b.{0,120}",
    # Pointers to other pages.
    r"(?:see|read|show|view|load|explore|find|discover) (?:more|also|next|(?:the )?full story|"
    r"all|less)"
    r"(?: (?:about|on|from|here|in|at|by|of|stories|news|comments?|articles|"
    r"coverage)\b.{0,80})?[ .…→»>]*",
    r"(?:read|up|next|more|previous)(?: (?:more|next|also|on|from|stories|article|story))?[ :]*",
    rf"\[? ?(?:{_POINTERS})\s?[:|>»→].{{0,200}}",
    r"(?:related|recommended|more|top|latest|popular|trending|most (?:read|viewed|popular|shared)|"
    r"editors?['’]?s?['’]? (?:picks?|choice))(?: (?:stories|articles|news|content|topics|"
    r"coverage|links|"
    r"videos?|reading|headlines|from .{1,40}|on .{1,60}|in .{1,40}|now))?:?",
    r"(?:you (?:may|might) (?:also )?(?:like|be interested)|what to read next|keep reading|"
    r"up next|read next|"
    r"around the web|from the web|more from|also in the news)\b.{0,80}",
    r"(?:topics?|tags?|filed under|more on|in this (?:story|article)|categories|"
    r"keywords)\s?:.{0,200}",
    # Law and machinery.
    r".{0,60}(?:©|\(c\) ?(?:19|20)\d\d|\bcopyright (?:©|\d|\(c\))).{0,200}",
    r".{0,160}\ball rights reserved\b.{0,160}",
    r"(?:we|this (?:site|website|page)|our (?:site|website)|by (?:continuing|using|"
    r"clicking))\b.{0,100}"
    r"\b(?:cookies?|privacy|terms)\b.{0,200}",
    r"(?:accept|reject|manage|allow|decline)(?: all)?(?: cookies| preferences| settings)?",
    r"(?:cookie|privacy|terms)(?: and cookies?)? ?(?:policy|notice|settings|preferences|"
    r"of (?:use|service))?\.?",
    r"(?:this|the) (?:material|content|article|site)\b.{0,60}\b(?:may not be|"
    r"protected by recaptcha)\b.{0,300}",
    r"our standards:.{0,80}",
    r"(?:please )?enable (?:javascript|cookies)\b.{0,100}",
    r"(?:reading time:? ?)?\d+[ -]?min(?:ute)?s?\.? ?(?:read|listen|watch)?\b.{0,20}",
    r"(?:home|news|world|sports?|business|menu|search|close|back to top|"
    r"loading)(?: ?[|>/›»·] ?\w[\w &]{0,30})*[.…]*",
    r"(?:this (?:article|story|page|translation|audio) (?:was|has been|is) (?:automatically |"
    r"auto-?)?"
    r"(?:produced|generated|translated|narrated|originally published))\b.{0,200}",
    r"(?:views|opinions)(?: and opinions)? expressed\b.{0,200}",
    r".{0,200}\bviews expressed\b.{0,80}\b(?:own|authors?)\b.{0,80}",
    # The commonest of these in French, German, Spanish, Italian, Portuguese and Dutch.
    r"(?:lire aussi|à lire aussi|lesen sie auch|mehr zum thema|lea también|lee también|leggi anche|"
    r"leia também|lees ook|voir aussi|siehe auch)\s?:?.{0,200}",
    r"(?:tous droits réservés|alle rechte vorbehalten|todos los derechos reservados|werbung|"
    r"anzeige|"
    r"publicité|publicidad|pubblicità|partager|teilen|compartir|impressum|datenschutz)\b.{0,80}",
    r"(?:story|article) saved\b.{0,60}",
    r"(?:remote|embedded) (?:video|audio|image)(?: url)?",
    r"(?:you(?:['’]re| are| have)? (?:receiv\w*|getting|got)|this (?:e-?mail|newsletter|message) "
    r"(?:was|is) (?:sent|intended))\b.{0,200}",
    r"(?:.{0,100}\b)?(?:unsubscribe|manage (?:your )?(?:preferences|subscriptions?))\b.{0,120}",
    r"(?:view|read|open|trouble viewing|having trouble)\b.{0,40}\b(?:browser|online)\b.{0,20}",
    r"(?:was this|has this|did someone forward)\b.{0,30}\b(?:e-?mail|newsletter|forward\w*)\b"
    r".{0,120}",
    r"you can find this (?:story|article) in\b.{0,60}",
    r".{0,60}\b(?:tell us|let us know|have your say) (?:in the|below|at|by)\b.{0,80}",
    r"(?:enjoyed|like|liked) (?:this|what you)\b.{0,120}",
    r"(?:this|a version of this) (?:article|story|column|piece|interview|transcript|"
    r"conversation)\b.{0,40}"
    r"\b(?:originally|first|also|appears?|appeared|(?:has been |"
    r"was )?(?:lightly )?edited for)\b.{0,160}",
    r"\((?:us)?[$€£]? ?1(?:\.0+)? = .{2,60}\)",
    r".{0,120}\b(?:funded|made possible|supported) by (?:our )?readers\b.{0,120}",
    r"become a (?:member|subscriber|supporter)\b.{0,100}",
    r"comments (?:are|for this (?:article|story) are) (?:now )?closed\b.{0,40}",
    r"if you (?:liked|enjoyed|value)\b.{0,140}",
    r"(?:terms|privacy|contact|about|imprint|help|faq)[\w ]{0,30}(?: ?[|·•] ?[\w ]{2,30}){1,8}",
    r"(?:get|download|install) .{0,80}\b(?:our|the) (?:free )?app\b.{0,40}",
    r"(?:want|looking for|need) more\b.{0,160}",
    r"(?:photo|picture|image|quote|word|cartoon|video|number) of the (?:day|week|month)",
    r"more to follow\.{0,3}|(?:this is a )?(?:breaking|developing) (?:news )?story\b.{0,120}",
    r"(?:please )?check back\b.{0,80}",
    r"need a break\? .{0,120}",
    r"editor['’]s note\s?:.{0,300}",
    r"(?:image|photo|video|audio|media) (?:source|caption|player|unavailable|playback)\b.{0,60}",
    r"(?:new ?)?you can now (?:listen to|read|watch|follow)\b.{0,100}",
    r"(?:please )?use (?!of\b).{2,30}\bbrowser\b.{0,80}",
    r"(?:toggle|hide|show|view|open|close|expand)(?: \w+)? (?:caption|image|gallery|transcript)s?",
    r"enlarge this image|loaded: ?\d.{0,60}|learn more[.>→ ]*",
    r"corrections?(?: and clarifications?)?:?",
    r"the (?:video|player|photo|gallery|map) (?:above|below) (?:is|was|shows|comes)\b.{0,160}",
    r"(?:.{0,120}[.!?] )?(?:see|spot|spotted|found|noticed?) an error\?.{0,80}",
    r".{0,120}\bby (?:adding|entering) your (?:post ?code|zip(?: code)?|e-?mail|address)\b.{0,80}",
    r"welcome to .{3,80}\b(?:newsletter|letter|briefing|edition|blog)\b.{0,240}",
    # Who pays for the outlet.
    r".{0,80}\b(?:is|are) (?:\w+ )?(?:paid for|funded|financed|supported) by (?:[\w,’']+ ){0,3}"
    r"(?:members|readers|subscribers)\b.{0,200}",
    r".{0,160}\b(?:coverage|journalism|reporting|newsroom)\b.{0,60}\b(?:receives?|supported|funded|"
    r"made possible)\b.{0,200}\b(?:support|funding|grants?|foundations?|donors?|donations?)\b"
    r".{0,200}",
    r"how we(?:['’]re| are) funded|about (?:us|this (?:site|newsletter|blog))",
    # Invitations and stamps in French, German, Spanish, Italian, Portuguese, Dutch and Norse.
    r"(?:abonnez-vous|inscrivez-vous|soutenez-nous|abonnieren sie|melden sie sich|jetzt abonnieren|"
    r"suscr[ií]be(?:te|se)|suscríbase|iscriviti|abbonati|assine|inscreva-se|abonneer|meld je aan|"
    r"abonner|tegn abonnement|meld deg på|prenumerera)\b.{0,160}",
    r"(?:dernière mise à jour|mis à jour|publié|zuletzt aktualisiert|aktualisiert|veröffentlicht|"
    r"actualizado|publicado|aggiornato|pubblicato|atualizado|bijgewerkt|gepubliceerd|oppdatert|"
    r"publisert|uppdaterad|publicerad)\b.{0,60}\d.{0,30}",
    r".{0,120}\b(?:grâce à vos dons|par vos dons|mit ihrer spende|con tu donación)\b.{0,120}",
)
_FURNITURE = re.compile(r"(?:" + "|".join(_LINES) + r")$", re.IGNORECASE)
_INVITATION = re.compile(
    r"(?:^|[.!?…] |\* ?)(?:Sign[ -]up|SIGN UP|Subscribe|SUBSCRIBE|Click here)\b.{0,120}"
    r"\b(?:newsletters?|inbox|our|subscri\w+|text with)\b"
)
_PUSH = re.compile(
    r"newsletters?|inbox|sign[ -]up|subscribe|save|free trial|our (?:app|journalists)", re.I
)
_IMPERATIVE = re.compile(
    r"^(?:sign|subscribe|get|join|stay|don['’]t miss|try|start|unlock)\b", re.I
)
# A label and the link behind it, glued by whoever took the text from the page.
_GLUED_LINK = re.compile(r"^[^.:“\"]{3,80}[\w?!’'”\"]:[A-Z‘“'\"][^:;]{8,160}$")
_CONTACT = re.compile(
    r"(?:^|[.!?] |\bcan be |, )(?:you can )?(?:reach|contact|e-?mail|follow|find|connect with|"
    r"message)"
    r"(?:ed)?\b.{0,80}@\w|^contact [\w. ]{3,40} at \(?\d{3}[-.)]|"
    r"^.{0,60}\bis (?:a|an|the) .{0,80}\b(?:reporter|writer|editor|columnist|correspondent|"
    r"journalist)"
    r"\b.{0,200}@\w",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"^[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3},? (?:is|are|was|covers|reports|"
    r"writes) .{0,200}\b(?:reporter|writer|"
    r"editor|columnist|correspondent|journalist|covers|writes about)\b.{0,160}\b(?:for|at|with|"
    r"based in) "
    r"(?:the |this )?[A-Z]|"
    # "Ines Halloran covers housing and transit in the city."
    r"^[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} (?:covers|writes about|reports on) (?:[\w-]+ ){0,3}?"
    r"(?:politics|health|education|business|courts?|crime|housing|transit|transport|climate|"
    r"environment|technology|sports?|culture|news|econom\w+|immigration|energy|science|labou?r)\b"
    r"[^.\d]{0,120}\.?$"
)
# Over a list of links, as at the end of a page.
_LIST_HEAD = re.compile(
    r"^(?:related|recommended|more|top|latest|popular|trending|also|explore more|read|up|"
    r"what to read|"
    r"most (?:read|viewed|popular|shared)|in other|editors?['’]?s?['’]? (?:picks?|choice))"
    r"(?: (?:stories|articles|news|content|coverage|links|videos?|galleries|photos|pictures|"
    r"reading|"
    r"headlines|next|on this story|from .{1,40}|on .{1,60}|in .{1,40}))+:?$|"
    r"^(?:you (?:may|might) (?:also )?(?:like|be interested in|have missed).{0,20}|most (?:read|"
    r"popular)|"
    r"read (?:next|more|also)|keep reading|around the web|from our partners|mehr zum thema|"
    r"lire aussi)"
    r"[:.…]*$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"^[\[(*]*\s?(?:this|the|an earlier version of this) (?:story|article|report|page|post|"
    r"version|headline)"
    r"\b.{0,40}\b(?:updated|corrected|amended|revised|clarified|edited|misstated|"
    r"incorrectly)\b.{0,300}$",
    re.IGNORECASE,
)


def is_change_note(text: str) -> bool:
    """Tell a note that the article was updated or corrected."""
    return len(text) <= 400 and bool(_CHANGED.match(text))


def is_furniture(text: str) -> bool:
    """Tell what the page says about itself, to its visitor or about its writer."""
    if not any(char.isalnum() for char in text) or is_list_head(text):
        return True
    if len(text) > 800:
        return False
    if len(text) <= 400 and (
        _FURNITURE.match(text)
        or _INVITATION.search(text)
        or _GLUED_LINK.match(text)
        or _is_about_the_writer(text)
    ):
        return True
    if not _IMPERATIVE.match(text):
        return False
    return len({found.group().casefold() for found in _PUSH.finditer(text)}) >= 3


def _is_about_the_writer(text: str) -> bool:
    reachable = "@" in text or "ontact" in text
    return bool((reachable and _CONTACT.search(text)) or _BIO.match(text))


def is_list_head(text: str) -> bool:
    """Tell a heading over links to other pages."""
    return len(text) <= 80 and bool(_LIST_HEAD.match(text))
