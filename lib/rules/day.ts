/** Calendar days as people and programs write them, `2026-11-22`. Pure: the browser runs it, too. */

/** Whether a text is a calendar day that exists, in a year from 1000 to 2999. */
export function isDay(text: string): boolean {
  return text !== '' && dayFault(text) === null
}

/** What is wrong with a day, so that a sentence begins with it: `“2026-02-30” is not a date.` Null for nothing. */
export function dayFault(text: string): string | null {
  const shown = `“${text.slice(0, 40)}”`
  const read = text.length <= LONGEST ? /^([+-]?)(\d{4,6})-(\d\d)-(\d\d)( BC)?$/.exec(text) : null
  if (!read) return `${shown} is not a date.`
  const [, sign, years, month, day, before] = read
  const year = Number(years) * (sign === '-' || before ? -1 : 1)
  if (!exists(year, Number(month), Number(day))) return `${shown} is not a date.`
  if (year < 1000) return `${shown} is before the year 1000.`
  if (year > 2999) return `${shown} is after 2999.`
  // `+2026-11-22`, and `02026-11-22`.
  return text.length === 10 ? null : `${shown} is not a date.`
}

/** Whether a browser’s own date field can hold a text: what it cannot, it drops. */
export function fitsDateField(text: string): boolean {
  const read = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(text)
  return (
    text === '' || (read !== null && Number(read[1]) > 0 && exists(Number(read[1]), Number(read[2]), Number(read[3])))
  )
}

const LONGEST = 16

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function exists(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0))
}
