import { createHash } from 'node:crypto'

/**
 * An opaque cursor of one list of one team. Its checksum detects a cursor that was cut, changed, or taken from another
 * list. It protects no secret: every query filters by team.
 */
export function encodeCursor(list: string, teamId: number, position: string): string {
  return Buffer.from(`${checksum(list, teamId, position)}${position}`, 'utf8').toString('base64url')
}

/** The position in a cursor; null if it does not belong to this list and team. */
export function decodeCursor(list: string, teamId: number, cursor: string): string | null {
  const plain = Buffer.from(cursor, 'base64url').toString('utf8')
  const position = plain.slice(CHECKSUM_LENGTH)
  return encodeCursor(list, teamId, position) === cursor ? position : null
}

const CHECKSUM_LENGTH = 12

const checksum = (list: string, teamId: number, position: string) =>
  createHash('sha256').update(`${list}|${teamId}|${position}`).digest('hex').slice(0, CHECKSUM_LENGTH)
