// The session of one request, read and written the way the @supabase/ssr guide shows it for any server framework.
import { createHash } from 'node:crypto'
import { createServerClient, parseCookieHeader, serializeCookieHeader } from '@supabase/ssr'

/** A server client for one request; what it writes is added to the response. */
export function clientOf(request, response, { url, key }) {
  return createServerClient(url, key, {
    cookies: {
      getAll: () => parseCookieHeader(request.headers.cookie ?? ''),
      setAll: (cookies) => cookies.forEach((cookie) => addCookie(response, cookie)),
    },
  })
}

export function addCookie(response, { name, value, options }) {
  response.appendHeader('Set-Cookie', serializeCookieHeader(name, value, options))
}

/** What the page may show of a session: never a token, only a fingerprint of one. */
export function summaryOf(session, request) {
  return {
    state: request.headers['x-sessionkeeper-state'] ?? 'no sidecar',
    user: session?.user?.email ?? null,
    expiresAt: session?.expires_at ?? null,
    fingerprint: session ? createHash('sha256').update(session.access_token).digest('hex').slice(0, 8) : null,
  }
}
