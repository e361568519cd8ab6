"""One paragraph in, whether it is the caption or the credit of a picture out."""

from __future__ import annotations

import re

_PICTURE = r"(?:photos?|photograph|picture|image|images|video|screengrab|graphic|illustration)"
_AGENCY = (
    r"(?:REUTERS|Reuters|AP|AFP|EPA|EPA-EFE|PA|DPA|dpa|Getty(?: Images)?|Shutterstock|Bloomberg|"
    r"Anadolu(?: Agency)?|Xinhua|Kyodo|TASS|Zuma(?: Press)?|Sipa(?: USA)?|Alamy|iStock|Corbis|"
    r"Agence France-Presse|Associated Press|AP Photo|AFP Photo|Imago|Yonhap|NurPhoto|"
    r"[A-Z][\w ]{2,25} (?:Images|Press|Agency|Photo|Pictures|IMAGES|PRESS|AGENCY|PHOTO))"
)
_LABELLED = re.compile(
    r"^\[?(?:FILE|File)(?: (?:PHOTO|photo|PIC|picture|image|pix))?\s?(?:[-–—:]|(?= PHOTO))|"
    r"^\[?(?:CAPTION|Caption|IMAGE|Image|PHOTO|Photo|PICTURE|Picture|VIDEO|Video)\s?:\s|"
    r"^\[?Image \d* ?of \d+"
)
_CREDIT_LINE = re.compile(
    rf"^[\[(]?(?i:{_PICTURE}|credits?)(?i: credits?| by| courtesy(?: of)?| source)?\s?(?:[:/]|"
    r"\.\.\.)\s?"
    r"(?:(?:[A-Z@\u00c0-\u00de][^\s]*|via|by|for|of|the|and|courtesy|at|in|de|van|von|"
    r"[/|,&-])\s?){1,9}$"
)
_CREDITED = (
    # "... on Saturday. (Jane Roe/Hale Echo)"
    re.compile(r".{10,600}\([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} ?/ ?[A-Z][^()]{2,40}\)$"),
    # "... on Friday. Jane Roe/AP", "(Image credit: Jane Roe/AFP via Getty Images)"
    re.compile(rf".{{10,600}}[.!?)”\"’]\s?[\[(]?[A-Z][^.!?]{{2,70}}/ ?{_AGENCY}\)?\.?$"),
    re.compile(rf".{{10,600}}\bvia {_AGENCY}(?: ?/ ?[\w ]{{2,20}})?[\])]?\.?$"),
    re.compile(rf".{{10,600}}[.!?)]\s?{_AGENCY}/[A-Z][\w .'’-]{{2,60}}$"),
    re.compile(
        rf".{{10,600}}[\s.][\[(](?:{_PICTURE}|credit)(?: credits?| by|"
        rf" courtesy(?: of)?)?\s?[:/] ?[^()]{{2,80}}[\])]\.?$",
        re.IGNORECASE,
    ),
    re.compile(
        r".{10,600}[.!?)]\s(?:Photograph|Photo|Picture|Image|Credit|PHOTO|CREDIT)s?"
        r"(?: by |(?: credit| by)?: ?)[^.]{2,80}$"
    ),
    re.compile(rf".{{10,600}}\({_AGENCY}(?: (?:[Pp]hoto|[Ff]ile)\b[^()]{{0,60}})?\)$"),
)
# Cheap to ask first: without one of these no credit ends the text.
_CREDIT_MARKS = ("/", "(", "[", "via ", "photo", "picture", "image", "credit")
_SHOWN = re.compile(
    r"^(?:in )?(?:this|an?) (?:[\w.,-]+ ){0,8}?(?:photo|photograph|picture|image|screengrab)\b"
    r".{0,30}\b(?:taken|released|provided|made available|obtained|distributed|issued)\b"
    r".{0,40}\b(?:by|on|from|shows?)\b",
    re.IGNORECASE,
)


def is_caption(text: str) -> bool:
    """Tell a caption by its label, by the credit that ends it or by how it points at a picture."""
    if len(text) > 700:
        return False
    if _LABELLED.match(text) or _SHOWN.match(text):
        return True
    ending = text[-120:].casefold()
    if not any(mark in ending for mark in _CREDIT_MARKS):
        return False
    return any(pattern.match(text) for pattern in _CREDITED)


def is_picture_credit(text: str) -> bool:
    """Tell a line that only says whose picture it was."""
    return len(text) <= 90 and text.count(" ") <= 10 and bool(_CREDIT_LINE.match(text))
