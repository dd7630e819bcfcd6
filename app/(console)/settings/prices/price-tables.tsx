import { Card } from '@/app/ui/card'
import { formatMoney } from '@/lib/rules/money'
import { PRICE_FORMS } from '@/lib/prices/rules/price-forms'
import { formatWeight, type Price } from '@/lib/prices/rules/price-of'

/** A price list by form: each service with its weights under it, stamps by the piece. */
export function PriceTables({ prices }: { prices: readonly Price[] }) {
  return (
    <div className="-mb-6 gap-x-6 lg:columns-2">
      {PRICE_FORMS.map(({ form, many }) => {
        const own = prices.filter((price) => price.form === form)
        return (
          own.length > 0 && (
            <Card key={form} title={many} className="mb-6 break-inside-avoid">
              <table className="w-full border-collapse tabular-nums">
                <caption className="sr-only">{many}</caption>
                <thead className="sr-only">
                  <tr>
                    <th scope="col">{form === 'stamp' ? 'Stamp' : 'Up to'}</th>
                    <th scope="col">Price</th>
                  </tr>
                </thead>
                {form === 'stamp' ? (
                  <tbody>
                    {own.map((price) => (
                      <Row key={price.service} label={price.service} price={price.price} />
                    ))}
                  </tbody>
                ) : (
                  [...new Set(own.map(({ service }) => service))].map((service, place) => (
                    <tbody key={service}>
                      <tr>
                        <th
                          scope="rowgroup"
                          colSpan={2}
                          className={`${place > 0 ? 'pt-4' : ''} pb-1 text-left text-sm font-normal text-muted wrap-anywhere`}
                        >
                          {service}
                        </th>
                      </tr>
                      {own
                        .filter((price) => price.service === service)
                        .toSorted((a, b) => a.upToTenths! - b.upToTenths!)
                        .map(({ upToTenths, price }) => (
                          <Row key={upToTenths} label={`Up to ${formatWeight(upToTenths!)}`} price={price} />
                        ))}
                    </tbody>
                  ))
                )}
              </table>
            </Card>
          )
        )
      })}
    </div>
  )
}

function Row({ label, price }: { label: string; price: number }) {
  return (
    <tr className="border-line not-last:border-b">
      <th scope="row" className="py-1.5 pr-4 text-left font-normal wrap-anywhere">
        {label}
      </th>
      <td className="py-1.5 text-right">{formatMoney(price)}</td>
    </tr>
  )
}
