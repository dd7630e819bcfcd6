export type Page<Row> = { rows: Row[]; hasOlder: boolean; hasNewer: boolean }

/**
 * A page, newest first, of rows that were read in the direction in which people went (none: from the newest), one more than
 * the page holds: that one says whether it goes on.
 */
export function cutPage<Row>(read: Row[], limit: number, direction?: 'older' | 'newer'): Page<Row> {
  const more = read.length > limit
  const rows = read.slice(0, limit)
  return direction === 'newer'
    ? { rows: rows.reverse(), hasOlder: true, hasNewer: more }
    : { rows, hasOlder: more, hasNewer: direction !== undefined }
}
