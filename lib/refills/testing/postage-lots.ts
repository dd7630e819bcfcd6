/** Money of one method that came in at once: what has not gone back to its card, and what of that is still held. */
type Lot = { owner: string; cents: number; held: number }

/**
 * A balance as the lots that came in, oldest first: the reference for what a card may get back. What is used is the
 * oldest, so the balance is what came last.
 */
export class PostageLots {
  available = 0
  private readonly lots: Lot[] = []
  /** What arrived without room, oldest first; a refund of a label has no lot. */
  private readonly waiting: { lot: Lot | null; cents: number }[] = []

  get held(): number {
    return this.waiting.reduce((sum, { cents }) => sum + cents, 0)
  }

  /** What the balance was paid with, by method; what is zero is left out. */
  shares(): Record<string, number> {
    const shares: Record<string, number> = {}
    let left = this.available
    for (const { owner, cents, held } of this.lots.toReversed()) {
      const part = Math.min(cents - held, left)
      left -= part
      if (part > 0) shares[owner] = (shares[owner] ?? 0) + part
    }
    if (left > 0) throw new Error(`${left} came from nowhere`)
    return shares
  }

  add(owner: string, cents: number): void {
    this.lots.push({ owner, cents, held: 0 })
    this.available += cents
  }

  /** Money that came late waits until `release` finds room. */
  addLate(owner: string, cents: number): void {
    const lot = { owner, cents, held: cents }
    this.lots.push(lot)
    this.waiting.push({ lot, cents })
  }

  use(cents: number): void {
    this.available -= cents
  }

  refundLabel(cents: number, room: number): void {
    const fits = Math.min(cents, room)
    this.available += fits
    if (cents > fits) this.waiting.push({ lot: null, cents: cents - fits })
  }

  release(room: number): void {
    while (room > 0 && this.waiting.length > 0) {
      const first = this.waiting[0]!
      const part = Math.min(first.cents, room)
      if (first.lot) first.lot.held -= part
      this.available += part
      first.cents -= part
      room -= part
      if (first.cents === 0) this.waiting.shift()
    }
  }

  /** Sends the newest money of a card back to it. */
  giveBack(owner: string, cents: number): void {
    for (const lot of this.lots.toReversed()) {
      const part = lot.owner === owner ? Math.min(lot.cents - lot.held, cents) : 0
      lot.cents -= part
      cents -= part
      this.available -= part
    }
  }
}
