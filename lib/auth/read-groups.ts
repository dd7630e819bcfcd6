import { cleanText } from '../text/rules/read-text'
import type { Claims } from './read-person'

/** More than a provider sends, and few enough to be fast. Groups beyond this give no rights. */
const MOST_GROUPS = 10_000
const LONGEST_LIST = 500_000

/** Why the groups of a person could not be read; null where they could. */
export type GroupsFault = 'missing' | 'overage' | 'empty' | 'unusable'

export type ReadGroups = { isAdmin: boolean; fault: GroupsFault | null }

/**
 * Whether the claim contains the admin group, and what is wrong with the claim if anything. The group name must match
 * exactly. A claim that cannot be read gives no rights.
 */
export function readGroups(claims: Claims, claim: string, adminGroup: string): ReadGroups {
  const value = claimAt(claims, claim)
  if (value === undefined || value === null)
    return { isAdmin: false, fault: isOverage(claims, claim) ? 'overage' : 'missing' }
  const groups = groupsIn(value)
  if (groups === null) return { isAdmin: false, fault: 'unusable' }
  const wanted = adminGroup.normalize('NFC')
  const isAdmin = groups.some((group) => group.length <= LONGEST_LIST && group.normalize('NFC') === wanted)
  return { isAdmin, fault: groups.length === 0 ? 'empty' : null }
}

/**
 * The claim at a path such as `realm_access.roles`. A claim with exactly that name wins, because names such as
 * `https://example.com/roles` contain dots. Names within the path can contain dots too
 * (`resource_access.my.client.roles`).
 */
export function claimAt(claims: unknown, path: string): unknown {
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return undefined
  if (Object.hasOwn(claims, path)) return (claims as Claims)[path]
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const step = path.slice(0, dot)
    if (!Object.hasOwn(claims, step)) continue
    const found = claimAt((claims as Claims)[step], path.slice(dot + 1))
    if (found !== undefined) return found
  }
  return undefined
}

/** What a provider's claims are called, for the log: names alone, and never many. */
export function namesOf(claims: Claims): string {
  const names = Object.keys(claims)
  const shown = names.slice(0, 40).map((name) => cleanText(name, { longest: 80 }))
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ')
}

/** Entra ID omits the groups if there are too many, and says so in another claim. */
function isOverage(claims: Claims, claim: string): boolean {
  const { ['_claim_names']: elsewhere } = claims
  return (
    [true, 'true'].includes(claims.hasgroups as string | boolean) ||
    (typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, claim))
  )
}

/** Null for anything but a text or a list of texts. A group in a list is not split. */
function groupsIn(value: unknown): string[] | null {
  if (typeof value === 'string') return value.length > LONGEST_LIST ? null : groupsInText(value.trim())
  if (!Array.isArray(value)) return null
  const groups = value
    .slice(0, MOST_GROUPS)
    .map(nameOfGroup)
    .filter((group) => group !== null)
  return groups.length === 0 && value.length > 0 ? null : groups.filter((group) => group !== '')
}

function nameOfGroup(group: unknown): string | null {
  if (typeof group === 'string') return group
  if (typeof group !== 'object' || group === null || Array.isArray(group)) return null
  const { name, value } = group as Claims
  return typeof name === 'string' ? name : typeof value === 'string' ? value : null
}

/**
 * Splits a text with several groups. The whole text can also be one group. Commas and semicolons separate groups, so
 * names can contain spaces. If there are neither, spaces separate them.
 */
function groupsInText(text: string): string[] {
  if (text.startsWith('[') && text.endsWith(']')) {
    const list = parseList(text)
    if (list) return groupsIn(list) ?? []
  }
  const parts = /[,;]/.test(text)
    ? [';', ',', /[,;]/].flatMap((mark) => text.split(mark, MOST_GROUPS))
    : text.split(/\s/, MOST_GROUPS)
  return [...new Set([text, ...parts.map((part) => unquote(part.trim()))])].filter((group) => group !== '')
}

function unquote(part: string): string {
  return part.length > 2 && part.startsWith('"') && part.endsWith('"') ? part.slice(1, -1).trim() : part
}

function parseList(text: string): unknown[] | null {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list : null
  } catch {
    return null
  }
}
