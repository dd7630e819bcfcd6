import type { Forecast } from '@/lib/balance/forecast'
import { formatMoney } from '@/lib/rules/money'
import { shortDayText } from '@/app/ui/moment-text'

/** How long the balance lasts, in one line: for Home. */
export function ForecastLine({ forecast }: { forecast: Forecast }) {
  if (forecast.outcome === 'empty') return <>No postage is left.</>
  if (forecast.outcome === 'too_little')
    return <>There is not enough printing in the last four weeks to estimate how long the balance lasts.</>
  return (
    <>
      Lasts {lengthText(forecast)} at {formatMoney(forecast.perWorkingDay)} a working day.
    </>
  )
}

/** The same with what it rests on. */
export function ForecastDetails({ forecast }: { forecast: Forecast }) {
  if (forecast.outcome === 'empty') {
    return (
      <>
        <p className={LENGTH}>No postage is left</p>
        <p className={BASIS}>Add postage to see an estimate based on the last four weeks.</p>
      </>
    )
  }
  if (forecast.outcome === 'too_little') {
    const { printingDays } = forecast
    return (
      <>
        <p className={LENGTH}>Not enough data</p>
        <p className={BASIS}>
          Postage was printed on {printingDays === 0 ? 'none' : printingDays} of the last 28 days. The estimate needs 5
          days.
        </p>
      </>
    )
  }
  const { basis, perWorkingDay } = forecast
  return (
    <>
      <p className={LENGTH}>{capital(lengthText(forecast))}</p>
      <p className={BASIS}>
        At {formatMoney(perWorkingDay)} per working day, based on the {basis.workingDays} working days from{' '}
        {shortDayText(basis.from)} to {shortDayText(basis.to)}. Weekend printing is included, but weekends are not
        working days.
      </p>
    </>
  )
}

const LENGTH = 'text-2xl font-semibold tabular-nums'
const BASIS = 'mt-1.5 max-w-[84ch] text-muted tabular-nums'

function lengthText({ outcome, workingDays }: Extract<Forecast, { workingDays: number }>): string {
  if (outcome === 'over_a_year') return 'more than a year'
  if (workingDays === 0) return 'less than a working day'
  return `about ${workingDays} working ${workingDays === 1 ? 'day' : 'days'}`
}

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)
