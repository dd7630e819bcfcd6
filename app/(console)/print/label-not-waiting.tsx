import { NOT_WAITING } from '@/lib/refills/rules/refill-purpose'
import { Notice } from '@/app/ui/notice'
import { TextLink } from '@/app/ui/text-link'

/** For an address that names a label which waits no more; `labelId` is what was printed of it. */
export function LabelNotWaiting({ labelId }: { labelId: string | null }) {
  return (
    <Notice kind="warn" title={NOT_WAITING}>
      {labelId ? (
        <>
          It was printed, and nothing more will be. <TextLink href={`/print/${labelId}`}>See the label</TextLink>
        </>
      ) : (
        'It was printed or changed, waited for more than two hours, or was filled in by somebody else or before you signed in. Nothing of it will be printed.'
      )}
    </Notice>
  )
}
