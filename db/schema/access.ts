import { sql } from 'drizzle-orm'
import { bigint, check, doublePrecision, index, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core'
import { bounded, bytes, instant, json, line, teamId } from './columns'
import { actorType } from './kinds'
import { teams } from './teams'

/** An API key is a principal of its own. Only the SHA-256 of the key is stored; the hash is unique across teams. */
export const apiKeys = pgTable(
  'api_keys',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull().defaultRandom(),
    name: line('name', 75).notNull(),
    hash: bytes('hash').notNull().unique('api_keys_hash_key'),
    /** The first characters, to recognise a key by. */
    prefix: line('prefix', 40).notNull(),
    scopes: text('scopes').array().notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
    /** Token bucket of the writes per minute. */
    tokens: doublePrecision('tokens'),
    tokensAt: instant('tokens_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    check(
      'api_keys_scopes_known',
      sql`${t.scopes} <@ array['read', 'refills:write', 'labels:write'] and cardinality(${t.scopes}) between 1 and 20`,
    ),
    check('api_keys_name_length', sql`char_length(${t.name}) between 1 and 75`),
  ],
)

/** One key, one effect: which refill or label a key of a team has made, and the hash of what was asked. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    teamId: teamId(),
    operation: bounded('operation', 40).notNull(),
    key: varchar('key', { length: 255 }).notNull(),
    requestHash: bytes('request_hash').notNull(),
    resourceId: uuid('resource_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.operation, t.key] })],
)

/** Who did what, before and after; written in the same statement as the change, and never changed. */
export const auditLog = pgTable(
  'audit_log',
  {
    teamId: teamId().references(() => teams.id),
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    actorType: actorType('actor_type').notNull(),
    actorId: bounded('actor_id', 75).notNull(),
    actorName: bounded('actor_name', 254).notNull(),
    action: bounded('action', 75).notNull(),
    subject: bounded('subject', 254).notNull(),
    before: json('before', 256),
    after: json('after', 256),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    // The log in its order, for pages of it and of its days.
    index('audit_log_team_idx').on(t.teamId, t.at, t.id),
    // All but refills, which are nearly all of it: a change of settings is found among a million of them. They do not pay for it.
    index('audit_log_but_refills_idx')
      .on(t.teamId, t.at, t.id)
      .where(sql`split_part(${t.action}, '.', 1) <> 'refill'`),
  ],
)
