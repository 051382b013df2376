"""The rules by which MDN's HTTP Observatory scores a page, for what it sees of us."""

import re

# What each finding adds; of the rewards only those that such a site can have.
MODIFIERS = {
    "csp-no-unsafe-default-none": 10,
    "csp-no-unsafe": 5,
    "csp-unsafe-inline-style": 0,
    "csp-unsafe-eval": -10,
    "csp-unsafe-inline": -20,
    "csp-missing": -25,
    "cookies-none": 0,
    "cookies-secure-httponly-samesite": 5,
    "cookies-secure-httponly": 0,
    "cookies-without-httponly": -30,
    "cookies-without-secure": -40,
    "cors-none": 0,
    "cors-public": 0,
    "cors-with-credentials": -50,
    "redirection-to-https": 0,
    "redirection-off-host": -5,
    "redirection-missing": -20,
    "referrer-private": 5,
    "referrer-none": 0,
    "referrer-unsafe": -5,
    "hsts-six-months": 0,
    "hsts-short": -10,
    "hsts-missing": -20,
    "sri-own-origin": 0,
    "sri-other-origin": -5,
    "nosniff": 0,
    "nosniff-missing": -5,
    "framing-by-csp": 5,
    "framing-by-header": 0,
    "framing-missing": -20,
    "corp-own": 10,
    "corp-open": 0,
    "corp-none": 0,
}
# Rewards count only from here on.
ENOUGH_FOR_REWARDS = 90
SIX_MONTHS = 15_768_000
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin"}
PRIVATE |= {"strict-origin-when-cross-origin"}


def score(response, redirect):
    """The score of a page and its findings; `redirect` answered it without TLS."""
    found = [rule(response) for rule in RULES] + [redirection(redirect)]
    modifiers = [MODIFIERS[name] for name in found]
    total = 100 + sum(number for number in modifiers if number < 0)
    if total >= ENOUGH_FOR_REWARDS:
        total += sum(number for number in modifiers if number > 0)
    return total, found


def policy_of(response):
    """The sources that each directive of the response's policy allows."""
    parts = response.get("Content-Security-Policy", "").split(";")
    words = [part.split() for part in parts if part.strip()]
    return {name: set(sources) for name, *sources in words}


def csp(response):
    policy = policy_of(response)
    if not policy:
        return "csp-missing"
    fallback = policy.get("default-src", {"*"})
    script, style = (policy.get(f"{x}-src", fallback) for x in ("script", "style"))
    objects = policy.get("object-src", fallback)
    if script & (BROAD | {"'unsafe-inline'", "data:"}) or objects & BROAD:
        return "csp-unsafe-inline"
    if "'unsafe-eval'" in script | style:
        return "csp-unsafe-eval"
    if style & (BROAD | {"'unsafe-inline'", "data:"}):
        return "csp-unsafe-inline-style"
    none = policy.get("default-src") == {"'none'"}
    return "csp-no-unsafe-default-none" if none else "csp-no-unsafe"


def cookies(response):
    sent = response.cookies.values()
    if not all(cookie["secure"] for cookie in sent):
        return "cookies-without-secure"
    if not all(cookie["httponly"] for cookie in sent):
        return "cookies-without-httponly"
    if not all(cookie["samesite"] in {"Lax", "Strict"} for cookie in sent):
        return "cookies-secure-httponly"
    return "cookies-secure-httponly-samesite" if sent else "cookies-none"


def cors(response):
    if "Access-Control-Allow-Credentials" in response:
        return "cors-with-credentials"
    return "cors-public" if "Access-Control-Allow-Origin" in response else "cors-none"


def referrer(response):
    policy = response.get("Referrer-Policy", "")
    if not policy:
        return "referrer-none"
    return "referrer-private" if policy in PRIVATE else "referrer-unsafe"


def hsts(response):
    header = response.get("Strict-Transport-Security", "")
    found = re.search(r"max-age=(\d+)", header)
    if not found:
        return "hsts-missing"
    return "hsts-six-months" if int(found[1]) >= SIX_MONTHS else "hsts-short"


def integrity(response):
    scripts = re.findall(r'<script[^>]+src="([^"]+)"', response.content.decode())
    own = all(re.match(r"/(?!/)", address) for address in scripts)
    return "sri-own-origin" if own else "sri-other-origin"


def sniffing(response):
    told = response.get("X-Content-Type-Options") == "nosniff"
    return "nosniff" if told else "nosniff-missing"


def framing(response):
    if "frame-ancestors" in policy_of(response):
        return "framing-by-csp"
    known = response.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"}
    return "framing-by-header" if known else "framing-missing"


def embedding(response):
    policy = response.get("Cross-Origin-Resource-Policy", "")
    if not policy:
        return "corp-none"
    return "corp-open" if policy == "cross-origin" else "corp-own"


def redirection(response):
    address = response.get("Location", "")
    if not address.startswith("https://"):
        return "redirection-missing"
    same = address.startswith("https://testserver/")
    return "redirection-to-https" if same else "redirection-off-host"


RULES = [csp, cookies, cors, referrer, hsts, integrity, sniffing, framing, embedding]
