type Came = { refill: number | null; lot: number; gone: number; back: number; held: number }

/** What came into the model's balance and what went back to its card, in order: the model of `postage_by_method`. */
export class CameIn {
  private readonly log: Came[] = []

  /** Postage of a refill, by the model's card or not. */
  lot(refill: number, byCard: boolean, cents: number): void {
    this.note({ refill: byCard ? refill : null, lot: cents })
  }

  goneBack(refill: number, cents: number): void {
    this.note({ refill, gone: cents })
  }

  /** What had gone back has come back: into `held`, or to what is owed. */
  cameBack(refill: number, cents: number): void {
    this.note({ refill, back: cents })
  }

  /** Cents that came into `held`; null for those of a label. */
  held(refill: number | null, cents: number): void {
    this.note({ refill, held: cents })
  }

  /** Of what is available: what the card has paid. `aside` is on its way back to it. */
  ofCard(available: number, aside: number, held: number): number {
    const inHeld = this.stillHeld(held)
    const undone = new Map<number, number>()
    let gone = aside
    let left = available
    let found = 0
    for (const { refill, lot, gone: went, back } of this.log.toReversed()) {
      if (refill === null) left -= Math.min(lot, left)
      else {
        undone.set(refill, (undone.get(refill) ?? 0) + back)
        const kept = Math.min(went, undone.get(refill)!)
        undone.set(refill, undone.get(refill)! - kept)
        gone += went - kept
        const here = Math.max(0, lot - (inHeld.get(refill) ?? 0))
        const sent = Math.min(here, gone)
        gone -= sent
        const part = Math.min(here - sent, left)
        found += part
        left -= part
      }
    }
    return found
  }

  private stillHeld(held: number): Map<number, number> {
    const parts = new Map<number, number>()
    for (const { refill, held: cents } of this.log.toReversed()) {
      const part = Math.min(cents, held)
      held -= part
      if (refill !== null) parts.set(refill, (parts.get(refill) ?? 0) + part)
    }
    return parts
  }

  private note(came: Partial<Came>): void {
    this.log.push({ refill: null, lot: 0, gone: 0, back: 0, held: 0, ...came })
  }
}
