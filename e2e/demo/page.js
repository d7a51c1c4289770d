// Shows the session that the server saw, once a second, and what the buttons did.
const lifetime = 120
const element = (id) => document.getElementById(id)
let shown = JSON.parse(element('data').textContent)
let calls = null

function show(next) {
  const changed = next.fingerprint !== shown.fingerprint || next.state !== shown.state
  if (changed) note(changeOf(shown, next), next.state)
  shown = next
  render()
}

function changeOf(before, after) {
  if (!after.user) return before.user ? `signed out for the app (${after.state})` : `anonymous (${after.state})`
  if (!before.user) return `signed in with token ${after.fingerprint}`
  if (before.fingerprint !== after.fingerprint) return `refreshed: token ${before.fingerprint} → ${after.fingerprint}`
  return `state is ${after.state}`
}

function render() {
  const remaining = shown.expiresAt ? Math.max(0, Math.round(shown.expiresAt - Date.now() / 1000)) : 0
  element('who').textContent = shown.user ? `Signed in as ${shown.user}` : 'Nobody is signed in'
  element('remaining').textContent = shown.user ? `${remaining} s` : '–'
  element('fingerprint').textContent = shown.fingerprint ?? '–'
  element('state').textContent = shown.state
  element('calls').textContent = calls ?? '–'
  element('life').style.width = `${Math.min(100, (100 * remaining) / lifetime)}%`
}

function note(text, kind = '') {
  const line = document.createElement('li')
  line.className = kind
  line.textContent = `${new Date().toLocaleTimeString()}  ${text}`
  element('log').prepend(line)
  while (element('log').children.length > 50) element('log').lastChild.remove()
}

const read = async (path, options) => (await fetch(path, options)).json()

async function poll() {
  try {
    calls = (await read('/token-calls')).refreshes
    show(await read('/session'))
  } catch (error) {
    note(`no answer: ${error.message}`, 'unavailable')
  }
}

async function press(button) {
  const { error } = await read(button.dataset.post, { method: 'POST' })
  note(error ? `${button.textContent}: ${error}` : button.textContent, error ? 'unavailable' : 'action')
  await poll()
}

async function fire() {
  const before = (await read('/token-calls')).refreshes
  const answers = await Promise.all(Array.from({ length: 20 }, () => read('/session')))
  const after = (await read('/token-calls')).refreshes
  const tokens = new Set(answers.map((answer) => answer.fingerprint))
  note(`20 parallel requests: ${after - before} token call(s), ${tokens.size} token(s) seen by the app`, 'action')
}

document.querySelectorAll('[data-post]').forEach((button) => button.addEventListener('click', () => press(button)))
element('parallel').addEventListener('click', fire)
render()
poll()
setInterval(poll, 1000)
