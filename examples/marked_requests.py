#!/usr/bin/env python3
"""Prints the answers of a marked file as requests for `viva grade --jsonl`, over and over, as many as asked for.

    python3 examples/marked_requests.py tests/marked/interview-python.jsonl 24000 > requests.jsonl
"""

import itertools
import json
import sys

KEPT = ("question", "source", "prompt", "reference", "rubric", "answer")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        marked = [json.loads(line) for line in file if line.strip()]
    for number, line in enumerate(itertools.islice(itertools.cycle(marked), int(sys.argv[2]))):
        request = {"id": number} | {name: line[name] for name in KEPT if name in line}
        if "source" in request:
            request["question"] = request.pop("source")
        print(json.dumps(request, ensure_ascii=False))


if __name__ == "__main__":
    main()
