// Reads a Cookie header as an app would: with the real createServerClient, through both cookie parsers that apps use.
// Usage: COOKIE_HEADER=<header> node checks/read-session.mjs <Supabase URL>; prints JSON without any token.
import { createHash } from "node:crypto";

import { createServerClient, parseCookieHeader } from "@supabase/ssr";
import { RequestCookies } from "next/dist/compiled/@edge-runtime/cookies/index.js";

const url = process.argv[2];
const header = process.env.COOKIE_HEADER;
const authCalls = [];
const writes = [];

const parsers = {
  ssr: () => parseCookieHeader(header),
  next: () => new RequestCookies(new Headers({ cookie: header })).getAll(),
};

const sessions = {};
for (const [parser, getAll] of Object.entries(parsers)) {
  sessions[parser] = await readThreeTimes(getAll);
}
console.log(JSON.stringify({ sessions, authCalls, writes: writes.length }));

/** Three clients for one request, as a layout, a page and a component of it make them. */
async function readThreeTimes(getAll) {
  const clients = [1, 2, 3].map(() =>
    createServerClient(url, "any-key", {
      cookies: { getAll, setAll: (changes) => writes.push(changes) },
      global: { fetch: refuseFetch },
    }),
  );
  return Promise.all(clients.map(describeSession));
}

async function describeSession(client) {
  const { data } = await client.auth.getSession();
  return data.session && {
    tokenFingerprint: createHash("sha256").update(data.session.access_token).digest("hex").slice(0, 16),
    expiresAt: data.session.expires_at,
  };
}

async function refuseFetch(target) {
  authCalls.push(String(target));
  throw new TypeError("no call was expected");
}
