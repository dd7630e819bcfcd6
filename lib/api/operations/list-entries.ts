import { listPostageEntries } from '../../../db/queries/entries'
import { respondWithPage } from '../list-page'
import { operation } from '../endpoint'
import { entrySchema, showEntry } from '../resources/entry'
import { pageSchema } from '../resources/page'

export const entryPageSchema = pageSchema(entrySchema)

export const listEntries = operation({
  id: 'listEntries',
  method: 'GET',
  path: '/ledger/entries',
  summary: 'The hash-chained entries of the postage account, newest first: one chain, whatever the mode',
  scope: 'read',
  isList: true,
  hasMode: true,
  responses: { 200: entryPageSchema },
  run: (call) =>
    respondWithPage(call, {
      name: 'entries',
      place: {
        write: ({ seq }) => String(seq),
        read: (seq) => (/^\d{1,15}$/.test(seq) ? Number(seq) : null),
      },
      fetch: (limit, before, filter) => listPostageEntries(call.principal.teamId, limit, before, filter),
      show: showEntry,
    }),
})
