"""A session at a terminal while a server speaks: whatever becomes of the narrative, the session goes on."""

import pexpect
from conftest import ANSWER

HEADING = "The interviewer's view"


def answered(viva, server, *arguments, **options):
    """A round whose only question is answered; the narrative is about to come."""
    terminal = viva.practice(server, *arguments, **options)
    terminal.expect_exact("Answer, then Enter")
    terminal.expect_exact("> ")
    terminal.send(ANSWER + "\r")
    return terminal


def goes_on(terminal):
    """The round waits for a last word, shows its summary and ends well."""
    terminal.expect_exact("Enter shows the summary")
    ends(terminal)


def ends(terminal):
    terminal.expect_exact("> ")
    terminal.send("\r")
    terminal.expect_exact("Saved as session")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert (terminal.exitstatus, terminal.signalstatus) == (0, None)


def test_a_narrative_comes_and_the_session_goes_on(viva, tiny):
    terminal = answered(viva, tiny)
    terminal.expect_exact(HEADING)
    terminal.expect_exact("tiny, prompt narrative")
    goes_on(terminal)


def test_ctrl_c_in_the_middle_stops_the_narrative_and_nothing_else(viva, tiny):
    terminal = answered(viva, tiny)
    terminal.expect_exact(HEADING)
    # Held in mid-sentence, so that the narrative can't be over before the key is pressed.
    tiny.freeze()
    try:
        terminal.send("\x03")
        terminal.expect_exact("Stopped.")
    finally:
        tiny.thaw()
    # What came is labelled, and the server serves again.
    terminal.expect_exact("tiny, prompt narrative")
    terminal.expect_exact("Enter shows the summary")
    terminal.expect_exact("> ")
    terminal.send("/ask why is that so?\r")
    terminal.expect_exact("The interviewer replies")
    terminal.expect_exact("tiny, prompt discussion")
    ends(terminal)


def test_a_server_that_dies_in_mid_sentence_leaves_what_came(viva, mortal):
    others = ("--question", "python/concurrency/gil", "--question", "python/errors/finally")
    terminal = answered(viva, mortal, *others)
    terminal.expect_exact(HEADING)
    mortal.kill()
    terminal.expect_exact("The connection was lost here; what came stands above.")
    # The next answers are graded too, and the silence is explained once.
    terminal.expect_exact("> ")
    terminal.send(ANSWER + "\r")
    terminal.expect_exact("refused the connection (is the server running")
    terminal.expect_exact("Question 3 of 3")
    terminal.expect_exact("> ")
    terminal.send(ANSWER + "\r")
    terminal.expect_exact("Enter shows the summary")
    assert "refused" not in terminal.before
    ends(terminal)


def test_ctrl_c_before_the_first_word_stops_too(viva, tiny):
    tiny.freeze()
    try:
        terminal = answered(viva, tiny)
        # The quiet sign of waiting.
        terminal.expect_exact("…")
        terminal.send("\x03")
        terminal.expect_exact("Stopped.")
    finally:
        tiny.thaw()
    goes_on(terminal)
