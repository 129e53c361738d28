"""The one tree of errors that users can meet.

KamervragenError                 any error that this product raises on purpose
├── SourceError                  an input that cannot be read (path, file, archive member)
│   ├── MissingPathError         the path does not exist
│   ├── UnknownFormatError       the content is in no format that the readers know
│   └── UnreadableError          the format is known but the content is broken, locked or too large
├── NotAPublicationError         readable, but not a Kamervraag publication
├── DataDirError                 the data directory cannot be made or written
├── StoreError                   the catalogue or one of its indexes
│   ├── EmptyCorpusError         nothing has been ingested yet
│   ├── CorruptStoreError        a store cannot be opened or contradicts the catalogue
│   └── ModelMismatchError       the index was made with another embedding model
├── ModelError                   the embedding model cannot be found or loaded
├── UnknownIdError               an id that is not in the catalogue
└── InputError                   a value given by the user that is not allowed (filter, option, gold set)

Every message says what is wrong, with the value or path, and what to do next.
"""

from __future__ import annotations


class KamervragenError(Exception):
    """Base of every error raised on purpose; its text is fit to show to a user."""


class SourceError(KamervragenError):
    """An input that cannot be read."""


class MissingPathError(SourceError):
    """The path does not exist."""


class UnknownFormatError(SourceError):
    """The content is in no format that the readers know."""


class UnreadableError(SourceError):
    """The format is known, but the content is broken, locked or too large."""


class NotAPublicationError(KamervragenError):
    """Readable, but not a publication of Kamervragen."""


class DataDirError(KamervragenError):
    """The data directory cannot be made or written."""


class StoreError(KamervragenError):
    """The catalogue or one of the indexes made from it."""


class EmptyCorpusError(StoreError):
    """Nothing has been ingested yet."""


class CorruptStoreError(StoreError):
    """A store cannot be opened, or contradicts the catalogue."""


class ModelMismatchError(StoreError):
    """The index was made with another embedding model than the one configured."""


class ModelError(KamervragenError):
    """The embedding model cannot be found or loaded."""


class UnknownIdError(KamervragenError):
    """An id that is not in the catalogue."""


class InputError(KamervragenError):
    """A value given by the user that is not allowed."""
