"""What every process of the rounds needs, imported and read once: each is a fork of one that has it, and no thread."""

from __future__ import annotations

import chromadb.api.rust
import chromadb_rust_bindings
import langchain_text_splitters
import numpy.random
import tantivy

import tests.chaos.faults
from rag.answer.quotes import empty
from rag.answer.quotes.choice import load_choice
from rag.dutch.acts import load_patterns
from rag.retrieve.reader import load_reader
from rag.standpunt import nonanswer

THIRD_PARTIES = (chromadb.api.rust, chromadb_rust_bindings, langchain_text_splitters, numpy.random, tantivy)
WORK = tests.chaos.faults

load_patterns(empty.PATTERNS_FILE)
load_patterns(nonanswer.PATTERNS_FILE)
load_choice()
load_reader()
