import type { Forecast } from '@/lib/balance/forecast'
import { formatMoney } from '@/lib/rules/money'
import { shortDayText } from '@/app/ui/moment-text'

/** How long the balance lasts, in one line: for Home. */
export function ForecastLine({ forecast }: { forecast: Forecast }) {
  if (forecast.outcome === 'empty') return <>Nothing is left to print with.</>
  if (forecast.outcome === 'too_little') return <>Too little was printed in four weeks to tell how long it lasts.</>
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
        <p className={LENGTH}>Nothing is left to print with</p>
        <p className={BASIS}>
          As soon as postage is added, the printing of the last four weeks says how long it lasts.
        </p>
      </>
    )
  }
  if (forecast.outcome === 'too_little') {
    const { printingDays } = forecast
    return (
      <>
        <p className={LENGTH}>Too little printing to tell</p>
        <p className={BASIS}>
          Postage was printed on {printingDays === 0 ? 'none' : printingDays} of the 28 days before today; it takes 5 to
          tell how long the balance lasts.
        </p>
      </>
    )
  }
  const { basis, perWorkingDay } = forecast
  return (
    <>
      <p className={LENGTH}>{capital(lengthText(forecast))}</p>
      <p className={BASIS}>
        At {formatMoney(perWorkingDay)} a working day; rests on the {basis.workingDays} working days from{' '}
        {shortDayText(basis.from)} to {shortDayText(basis.to)}. What is printed on a weekend counts, but a weekend is no
        working day.
      </p>
    </>
  )
}

const LENGTH = 'text-[26px] leading-tight font-[640] tracking-[-0.018em] tabular-nums'
const BASIS = 'mt-1.5 max-w-[84ch] text-muted tabular-nums'

function lengthText({ outcome, workingDays }: Extract<Forecast, { workingDays: number }>): string {
  if (outcome === 'over_a_year') return 'more than a year'
  if (workingDays === 0) return 'less than a working day'
  return `about ${workingDays} working ${workingDays === 1 ? 'day' : 'days'}`
}

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)
