import { z } from 'zod'
import { hearNotices } from '../../db/client'
import { recordSecurityEvent } from './record-event'

const changed = z.object({
  teamId: z.number().nullable(),
  actorType: z.string().nullable(),
  actorId: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
})

/** From now on each setting that this process changes is a line in its log (db/functions/69-setting-notices.sql). Once, as it begins. */
export function tellSettings(): void {
  hearNotices((message, detail) => {
    if (message !== 'indicia: setting changed') return
    recordSecurityEvent('settings_changed', changed.parse(JSON.parse(detail)))
  })
}
