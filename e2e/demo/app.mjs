// A small server-rendered app without any session middleware: what a Supabase tutorial ends with, plus the buttons of the demo.
//
//   PORT           where it listens, on 127.0.0.1
//   SUPABASE_URL   the auth simulator; CONTROL_URL its control interface
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { combineChunks, createChunks, parseCookieHeader, stringFromBase64URL, stringToBase64URL } from '@supabase/ssr'
import { addCookie, clientOf, summaryOf } from './supabase.mjs'

const { PORT, SUPABASE_URL, CONTROL_URL, DEMO_EMAIL, DEMO_PASSWORD } = process.env
const project = { url: SUPABASE_URL, key: 'demo-publishable-key' }
const assets = new Map(['page.css', 'page.js'].map((name) => ['/' + name, readFileSync(new URL(name, import.meta.url))]))
const template = readFileSync(new URL('page.html', import.meta.url), 'utf8')

const routes = {
  'GET /': page,
  'GET /session': async (request, response) => json(response, await summary(request, response)),
  'GET /token-calls': async (_, response) => json(response, await tokenCalls()),
  'POST /sign-in': signIn,
  'POST /sign-out': signOut,
  'POST /expire': expire,
  'POST /auth-server/stop': (_, response) => control(response, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"fault": "reset-before", "path": "*"}' }),
  'POST /auth-server/start': (_, response) => control(response, { method: 'DELETE' }),
}

async function page(request, response) {
  const data = JSON.stringify({ ...(await summary(request, response)), email: DEMO_EMAIL }).replaceAll('<', '\\u003c')
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(template.replace('{{data}}', () => data))
}

async function summary(request, response) {
  const { data } = await clientOf(request, response, project).auth.getSession()
  return summaryOf(data.session, request)
}

async function signIn(request, response) {
  const { error } = await clientOf(request, response, project).auth.signInWithPassword({ email: DEMO_EMAIL, password: DEMO_PASSWORD })
  json(response, { error: error?.message ?? null }, error ? 502 : 200)
}

async function signOut(request, response) {
  const { error } = await clientOf(request, response, project).auth.signOut({ scope: 'local' })
  json(response, { error: error?.message ?? null })
}

/** Rewrites the session cookie as if its hour had passed; the tokens stay what they are. */
async function expire(request, response) {
  const cookies = parseCookieHeader(request.headers.cookie ?? '')
  const name = cookies.find((cookie) => /-auth-token(\.0)?$/.test(cookie.name))?.name.replace(/\.0$/, '')
  const value = name && (await combineChunks(name, (chunk) => cookies.find((cookie) => cookie.name === chunk)?.value))
  if (!value) return json(response, { error: 'sign in first' }, 409)
  const session = JSON.parse(stringFromBase64URL(value.replace(/^base64-/, '')))
  const expired = JSON.stringify({ ...session, expires_at: Math.floor(Date.now() / 1000) - 60 })
  const options = { path: '/', maxAge: 34560000, sameSite: 'lax', httpOnly: true, secure: true }
  createChunks(name, 'base64-' + stringToBase64URL(expired)).forEach((chunk) => addCookie(response, { ...chunk, options }))
  json(response, { error: null })
}

async function tokenCalls() {
  const calls = await (await fetch(`${CONTROL_URL}/calls`)).json()
  return { refreshes: calls.paths['POST /token?grant_type=refresh_token'] ?? 0 }
}

async function control(response, fault) {
  const answer = await fetch(`${CONTROL_URL}/faults`, fault)
  json(response, { error: answer.ok ? null : `the simulator answered ${answer.status}` }, answer.ok ? 200 : 502)
}

function json(response, body, status = 200) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(body))
}

async function handle(request, response) {
  const path = request.url.split('?')[0]
  const asset = assets.get(path)
  if (asset) return response.writeHead(200, { 'Content-Type': path.endsWith('.css') ? 'text/css' : 'text/javascript' }).end(asset)
  const route = routes[`${request.method} ${path}`]
  return route ? route(request, response) : json(response, { error: 'not found' }, 404)
}

createServer((request, response) => {
  handle(request, response).catch((error) => {
    console.error(error.message)
    response.headersSent ? response.destroy() : json(response, { error: error.message }, 500)
  })
}).listen(Number(PORT), '127.0.0.1', () => console.log(`demo app on http://127.0.0.1:${PORT}`))
