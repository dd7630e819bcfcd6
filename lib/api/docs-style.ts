/** The style sheet of /api/docs: the console's has no business here, and this page works without any. */
export const docsStyle = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 3rem; border-top: 1px solid; padding-top: 1rem; }
code { font-family: ui-monospace, monospace; font-size: 0.9375em; overflow-wrap: anywhere; }
h2 code { font-size: 1em; }
nav ul { padding: 0; list-style: none; columns: 18rem; }
nav a { display: inline-block; padding: 0.5rem 0; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.25rem; }
th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.75rem 0.375rem 0; }
th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
:target { background: color-mix(in srgb, Highlight 20%, transparent); }
`
