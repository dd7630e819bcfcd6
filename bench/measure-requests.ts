import { median, medianRatio } from './median'
import type { Row } from './report'
import { runRequests, type Target } from './run-requests'

const CONNECTIONS = 8
const WARM_UP_SECONDS = 2

/** Requests beside a yardstick, in short rounds by turns; `goal` is the least that the ratio should be. */
export async function measureRequests(
  yardstick: Target,
  targets: (Target & { goal: number | null })[],
  rounds: number,
  seconds: number,
): Promise<Row[]> {
  const all = [yardstick, ...targets]
  for (const target of all) await runRequests(target, CONNECTIONS, WARM_UP_SECONDS)
  const measured = all.map(() => [] as number[])
  for (let round = 0; round < rounds; round++) {
    for (const [index, target] of all.entries()) measured[index]!.push(await runRequests(target, CONNECTIONS, seconds))
  }
  const [beside, ...figures] = measured
  const row = (name: string, perSecond: number[]) => ({
    name,
    load: `${CONNECTIONS} connections`,
    perSecond: median(perSecond),
    comparisons: [],
  })
  return [
    row(yardstick.name, beside!),
    ...targets.map(({ name, goal }, index) => ({
      ...row(name, figures[index]!),
      comparisons: [{ yardstick: yardstick.name, ratio: medianRatio(figures[index]!, beside!), goal }],
    })),
  ]
}
