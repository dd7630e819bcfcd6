import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { DEMO_PEOPLE } from './demo-people'

export type Page = { title: string; body: string; script?: string }

const STYLE = `
:root { color-scheme: light dark; --page: #faf9f6; --card: #fff; --ink: #1c1b18; --quiet: #5d5a52; --line: #dcd8ce;
  --accent: #2348c5; --on-accent: #fff }
@media (prefers-color-scheme: dark) {
  :root { --page: #151412; --card: #1e1d1a; --ink: #f2f0ea; --quiet: #a9a59a; --line: #3a382f; --accent: #9db2ff;
    --on-accent: #10172e }
}
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--page);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 400px; padding: 32px; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.25 }
p { margin: 0 0 24px; color: var(--quiet) }
button { display: block; width: 100%; min-height: 48px; margin-top: 12px; padding: 8px 16px; border-radius: 8px;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600;
  cursor: pointer }
button.second { background: transparent; color: var(--accent) }
button:hover { filter: brightness(1.08) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
small { display: block; margin-top: 4px; color: var(--quiet); font-size: 14px; text-align: center }
a { color: var(--accent) }
`

/** Who to be: two buttons in a plain form, so that it works without JavaScript. */
export function signInPage(action: string): Page {
  const people = DEMO_PEOPLE.map(({ sub, name, may }, index) => {
    const look = index > 0 ? ' class="second"' : ''
    return `
      <button type="submit" name="person" value="${sub}" aria-describedby="${sub}"${look}>${name}</button>
      <small id="${sub}">${may}</small>`
  })
  return {
    title: 'Demo sign-in',
    body: `
    <p>This is the demo identity provider that comes with Indicia. It knows two people and asks for no password.</p>
    <form method="post" action="${escapeHtml(action)}">${people.join('')}
    </form>`,
  }
}

/** Confirms a sign-out; `submitAtOnce` if the application has proved that it requested it. */
export function signOutPage(form: string, submitAtOnce: boolean): Page {
  return {
    title: 'Demo sign-out',
    body: `
    <p>${submitAtOnce ? 'You are being signed out.' : 'Do you want to sign out of the demo identity provider?'}</p>
    ${form}
    <button id="sign-out" type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
    ...(submitAtOnce ? { script: `document.getElementById('sign-out').click()` } : {}),
  }
}

/** A page with one message and a link back. */
export function messagePage(title: string, message: string, backTo: string): Page {
  return {
    title,
    body: `
    <p>${escapeHtml(message)}</p>
    <a href="${escapeHtml(backTo)}">Back to Indicia</a>`,
  }
}

export function renderPage({ title, body, script }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
  <main>
    <h1>${escapeHtml(title)}</h1>${body}
  </main>${script === undefined ? '' : `\n<script>${script}</script>`}
</body>
</html>
`
}

/** Headers of a page that runs nothing but its own script. Browsers hold a form's redirects to `form-action` too. */
export function pageHeaders({ script }: Page, applicationOrigin: string): Record<string, string> {
  const scripts = script === undefined ? "'none'" : hashSource(script)
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      `style-src ${hashSource(STYLE)}`,
      `script-src ${scripts}`,
      `form-action 'self' ${applicationOrigin}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
}

export function sendPage(response: ServerResponse, status: number, page: Page, applicationOrigin: string): void {
  response.writeHead(status, pageHeaders(page, applicationOrigin)).end(renderPage(page))
}

function hashSource(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
