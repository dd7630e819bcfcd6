import { BYTE_ORDER_MARK, writeLine } from '../csv/write-line'
import { formatPlain } from '../rules/money'
import { COLUMNS } from './price-columns'
import { formName } from './rules/price-forms'
import type { Price } from './rules/price-of'

/** A price list as a file that can be loaded again. */
export function* exportPrices(prices: readonly Price[]): Generator<string> {
  yield BYTE_ORDER_MARK + writeLine(COLUMNS)
  for (const { service, form, upToTenths, price } of prices) {
    yield writeLine([service, formName(form), upToTenths === null ? '' : String(upToTenths / 10), formatPlain(price)])
  }
}
