"""A map as one file that another installation opens: JSON, with the words that were kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from index.errors import InputError
from index.values import PairId
from rag.export.collected.values import MAX_PIECES, Collection, KeptPiece, checked_name
from rag.forms.plain import plain

KIND = "kamervragen-map"
FORMAT = 1
MAX_BYTES = 20 << 20
MAX_QUOTE_CHARS = 200_000


def to_json(collection: Collection) -> dict[str, Any]:
    """A map as a value for JSON."""
    return {"soort": KIND, "format": FORMAT, "naam": collection.name, "stukken": plain(collection.pieces)}


def to_file(collection: Collection) -> bytes:
    """A map as a file."""
    return json.dumps(to_json(collection), ensure_ascii=False, indent=1).encode("utf-8")


def from_file(data: bytes) -> Collection:
    """The map in a file; an InputError where it holds none, or one of a newer version."""
    if len(data) > MAX_BYTES:
        raise InputError(f"groter dan {MAX_BYTES >> 20} MiB: dat is geen map van kamervragen")
    try:
        return from_json(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise InputError("dit is geen map van kamervragen: geen leesbare JSON") from error


def from_json(value: Mapping[str, Any]) -> Collection:
    """The map of a value that `to_json` gave; an InputError where it is none, or of a newer version."""
    if not isinstance(value, dict) or value.get("soort") != KIND:
        raise InputError("dit is geen map van kamervragen: kies een bestand dat met «Map als bestand» is gemaakt")
    if not isinstance(value.get("format"), int) or value["format"] > FORMAT:
        raise InputError("deze map is van een nieuwere versie: werk kamervragen bij")
    pieces = value.get("stukken")
    if not isinstance(pieces, list) or len(pieces) > MAX_PIECES:
        raise InputError(f"deze map heeft geen lijst van hoogstens {MAX_PIECES} stukken: hij is beschadigd")
    try:
        name, read = checked_name(str(value["naam"])), tuple(_piece(piece) for piece in pieces)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"deze map is beschadigd: een stuk mist iets, of iets heeft de verkeerde vorm ({error})"
        ) from error
    if len({piece.number for piece in read}) < len(read):
        raise InputError("deze map is beschadigd: twee stukken hebben hetzelfde nummer")
    return Collection(name=name, pieces=read)


def _piece(value: Mapping[str, Any]) -> KeptPiece:
    kept = value["kept"]
    quote = value["quote"]
    if not isinstance(quote, str) or len(quote) > MAX_QUOTE_CHARS:
        raise ValueError("quote")
    return KeptPiece(
        number=int(value["number"]),
        pair_id=PairId(str(value["pair_id"])),
        start=int(value["start"]),
        end=int(value["end"]),
        quote=quote,
        query=str(value["query"]),
        note=str(value["note"]),
        citation=str(value["citation"]),
        kept=datetime.fromisoformat(kept) if kept else None,
    )
