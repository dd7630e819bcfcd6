// Loaded into the server before anything else: its clock is CLOCK_SHIFT_MS away from everybody else's.
const shift = Number(process.env.CLOCK_SHIFT_MS)
const RealDate = Date

globalThis.Date = class Date extends RealDate {
  /** @param {...any} given */
  constructor(...given) {
    if (given.length > 0) super(.../** @type {[any]} */ (given))
    else super(RealDate.now() + shift)
  }

  static now() {
    return RealDate.now() + shift
  }
}

console.log(`The clock says ${new Date().toISOString()}.`)
