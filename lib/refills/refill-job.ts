import { runEvery } from '../run-every'
import { resolveDueRefills } from './resolve-due-refills'

/** Looks every five seconds for refills whose outcome is not known. Any number of processes may do so at once. */
export function startRefillJob(): void {
  runEvery('refill', 5_000, resolveDueRefills, 'refills are looked after')
}
