'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** The longest that a browser's timer can wait. */
const LONGEST_MS = 2 ** 31 - 1

/** Reads the page again when what it says of the time is no longer so. */
export function RefreshAt({ moment }: { moment: Date }) {
  const router = useRouter()
  const at = moment.getTime()
  useEffect(() => {
    // A second late: the server's clock has to be past it, too.
    const timer = setTimeout(() => router.refresh(), Math.min(Math.max(at - Date.now(), 0) + 1_000, LONGEST_MS))
    return () => clearTimeout(timer)
  }, [router, at])
  return null
}
