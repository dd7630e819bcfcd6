import { createHash } from 'node:crypto'

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#16203a, #e9ecf4); --muted: light-dark(#5d6579, #98a1b8); --accent: light-dark(#2348c5, #8ea8ff) }
body { margin: 0; padding: 64px 16px; background: light-dark(#faf9f6, #10131b); color: var(--ink); font: 16px/1.5 ui-sans-serif, system-ui, sans-serif }
main { max-width: 560px; margin: auto; text-align: center }
h1 { margin: 0; font-size: 26px; line-height: 1.25; font-weight: 640; letter-spacing: -0.018em }
p { margin: 8px 0 0; color: var(--muted) }
nav { display: flex; flex-wrap: wrap; justify-content: center; gap: 10px; margin-top: 24px }
a { display: grid; align-items: center; min-height: 44px; padding: 0 16px; border: 1px solid light-dark(#868da0, #6c7690); border-radius: 10px; color: var(--ink); font-weight: 550; text-decoration: none }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
small { display: block; margin-top: 32px; color: var(--muted) }
code { user-select: all; overflow-wrap: anywhere }
`

/** A document without external resources, so that it works after any failure. Its hash allows its style. */
export const PLAIN_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
}

export type PlainPage = {
  title: string
  heading: string
  text: string
  links: { href: string; text: string }[]
  /** Digits under which the cause is in the log. */
  number?: string
}

/** A refusal or a failure as a whole document, complete without a script: what happened, and what to do. */
export function plainPage({ title, heading, text, links, number }: PlainPage): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Indicia</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(heading)}</h1>
<p>${escape(text)}</p>
<nav aria-label="What to do">${links.map((link) => `<a href="${escape(link.href)}">${escape(link.text)}</a>`).join('')}</nav>
${number === undefined ? '' : `<small>Error <code>${escape(number)}</code></small>`}
</main>
</body>
</html>
`
}

/** 500. */
export function errorPage(number: string): string {
  return plainPage({
    title: 'Error: something went wrong',
    heading: 'Something went wrong',
    text: 'This page could not be displayed. If you were adding postage, check the Postage history for charges before you try again.',
    links: [
      { href: '', text: 'Try again' },
      { href: '/history/postage', text: 'Postage history' },
    ],
    number,
  })
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character]!)
