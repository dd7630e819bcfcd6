import { NOT_WAITING } from '@/lib/refills/rules/refill-purpose'
import { Notice } from '@/app/ui/notice'
import { TextLink } from '@/app/ui/text-link'

/** For an address that names a label which waits no more; `labelId` is what was printed of it. */
export function LabelNotWaiting({ labelId }: { labelId: string | null }) {
  return (
    <Notice kind="warn" title={NOT_WAITING}>
      {labelId ? (
        <>
          The label was already printed. It will not print again.{' '}
          <TextLink href={`/print/${labelId}`}>See the label</TextLink>
        </>
      ) : (
        'The label was printed or changed, is more than two hours old, or belongs to another person or session. It will not print.'
      )}
    </Notice>
  )
}
