"""llama-cpp-python's server and a model of random weights: its text is noise, its protocol is real."""

import json

from conftest import ANSWER, KEY, QUESTION


def test_a_narrative_is_streamed_and_kept_beside_the_grade(viva, tiny):
    added, complaints = viva.grade(tiny)
    assert complaints == []
    narrative = added["narrative"]
    assert narrative["complete"] and len(narrative["text"]) > 100
    assert (narrative["model"], narrative["prompt"].split()[0]) == ("tiny", "narrative")


def test_it_is_read_on_the_card_too(viva, tiny):
    grade = ("grade", QUESTION, "--answer", str(viva.home / "answer.txt"))
    alone = viva.run(*grade)
    with_model = viva.run(*grade, "--llm", server=tiny)
    assert with_model.returncode == alone.returncode == 0
    assert with_model.stdout.startswith(alone.stdout)
    behind = with_model.stdout[len(alone.stdout) :]
    assert "The interviewer's view (a language model" in behind and "tiny, prompt narrative" in behind


def test_a_session_through_a_pipe_ends_as_without_a_model(viva, tiny):
    session = ("practice", "--question", QUESTION, "--json", "--no-save")
    alone = viva.run(*session, said=ANSWER + "\n")
    with_model = viva.run(*session, "--llm", server=tiny, said=ANSWER + "\n")
    assert (with_model.returncode, alone.returncode) == (0, 0)
    line = json.loads(with_model.stdout)
    assert line.pop("narrative")["complete"]
    assert line == json.loads(alone.stdout)


def test_an_opinion_is_asked_for_by_a_schema_that_the_server_takes(viva, tiny):
    added, complaints = viva.grade(tiny, config="opinion = true")
    assert added.pop("narrative")["complete"]
    # Noise under the schema's grammar is JSON of that shape, and no opinion: a list of verdicts that is empty, or all of whose
    # quotes stand nowhere, or that finds no end in time. Which, is said in one line.
    (complaint,) = complaints
    reason = complaint.removeprefix("warning: no second opinion: ")
    assert reason in (
        "it gives no verdict on any key point of the list by its `id`",
        "nothing of it quotes your answer",
        "its JSON breaks off",
    )
    assert added == {}


def test_the_wrong_name_is_served_all_the_same(viva, tiny):
    # This server answers by its first model whatever it is asked for, and repeats the name.
    added, complaints = viva.grade(tiny, model="nope")
    assert (added["narrative"]["model"], complaints) == ("nope", [])


def test_a_context_that_is_too_small_is_told_as_that(viva, small):
    added, (complaint,) = viva.grade(small)
    assert added == {}
    assert complaint.startswith("warning: the request is longer than the model's context: This model's maximum context length is 512 tokens")
    assert "start the server with a larger context" in complaint


def test_a_server_that_says_nothing_in_time_is_left(viva, tiny):
    tiny.freeze()
    try:
        added, (complaint,) = viva.grade(tiny, config="first_word_seconds = 1\nopinion = false")
    finally:
        tiny.thaw()
    assert added == {}
    assert complaint.startswith("warning: the model said nothing within a second ")
    # And it is served again afterwards.
    added, complaints = viva.grade(tiny)
    assert added["narrative"]["complete"] and complaints == []


def test_a_key_is_needed_and_told_of(viva, locked):
    for key in None, "sk-wrong-9876543210":
        added, (complaint,) = viva.grade(locked, key=key)
        assert added == {}
        assert complaint.startswith("warning: the server answered 401: Invalid API key (is the key of this server, and is it valid?")
    added, complaints = viva.grade(locked, key=KEY)
    assert added["narrative"]["complete"] and complaints == []


def test_a_wrong_path_is_told_with_the_right_one(viva, tiny):
    class Elsewhere:
        url = tiny.url + "/api"

    added, (complaint,) = viva.grade(Elsewhere)
    assert added == {}
    assert f"the server knows no {tiny.url}/api/chat/completions" in complaint
