import { z } from 'zod'
import { onDatabaseNotice } from '../../db/client'
import { recordSecurityEvent } from './record-event'

const changed = z.object({
  teamId: z.number().nullable(),
  actorType: z.string().nullable(),
  actorId: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
})

/** Logs each setting that this process changes (db/functions/69-setting-notices.sql). Called once, at start. */
export function logSettingChanges(): void {
  onDatabaseNotice((message, detail) => {
    if (message !== 'indicia: setting changed') return
    recordSecurityEvent('settings_changed', changed.parse(JSON.parse(detail)))
  })
}
