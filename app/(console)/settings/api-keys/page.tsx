import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { DataTable, NOTHING, type Column } from '@/app/ui/data-table'
import { EmptyState } from '@/app/ui/empty-state'
import { Moment } from '@/app/ui/moment'
import { RowDetails } from '@/app/ui/row-details'
import { Tag } from '@/app/ui/tag'
import { listApiKeys, type ApiKey } from '@/db/queries/api-keys'
import { requireMember } from '@/lib/auth/current-member'
import { flashMessage, type FlashQuery } from '../../flash'
import { Settings } from '../settings'
import { revoke } from './actions'

export const metadata: Metadata = { title: 'API keys · Settings · Indicia' }

const DONE = { revoked: 'The key was revoked. It no longer works.' }

const REFUSED = { not_found: 'Key not found. Nothing was changed.' }

const STATES = {
  active: <Tag tone="green">Active</Tag>,
  expired: <Tag tone="amber">Expired</Tag>,
  revoked: <Tag>Revoked</Tag>,
}

/** The keys with which programs of the team come in. */
export default async function ApiKeys({ searchParams }: { searchParams: FlashQuery }) {
  const member = await requireMember('/settings/api-keys', 'settings:write')
  const [query, keys] = await Promise.all([searchParams, listApiKeys(member.teamId)])
  const create = (
    <ButtonLink href="/settings/api-keys/create" kind="primary">
      Create API key
    </ButtonLink>
  )
  return (
    <Settings
      member={member}
      current="api-keys"
      title="API keys"
      text={
        <>
          Keys for your team’s programs. To learn how to use a key, see the{' '}
          <Link
            href="/api/docs"
            prefetch={false}
            className="text-accent underline decoration-edge underline-offset-4 hover:decoration-current"
          >
            API documentation
          </Link>
          .
        </>
      }
      done={flashMessage(DONE, query.done)}
      refused={flashMessage(REFUSED, query.refused)}
      actions={keys.length > 0 && create}
    >
      <Card>
        {keys.length > 0 ? (
          <DataTable
            rows={keys}
            columns={columns(member.timeZone)}
            caption="API keys"
            rowKey={({ id }) => id}
            className="lg:text-sm"
          />
        ) : (
          <EmptyState
            title="No API keys yet"
            text="A key lets a program read the balance, print labels, or add postage. The history shows the key’s name."
            action={create}
          />
        )}
      </Card>
    </Settings>
  )
}

function columns(timeZone: string): Column<ApiKey>[] {
  const when = (at: Date | null, otherwise: ReactNode) => (at ? <Moment at={at} timeZone={timeZone} /> : otherwise)
  return [
    {
      label: 'Name',
      look: 'first',
      cell: ({ name, prefix }) => (
        <span className="wrap-anywhere">
          <span className="font-medium">{name}</span>
          <code className="block text-sm text-muted">{prefix}…</code>
        </span>
      ),
    },
    { label: 'Status', look: 'second', cell: ({ state }) => STATES[state] },
    {
      label: 'Scopes',
      cell: ({ scopes }) => (
        <ul>
          {scopes.map((scope) => (
            <li key={scope}>{scope}</li>
          ))}
        </ul>
      ),
    },
    { label: 'Created', cell: ({ createdAt }) => when(createdAt, null) },
    { label: 'Last used', cell: ({ lastUsedAt }) => when(lastUsedAt, <span className="text-muted">Never</span>) },
    { label: 'Expires', cell: ({ expiresAt }) => when(expiresAt, <span className="text-muted">Never</span>) },
    {
      label: 'Change',
      look: 'action',
      cell: ({ id, name, state }) =>
        state === 'active' ? (
          <RowDetails summary="Revoke" of={name}>
            <p>Programs that use this key will stop working. You cannot undo this.</p>
            <form action={revoke}>
              <input type="hidden" name="key" value={id} />
              <Button kind="plain">Revoke {name}</Button>
            </form>
          </RowDetails>
        ) : (
          NOTHING
        ),
    },
  ]
}
