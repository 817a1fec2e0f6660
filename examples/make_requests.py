#!/usr/bin/env python3
"""Prints requests for `viva grade --jsonl`, as many as asked for, made of the bank's own model answers.

    python3 examples/make_requests.py 20000 --viva target/release/viva > requests.jsonl

An answer is some sentences of its question's model answer, with one of another question's now and then: strong, partial and
mixed-up answers of about 80 words. The same number and seed give the same requests.
"""

import argparse
import json
import random
import re
import subprocess


def ask(viva, *arguments):
    """What the program prints, a JSON object a line."""
    ran = subprocess.run([viva, *arguments, "--json"], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("count", type=int)
    options.add_argument("--viva", default="viva", help="the program")
    options.add_argument("--students", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()

    sentences = {}
    for listed in ask(options.viva, "bank", "list"):
        (shown,) = ask(options.viva, "bank", "show", listed["id"])
        text = " ".join(shown["model_answer"].split())
        sentences[listed["id"]] = re.split(r"(?<=[.?!]) ", text)
    questions = sorted(sentences)
    chance = random.Random(options.seed)
    for number in range(options.count):
        question = questions[number % len(questions)]
        said = [s for s in sentences[question] if chance.random() < 0.5]
        if chance.random() < 0.2:
            said.insert(chance.randrange(len(said) + 1), chance.choice(sentences[chance.choice(questions)]))
        student = f"student {chance.randrange(options.students):03}"
        request = {"id": number, "student": student, "question": question, "answer": " ".join(said)}
        print(json.dumps(request, ensure_ascii=False))


if __name__ == "__main__":
    main()
