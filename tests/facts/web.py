"""Claims of the topic web."""

import html
import html.parser
import http
import io
import re
import urllib.parse
import urllib.request
import urllib.robotparser
import wsgiref.util

# GET carries its parameters in the URL, POST in the body; a request with data is a POST.
query = urllib.parse.urlencode({"q": "red shoes", "page": 2})
assert query == "q=red+shoes&page=2"
get = urllib.request.Request("https://example.org/search?" + query)
post = urllib.request.Request("https://example.org/orders", data=query.encode())
assert get.get_method() == "GET" and get.data is None and "shoes" in get.full_url
assert post.get_method() == "POST" and "shoes" not in post.full_url
# The body of a POST isn't encrypted: it is as readable as the URL.
assert post.data == b"q=red+shoes&page=2"
assert urllib.parse.parse_qs(urllib.parse.urlsplit(get.full_url).query) == {"q": ["red shoes"], "page": ["2"]}

# Repeating a GET changes nothing; repeating a POST may do the thing twice.
orders = []


def application(environ, start_response):
    trace.append("view")
    if environ["REQUEST_METHOD"] == "POST":
        orders.append(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(orders)).encode()]


def call(app, method, body=b"", path="/"):
    environ = {"REQUEST_METHOD": method, "CONTENT_LENGTH": str(len(body)), "PATH_INFO": path}
    wsgiref.util.setup_testing_defaults(environ)
    environ["wsgi.input"] = io.BytesIO(body)
    status = []
    chunks = app(environ, lambda line, headers, exc_info=None: status.append(line))
    answer = b"".join(chunks)
    return status[0], answer


trace = []
assert call(application, "GET") == call(application, "GET") == ("200 OK", b"0")
assert call(application, "POST", b"book")[1] == b"1" and call(application, "POST", b"book")[1] == b"2"


# WSGI middleware is a callable around the application that takes environ and start_response.
def layer(name, app, refuse=None):
    trace.append(f"{name} is made")

    def middleware(environ, start_response):
        trace.append(f"{name} before")
        if environ["PATH_INFO"] == refuse:
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"no"]
        answer = app(environ, start_response)
        trace.append(f"{name} after")
        return answer

    return middleware


# It is made once; requests pass from the outermost in, responses in reverse.
trace.clear()
stack = layer("outer", layer("inner", application), refuse="/admin")
call(stack, "GET")
call(stack, "GET")
once = ["outer before", "inner before", "view", "inner after", "outer after"]
assert trace == ["inner is made", "outer is made", *once, *once]
# It may answer by itself, so that the view is never called.
trace.clear()
assert call(stack, "GET", path="/admin") == ("403 Forbidden", b"no") and trace == ["outer before"]

# Escaping turns a script tag into harmless text.
assert html.escape("<script>'&\"") == "&lt;script&gt;&#x27;&amp;&quot;"


# A parser only sees the HTML that the server sent: the script isn't run, its result isn't there.
class Texts(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        self.inside = ("class", "price") in attrs

    def handle_data(self, data):
        if self.inside:
            self.texts.append(data)
            self.inside = False


page = """<p class="price">10</p><p data-x='1' class='price' >20</p><script>document.write('<p class="price">30</p>')</script>"""
parser = Texts()
parser.feed(page)
assert parser.texts == ["10", "20"]
# A regular expression misses what is written a little differently and takes what isn't an element.
assert re.findall('<p class="price">(.*?)</p>', page) == ["10", "30"]

# robots.txt says which pages a crawler may fetch, and how long it should wait.
robots = urllib.robotparser.RobotFileParser()
robots.parse(["User-agent: *", "Disallow: /private", "Crawl-delay: 5"])
assert robots.can_fetch("viva", "https://example.org/a") and not robots.can_fetch("viva", "https://example.org/private/b")
assert robots.crawl_delay("viva") == 5

# Status 429 means too many requests; 403 is forbidden.
assert http.HTTPStatus(429).phrase == "Too Many Requests" and http.HTTPStatus(403).phrase == "Forbidden"
