import type { AddPostageValues, SplitRow } from './add-postage-state'

/** As many cost accounts as one refill may be split over in the form. */
export const MOST_SHARES = 20

const EMPTY: SplitRow = { cost_account: '', share: '' }

/** Where one goes on after such a press: the id of a field. */
export function placeAfter(how: string, { split }: AddPostageValues): string {
  const [verb, place] = how.split('-')
  if (split.length === 0) return 'cost_account'
  if (verb === 'remove') return `split_account_${Math.max(0, Number(place) - 1)}`
  return `split_account_${split[0]!.cost_account === '' && verb === 'split' ? 0 : split.length - 1}`
}

/**
 * What a press on `Split` and its companions makes of the form: `split`, `add`, `remove-2`, or `single` for one cost account
 * again. Without a script the server does this, and gives several rows at once because each press is a new page.
 */
export function rearrangeSplit(values: AddPostageValues, how: string, rowsAtOnce: number): AddPostageValues {
  const empty = Array.from({ length: rowsAtOnce }, () => EMPTY)
  const [verb, place] = how.split('-')
  const single = {
    ...values,
    split_by: '',
    split: [],
    cost_account: values.split[0]?.cost_account ?? values.cost_account,
  }
  switch (verb) {
    case 'split':
      return { ...values, split_by: 'amount', split: [{ cost_account: values.cost_account, share: '' }, ...empty] }
    case 'add':
      return { ...values, split: [...values.split, ...empty].slice(0, MOST_SHARES) }
    case 'remove':
      return values.split.length <= 1
        ? single
        : { ...values, split: values.split.filter((_, each) => String(each) !== place) }
    default:
      return single
  }
}
