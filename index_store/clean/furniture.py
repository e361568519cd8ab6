"""One paragraph of a news page in, its kind out when the wording gives it away."""

from __future__ import annotations

import re

from index_store.types import BlockKind

_AGENCIES = (
    r"Reuters|AFP|AP|Associated Press|The Associated Press|Bloomberg|EPA(?:-EFE)?|DPA|dpa|ANSA|EFE|"
    r"Xinhua|Kyodo(?: News)?|Yonhap|PTI|ANI|IANS|TASS|Interfax|PA Media|PA|AAP|UPI|Getty(?: Images)?|"
    r"Agence France-Presse|Anadolu(?: Agency)?|Bernama|NYT|CNA|CP|Canadian Press|STR|Shutterstock"
)
_I = re.IGNORECASE

_BOILERPLATE = [
    re.compile(pattern, _I)
    for pattern in (
        # Invitations: newsletters, apps, accounts, sharing.
        r"^(please )?(sign|log) ?(up|in|on)\b.{0,140}$",
        r"^(sign up|subscribe|register|join|follow|download|get|read|listen)\b.{0,160}"
        r"\b(newsletters?|inbox|the app|our app|app store|channels?|whatsapp|telegram|podcasts?|"
        r"free trial|unlimited access|digital access|on (twitter|x|facebook|instagram|tiktok))\b.{0,80}$",
        r"^(already|not) (a|an)? ?(subscriber|member|registered)\b.{0,100}$",
        r"^.{0,60}\b(delivered|straight|direct(ly)?) (directly )?to your inbox\b.{0,80}$",
        r"^(share|save|print|email|tweet|copy link|comments?|bookmark|listen)( this)?( article| story| page)?[.:!]?$",
        r"^(share|follow|like) (this|us|on|via|with)\b.{0,80}$",
        r"^(advertisements?|ad|sponsored( content)?|promoted|paid (post|content)|partner content)[.:]?$",
        r"^(story |article )?continues (below|after)\b.{0,60}$",
        r"^(skip|jump) (past|to)\b.{0,80}$",
        r"^(scroll|swipe|tap|click) (down|here|to|for|on)\b.{0,100}$",
        # Pointers to other articles.
        r"^(see|read|show|view|load|explore|find|discover) (more|also|next|full story)\b.{0,120}$",
        r"^(read|up|next|more)( (more|next|also|on|from|stories))?[ :]*$",
        r"^(read (more|next|also)|more|related|see also|also read|watch|listen|must read|recommended|"
        r"don't miss|in case you missed it|explore more|dig deeper|go deeper)\s?[:|>»].{0,200}$",
        r"^(related|recommended|more|top|latest|popular|trending|most (read|viewed|popular|shared)|"
        r"editors?['’]?s?['’]? picks?)( (stories|articles|news|content|topics|coverage|links|from .{1,40}|on .{1,60}|in .{1,40}))?:?$",
        r"^(you (may|might) (also )?(like|be interested)|what to read next|keep reading|up next|read next)\b.{0,80}$",
        r"^(topics?|tags?|filed under|more on|in this (story|article))\s?:.{0,200}$",
        # Law and machinery.
        r"^.{0,60}(©|\(c\) ?(19|20)\d\d|copyright\b).{0,200}$",
        r"^.{0,100}\ball rights reserved\b.{0,120}$",
        r"^(we|this (site|website|page)|our (site|website)|by (continuing|using|clicking))\b.{0,100}\b(cookies?|privacy|terms)\b.{0,200}$",
        r"^(accept|reject|manage|allow)( all)?( cookies| preferences| settings)?$",
        r"^(cookie|privacy|terms)( and cookies?)? ?(policy|notice|settings|preferences|of (use|service))?[.]?$",
        r"^this (material|content) may not be (published|reproduced)\b.*$",
        r"^our standards:.{0,80}$",
        r"^(please )?enable (javascript|cookies)\b.{0,100}$",
        r"^(\d+ ?(min(ute)?s?|mins?) (read|listen))\b.{0,40}$",
        r"^(home|news|world|sport|business|menu|search|close|back to top|loading)( ?[|>/›»·] ?\w[\w &]{0,30})*[.…]*$",
        r"^follow (topic|us|this|the)?s?\s?:?$",
        r"^(thank you|thanks) for (reading|signing up|subscribing)\b.{0,120}$",
        r"^(this (article|story) (was|has been) (produced|generated|translated) )\b.{0,160}$",
        r"^need a break\? play\b.{0,120}$",
    )
]
_CAPTION = [
    re.compile(pattern)
    for pattern in (
        r"^(FILE|File|file)( PHOTO| photo| picture| image| PIC| - |:| –| —).{0,600}$",
        r"^(PHOTO|Photo|IMAGE|Image|PICTURE|Picture|VIDEO|Video|Graphic|GRAPHIC|Caption|CAPTION)\s?:\s.{0,400}$",
        r"^.{20,600}\b(via (REUTERS|Reuters|AP|AFP|Getty)|(REUTERS|AP Photo|AFP Photo|Getty Images)\s?/|"
        r"/(REUTERS|Reuters|AP|AFP|Getty Images|File Photo|Pool|EPA|Shutterstock|Handout))\b.{0,80}$",
        r"^.{20,600}[.)] ?[\[(]?(File |file )?(Photo|PHOTO|Photograph|Picture|Image|Credit)s?( credit| by)?\s?[:/] ?.{2,80}$",
        rf"^.{{20,500}}\((?:{_AGENCIES}) (?:Photo|photo|file|File)\b.{{0,60}}\)$",
        r"^.{0,30}\b(pictured|shown|seen) (here|above|below)\b.{0,200}$",
    )
]
_PHOTO_OF = re.compile(
    r"^(A|An|This|In this|The) (\w+ ){0,4}(file )?(photo|photograph|picture|image|handout|video grab|"
    r"screengrab|combination|satellite image|undated)\b.{0,120}\b(shows?|taken|released|provided|of|showing)\b"
)
_CREDIT = [
    re.compile(pattern)
    for pattern in (
        rf"^[\[(]?(?:— ?|– ?|- ?)?(?:{_AGENCIES})(?: ?[,/&] ?(?:{_AGENCIES}))*[\])]?\.?$",
        r"^[\[(]?(?:(?:Additional|Further) )?(?:Reporting|reporting|Writing|writing|Editing|editing|Compiled|"
        r"Contributing|Written|Edited|Reported)(?: and (?:writing|editing|reporting))?(?: by|:).{2,400}$",
        r"^(?:With|with) (?:additional )?(?:reporting|inputs?|files|agencies|information) (?:by|from)\b.{2,200}$",
        r"^With inputs? .{2,80}$",
        r"^(?:Source|Sources|Agencies|Agency|SOURCE)\s?: ?.{2,100}$",
    )
]
_PHOTO_CREDIT = re.compile(
    r"^(PHOTOS?|Photos?|IMAGES?|Images?|PICTURES?|Pictures?|Credits?|CREDITS?|Photo credit|Photograph)"
    r"( by|:| credit:| courtesy)\s?.{1,80}$"
)
_SUMMARY_HEAD = re.compile(
    r"^(key (points|takeaways|facts|findings)|at a glance|in brief|in short|summary|the gist|highlights|"
    r"what (you need|to) know|takeaways|tl;?dr|quick (read|summary)|in summary|story highlights|"
    r"article summary|ai summary)\s?:?$",
    _I,
)
_SUMMARY_TAIL = re.compile(
    r"^(this )?(summary|bullet points?|these points?)?\s?(was|were|is)?\s?"
    r"\(?(ai|a\.i\.|artificial intelligence|machine)[ -]?(generated|assisted|summary)"
    r"( summary| content)?\b.{0,120}$",
    _I,
)
_UPDATE_LINE = re.compile(
    r"^(first )?(published|updated|posted|last (updated|modified)|modified|created)"
    r"( (on|at))?\s?:?\s.{4,80}$",
    _I,
)
_BYLINE = re.compile(r"^(By|BY|Story by|Text by|Von|Par) [A-Z\u00c0-\u00de][^.!?]{2,100}$")
BULLET = re.compile(r"^\s*(?:[•●▪■◦‣·*]|[-–—](?=\s))\s*")


def is_summary_head(text: str) -> bool:
    """Tell a heading over key points."""
    return bool(_SUMMARY_HEAD.match(text))


def is_summary_tail(text: str) -> bool:
    """Tell a line that says a machine wrote what stands before it."""
    return bool(_SUMMARY_TAIL.match(text))


def is_byline(text: str) -> bool:
    """Tell a line that names who wrote the article."""
    return bool(_BYLINE.match(text))


def is_time_line(text: str) -> bool:
    """Tell a line that only says when the article was published or updated."""
    return len(text) <= 100 and bool(_UPDATE_LINE.match(text))


def kind_of(text: str) -> BlockKind | None:
    """Name the kind of a paragraph by its wording alone; None when nothing gives it away."""
    if any(pattern.match(text) for pattern in _CREDIT):
        return "credit"
    if _PHOTO_CREDIT.match(text):
        return "caption"
    if any(pattern.match(text) for pattern in _CAPTION) or _PHOTO_OF.match(text):
        return "caption"
    if len(text) <= 400 and any(pattern.match(text) for pattern in _BOILERPLATE):
        return "boilerplate"
    if is_byline(text) or is_time_line(text) or is_summary_head(text) or is_summary_tail(text):
        return "boilerplate"
    return None
