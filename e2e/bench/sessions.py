"""Session cookies for the load: signed here for the verified ones, issued by the simulator for those that are refreshed."""
import base64, hashlib, hmac, json, time, urllib.request, uuid

COOKIE_NAME = "sb-127-auth-token"
COOKIE_BYTES = 3_400
CHUNK = 3_180


def encode64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(value):
    return json.dumps(value, separators=(",", ":")).encode()


def signed(claims, secret):
    text = ".".join(encode64(compact(part)) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return text + "." + encode64(hmac.digest(secret.encode(), text.encode(), "sha256"))


def verified(secret, number):
    """The cookie of a session that has an hour to live; of about 3.4 KB."""
    now, user = int(time.time()), str(uuid.UUID(int=number))
    claims = {"sub": user, "aud": "authenticated", "exp": now + 7200, "iat": now, "role": "authenticated",
              "session_id": str(uuid.UUID(int=number + 1)), "email": f"user{number}@example.com"}
    session = {"access_token": signed(claims, secret), "token_type": "bearer", "expires_in": 7200, "expires_at": now + 7200,
               "refresh_token": hashlib.sha256(user.encode()).hexdigest()[:12], "user": {"id": user, "padding": ""}}
    missing = COOKIE_BYTES - len(cookie_header(session))
    session["user"]["padding"] = "x" * max(0, missing * 3 // 4)
    return cookie_header(session)


def expired(supabase_url, number):
    """The cookie of a session of the simulator whose expires_at lies in the past."""
    body = compact({"email": f"expired{number}@example.com", "password": "benchmark-password"})
    request = urllib.request.Request(supabase_url + "/auth/v1/signup", body, {"Content-Type": "application/json"})
    session = json.load(urllib.request.urlopen(request, timeout=10))
    return cookie_header({**session, "expires_at": int(time.time()) - 60})


def cookie_header(session):
    value = "base64-" + encode64(compact(session))
    if len(value) <= CHUNK:
        return f"{COOKIE_NAME}={value}"
    chunks = [value[at:at + CHUNK] for at in range(0, len(value), CHUNK)]
    return "; ".join(f"{COOKIE_NAME}.{index}={chunk}" for index, chunk in enumerate(chunks))
