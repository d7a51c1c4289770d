// The facts about @supabase/ssr and Next.js on which Sessionkeeper's rules rest, held against the installed packages.
// Usage: SSR_VECTORS=<file of recorded vectors> node --test checks/package-facts.test.mjs
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, beforeEach, mock, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import { createServerClient } from "@supabase/ssr";
import { NextRequest } from "next/server.js";

import { startAuthServer } from "./auth-server-stand-in.mjs";

const KEY = "sb-127-auth-token";
const NOW = 1_800_000_000; // in seconds; the clock stands half a second later, as at a recording
const vectors = JSON.parse(readFileSync(process.env.SSR_VECTORS, "utf8"));
const refreshed = JSON.parse(vectors.write[0].token_response_body);
const auth = await startAuthServer(JSON.stringify(refreshed));

beforeEach(() => {
  auth.calls.splice(0);
  mock.timers.reset();
});
after(() => auth.close());

for (const { expires_at_minus_floor_now_s: remaining, refreshed: expected } of vectors.expiry_margin) {
  test(`getSession ${expected ? "refreshes" : "does not refresh"} with ${remaining} s left`, async () => {
    mock.timers.enable({ apis: ["Date"], now: NOW * 1_000 + 500 });
    const client = serverClient(sessionCookies(NOW + remaining));

    await client.auth.getSession();

    assert.equal(auth.calls.length > 0, expected);
  });
}

test("merely constructing a client refreshes an expired session", async () => {
  const flushes = [];

  serverClient(sessionCookies(1), (changes) => flushes.push(changes));

  await until(() => flushes.length >= vectors.construct_only.set_all_calls);
  assert.deepEqual(auth.calls, vectors.construct_only.auth_requests);
});

test("three read-only clients rotate the refresh token three times and lose every result", async () => {
  const expected = vectors.construct_only_read_only_x3.auth_requests;
  const cookies = sessionCookies(1);

  for (let client = 0; client < 3; client++) {
    serverClient(cookies);
  }

  await until(() => auth.calls.length >= expected.length);
  assert.deepEqual(auth.calls, expected);
});

for (const vector of vectors.next_middleware_forward) {
  test(`a Next.js session middleware rewrites the Cookie header: ${vector.label}`, async () => {
    const request = new NextRequest("http://127.0.0.1/", { headers: { cookie: vector.request_cookie_header } });
    const client = createServerClient(auth.url, "anon-key", {
      cookies: {
        getAll: () => request.cookies.getAll(),
        setAll: (changes) => changes.forEach(({ name, value }) => request.cookies.set(name, value)),
      },
    });

    await client.auth.getSession();

    assert.equal(request.headers.get("cookie"), vector.forwarded_cookie_header);
  });
}

function serverClient(cookies, setAll = () => {}) {
  return createServerClient(auth.url, "anon-key", { cookies: { getAll: () => cookies, setAll } });
}

function sessionCookies(expiresAt) {
  const session = JSON.stringify({ ...refreshed, expires_at: expiresAt });
  return [{ name: KEY, value: `base64-${Buffer.from(session).toString("base64url")}` }];
}

/** Waits for a condition; the runner's time-out is the deadline. */
async function until(condition) {
  while (!condition()) {
    await wait(10);
  }
}
