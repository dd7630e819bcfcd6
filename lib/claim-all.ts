/** The number of items that are worked on at once. */
const BATCH = 20
/** After a long outage there may be thousands. A call still ends, and the next one continues. */
const BATCHES = 50

/** Claims what is due, batch by batch, and works on each; `work` throws nothing. Returns how many there were. */
export async function claimAll<Due>(
  claim: (limit: number) => Promise<readonly Due[]>,
  work: (due: Due) => Promise<void>,
): Promise<number> {
  let worked = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const due = await claim(BATCH)
    await Promise.all(due.map(work))
    worked += due.length
    if (due.length < BATCH) break
  }
  return worked
}
