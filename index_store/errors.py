r"""Everything that can go wrong in a way a person can act on, as one tree.

DatelineError                     the root; the command line catches it once and prints one line
+-- InputError                    what was given cannot be used; change it, a retry does not help
|   +-- SettingsError             a setting is unknown, malformed or contradicts another
|   +-- RecordError               one file or record cannot be read; the others go on
|   |   `-- AddressError          a web address; its server's answer, if any, is told
|   |       `-- AddressUnreachableError  no (timely) answer, or a fault there; a retry may help
|   +-- ArticleMissingError       no article with that id in the library
|   `-- CaseError                 an eval case or run file is malformed
+-- LibraryError                  the library on disk
|   +-- LibraryMissingError       there is none there yet; load something first
|   +-- LibraryLockedError        somebody else is writing; a retry helps once they are done
|   +-- EmbedderMismatchError     its vectors came from another model; `dateline rebuild`
|   `-- LibraryDamagedError       its parts disagree; `dateline doctor --repair`
+-- BusyError                     too many ask at once; a retry helps
+-- ModelFileError                a model file is missing or not the one that it should be
+-- LocalModelError               a local chat model does not load or does not answer
`-- EndpointError                 a model or embedding endpoint, or a web address
    +-- EndpointKeyError          it refused the key; change it, a retry does not help
    +-- EndpointRequestError      it refused the request; change model or settings
    `-- EndpointUnreachableError  no (timely) reply, or it is overloaded; a retry may help
"""

from __future__ import annotations


class DatelineError(Exception):
    """What happened and what to do about it, in one line each.

    Attributes:
        problem: what is wrong, naming the file and place where there is one.
        remedy: what the reader can do; empty where nothing can be said.
        retryable: whether the same call may succeed later.
    """

    retryable = False

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem}. {remedy}" if remedy else problem)


class InputError(DatelineError):
    """What was given cannot be used."""


class SettingsError(InputError):
    """A setting is unknown, malformed or contradicts another."""


class RecordError(InputError):
    """One file or record cannot be read; `place` says where (file, file:line or URL)."""

    def __init__(self, place: str, reason: str, remedy: str = "") -> None:
        # File names need not be UTF-8, and neither a library nor a terminal takes half a letter.
        self.place, self.reason = (t.encode("utf-8", "replace").decode() for t in (place, reason))
        super().__init__(f"{self.place}: {self.reason}", remedy)


class AddressError(RecordError):
    """A web address cannot be read; `status` is what its server answered, 0 when it did not."""

    def __init__(self, place: str, reason: str, remedy: str = "", status: int = 0) -> None:
        self.status = status
        super().__init__(place, reason, remedy)


class AddressUnreachableError(AddressError):
    """A web address cannot be read now, and perhaps later."""

    retryable = True


class ArticleMissingError(InputError):
    """No article with that id in the library."""


class CaseError(InputError):
    """An eval case or run file is malformed."""


class LibraryError(DatelineError):
    """Something about the library on disk."""


class LibraryMissingError(LibraryError):
    """There is no library in that folder yet."""


class LibraryLockedError(LibraryError):
    """Another process is writing to the library."""

    retryable = True


class EmbedderMismatchError(LibraryError):
    """The library's vectors came from another embedding model."""


class LibraryDamagedError(LibraryError):
    """Parts of the library disagree with each other."""


class BusyError(DatelineError):
    """Too many are being served already."""

    retryable = True


class ModelFileError(DatelineError):
    """A model file is missing, or is not the one that was shipped or published."""


class LocalModelError(DatelineError):
    """A local chat model does not load or does not answer."""


class EndpointError(DatelineError):
    """A model endpoint, an embedding endpoint or a web address."""


class EndpointKeyError(EndpointError):
    """The endpoint refused the key."""


class EndpointRequestError(EndpointError):
    """The endpoint refused the request itself."""


class EndpointUnreachableError(EndpointError):
    """The endpoint did not answer in time, or is overloaded."""

    retryable = True
