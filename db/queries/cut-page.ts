export type Page<Row> = { rows: Row[]; hasOlder: boolean; hasNewer: boolean }

/**
 * A page, newest first, of rows that were read in the direction of navigation (none: from the newest). One row more
 * than the page holds tells whether there is another page.
 */
export function cutPage<Row>(read: Row[], limit: number, direction?: 'older' | 'newer'): Page<Row> {
  const more = read.length > limit
  const rows = read.slice(0, limit)
  return direction === 'newer'
    ? { rows: rows.reverse(), hasOlder: true, hasNewer: more }
    : { rows, hasOlder: more, hasNewer: direction !== undefined }
}
