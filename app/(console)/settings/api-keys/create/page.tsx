import { randomUUID } from 'node:crypto'
import { Card } from '@/app/ui/card'
import { ChecksField, HiddenField, SelectField, TextField } from '@/app/ui/posted-fields'
import { TextLink } from '@/app/ui/text-link'
import { SCOPES } from '@/lib/api-keys/api-keys'
import { requireMember } from '@/lib/auth/current-member'
import { Settings } from '../../settings'
import { revoke, createKey } from '../actions'
import { CreateKeyForm } from './create-key-form'
import { EXPIRIES } from './create-key-state'

const MEANINGS = {
  read: 'View the balance, history, payment methods, and cost accounts.',
  'refills:write': 'Add postage. This charges your payment methods.',
  'labels:write': 'Print labels from the balance.',
}

/** A new API key: its name, what it may do, when it expires. Its title is the form's. */
export default async function CreateApiKey() {
  const member = await requireMember('/settings/api-keys/create', 'settings:write')
  return (
    <Settings
      member={member}
      current="api-keys"
      title="Create API key"
      text="The key acts under its own name. It keeps working if you leave the team."
    >
      <Card>
        <CreateKeyForm action={createKey} revoke={revoke}>
          <HiddenField name="id" defaultValue={randomUUID()} />
          <TextField
            name="name"
            label="Name"
            hint="The program that will use the key. Up to 75 characters."
            maxLength={75}
          />
          <ChecksField
            name="scopes"
            label="Permissions"
            options={SCOPES.map((scope) => ({ value: scope, label: scope, under: MEANINGS[scope] }))}
          />
          <SelectField
            name="expires"
            label="Expires"
            defaultValue="365"
            options={EXPIRIES.map(({ value, label }) => ({ value, label }))}
          />
        </CreateKeyForm>
      </Card>
      <p>
        <TextLink href="/settings/api-keys">Back to API keys</TextLink>
      </p>
    </Settings>
  )
}
