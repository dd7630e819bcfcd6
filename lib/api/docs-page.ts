import { errorCodes } from '../rules/errors'
import type { OpenApiDocument, OpenApiOperation } from './openapi'
import type { JsonSchema } from './openapi-schemas'

/** The OpenAPI document as a page for people. Plain HTML: nothing to run, and a style sheet from the same origin. */
export function docsPage(document: OpenApiDocument): string {
  const sections = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]) => operationSection(method.toUpperCase(), path, each)),
  )
  const all = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API v1 · ${escape(document.info.title)}</title>
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<header><h1>${escape(document.info.title)} API v1</h1>
<p>${prose(document.info.description)}</p>
<p>Base address <code>${escape(document.servers[0]!.url)}</code>, with <code>Authorization: Bearer ind_…</code>.
The same as <a href="/api/v1/openapi.json">openapi.json</a>.</p></header>
<nav aria-label="Operations"><ul>
${all.map((each) => `<li><a href="#${each.operationId}">${escape(each.summary)}</a></li>`).join('\n')}
<li><a href="#shapes">Shapes</a></li><li><a href="#errors">Errors</a></li>
</ul></nav>
<main>
${sections.join('\n')}
<section id="shapes"><h2>Shapes</h2>
${Object.entries(document.components.schemas)
  .map(([name, schema]) => shapeSection(name, schema))
  .join('\n')}</section>
<section id="errors"><h2>Errors</h2>
${table(
  'Every code',
  ['Code', 'Status', 'Meaning'],
  Object.entries(errorCodes).map(([code, { status, title }]) => [
    `<code id="${code}">${code}</code>`,
    String(status),
    escape(title),
  ]),
)}</section>
</main>
</body>
</html>
`
}

function operationSection(method: string, path: string, each: OpenApiOperation): string {
  const parameters = each.parameters.map((parameter) => [
    `<code>${escape(String(parameter.name))}</code>`,
    escape(String(parameter.in)),
    typeOf(parameter.schema as JsonSchema),
    `${parameter.required ? 'Required. ' : ''}${prose(String(parameter.description ?? ''))}`,
  ])
  const body = each.requestBody?.content['application/json']?.schema
  const answers = Object.entries(each.responses).map(([status, { description, content }]) => [
    escape(status),
    typeOf(Object.values(content)[0]!.schema),
    prose(description),
  ])
  return `<section id="${each.operationId}">
<h2><code>${method} ${escape(path)}</code></h2>
<p>${prose(each.summary)}. ${prose(each.description)}</p>
${parameters.length > 0 ? table('Parameters', ['Name', 'In', 'Type', 'Meaning'], parameters) : ''}
${body ? table('Body', ['Field', 'Type', 'Meaning'], fieldRows(body)) : ''}
${table('Answers', ['Status', 'Body', 'Meaning'], answers)}
</section>`
}

const shapeSection = (name: string, schema: JsonSchema) =>
  `<section id="${escape(name)}"><h3>${escape(name)}</h3>
${table('', ['Field', 'Type', 'Meaning'], fieldRows(schema))}</section>`

function fieldRows(schema: JsonSchema): string[][] {
  const required = new Set((schema.required ?? []) as string[])
  return Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(([name, field]) => [
    `<code>${escape(name)}</code>${required.has(name) ? '' : ' <small>optional</small>'}`,
    typeOf(field),
    prose(String(field.description ?? '')),
  ])
}

function typeOf(schema: JsonSchema): string {
  if (typeof schema.$ref === 'string') {
    const name = escape(schema.$ref.replace('#/components/schemas/', ''))
    return `<a href="#${name}">${name}</a>`
  }
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as JsonSchema[]).map(typeOf).join(' or ')
  if (Array.isArray(schema.enum)) return (schema.enum as unknown[]).map(literal).join(' ')
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.type === 'array') return `list of ${typeOf(schema.items as JsonSchema)}`
  if (schema.type === 'object')
    return `{ ${fieldRows(schema)
      .map(([name, type]) => `${name}: ${type}`)
      .join(', ')} }`
  return escape([schema.type, bounds(schema)].filter(Boolean).join(', '))
}

const literal = (value: unknown) => `<code>${escape(String(value))}</code>`

function bounds({ minimum, maximum, maxLength, format }: JsonSchema): string {
  return [
    format,
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && `to ${maximum}`,
    maxLength !== undefined && `up to ${maxLength} characters`,
  ]
    .filter(Boolean)
    .join(' ')
}

function table(caption: string, heads: string[], rows: string[][]): string {
  const head = heads.map((text) => `<th scope="col">${text}</th>`).join('')
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')
  return `<div class="scroll" tabindex="0" role="group" aria-label="${caption || 'Fields'}"><table>${
    caption && `<caption>${caption}</caption>`
  }<thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>`
}

/** Text with `code` in it. */
const prose = (text: string) => escape(text).replace(/`([^`]+)`/g, '<code>$1</code>')

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]!)
