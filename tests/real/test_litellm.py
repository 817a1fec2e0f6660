"""LiteLLM's proxy: its own texts, its own failures, and llama-cpp-python through it."""

from conftest import KEY


def test_a_text_of_the_proxy_is_streamed(viva, proxy):
    added, complaints = viva.grade(proxy, model="mock", key=KEY)
    assert complaints == []
    assert added["narrative"]["text"] == 'You said "a tuple cant". **Good**: say when you take one.'
    assert added["narrative"]["complete"]


def test_an_opinion_stands_beside_the_grade(viva, proxy):
    added, complaints = viva.grade(proxy, model="judge", key=KEY, config="opinion = true")
    opinion = added["second_opinion"]
    assert complaints == []
    assert (opinion["model"], opinion["judged"], opinion["dropped"]) == ("judge", 1, 1)


def test_an_opinion_that_is_no_json_is_asked_for_once_more_and_left(viva, proxy):
    added, complaints = viva.grade(proxy, model="mock", key=KEY, config="opinion = true")
    assert list(added) == ["narrative"]
    assert complaints == ["warning: no second opinion: it holds no JSON object"]


def test_another_server_is_streamed_through_it(viva, proxy):
    added, complaints = viva.grade(proxy, key=KEY)
    assert complaints == []
    assert added["narrative"]["complete"] and len(added["narrative"]["text"]) > 100


def test_a_wrong_name_comes_with_the_right_ones(viva, proxy):
    added, (complaint,) = viva.grade(proxy, model="nope", key=KEY)
    assert added == {}
    assert complaint.startswith("warning: the server has no model nope (it has mock, judge, limited, narrow, broken, tiny, small: name one")


def test_a_context_that_is_too_small_is_told_as_that(viva, proxy):
    for model in "narrow", "small":
        added, (complaint,) = viva.grade(proxy, model=model, key=KEY)
        assert added == {}
        assert complaint.startswith("warning: the request is longer than the model's context: "), complaint


def test_failures_are_told_in_one_line(viva, proxy):
    for model, told in ("limited", "the server answered 429: "), ("broken", "the server answered 500: "):
        added, (complaint,) = viva.grade(proxy, model=model, key=KEY)
        assert added == {}
        assert complaint.startswith(f"warning: {told}"), complaint


def test_a_key_that_is_not_the_proxys_is_told_of(viva, proxy):
    for key in "sk-wrong-9876543210", "wrong-9876543210":
        added, (complaint,) = viva.grade(proxy, model="mock", key=key)
        assert added == {}
        assert "is the key of this server, and is it valid?" in complaint


def test_a_proxy_without_its_server_is_told_of(viva, proxy, small):
    small.freeze()
    try:
        added, (complaint,) = viva.grade(proxy, model="small", key=KEY, config="first_word_seconds = 1")
    finally:
        small.thaw()
    assert added == {}
    assert complaint.startswith("warning: the model said nothing within a second ")
