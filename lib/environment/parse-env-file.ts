/** A sentence about a settings file. It names the line and never a value. */
export type Note = string

export type EnvFile = {
  variables: Record<string, string>
  /** Errors that stop the start. */
  problems: Note[]
  /** Oddities that do not stop it. */
  warnings: Note[]
}

const LARGEST_FILE = 1024 * 1024
const MOST_NOTES = 20

/**
 * Reads the bytes of a settings file: UTF-8 or UTF-16, with or without a byte order mark; any line end; `NAME=value` with `export`,
 * quotes (', ", ` over several lines, \n within ") and comments. Anything ambiguous is a problem with its line: a silently
 * truncated value would be another password.
 */
export function parseEnvFile(bytes: Uint8Array, file = '.env'): EnvFile {
  if (bytes.length > LARGEST_FILE)
    return { variables: {}, problems: [`${file}: should be smaller than 1 MB`], warnings: [] }
  const text = decode(bytes)
  if (text === null)
    return {
      variables: {},
      problems: [`${file}: should be saved as UTF-8 (or UTF-16); it is in another encoding`],
      warnings: [],
    }
  return new Reading(text.replaceAll(/\r\n?/g, '\n').split('\n'), file).read()
}

/** The text of a file that Windows or Unix saved, or null. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // Without a byte order mark: in UTF-16, every other byte of ASCII text is 0.
  if (second === 0 && first !== 0) return 'utf-16le'
  return first === 0 && second !== undefined && second !== 0 ? 'utf-16be' : 'utf-8'
}

const ASSIGNMENT = /^(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/

class Reading {
  private readonly found: EnvFile = { variables: {}, problems: [], warnings: [] }
  private readonly lineOf = new Map<string, number>()
  private at = 0

  constructor(
    private readonly lines: string[],
    private readonly file: string,
  ) {}

  read(): EnvFile {
    const { problems } = this.found
    // With that many, it is probably not a settings file.
    for (; this.at < this.lines.length && problems.length < MOST_NOTES; this.at++) {
      this.readLine(this.lines[this.at]!.trim())
    }
    return this.found
  }

  private readLine(line: string): void {
    if (line === '' || line.startsWith('#')) return
    const start = this.at
    const assignment = ASSIGNMENT.exec(line)
    if (!assignment) return this.refuse(start, 'should be an assignment (NAME=value) or a comment (# …)')
    const name = assignment[1]!
    const value = this.readValue(line.slice(assignment[0].length), name)
    if (value === null) return
    // oxlint-disable-next-line no-control-regex -- no setting has them
    if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(value))
      return this.refuse(start, `${name} should have no control character in it`)
    const before = this.lineOf.get(name)
    if (before !== undefined && this.found.warnings.length < MOST_NOTES) {
      this.found.warnings.push(
        `${this.file}, line ${start + 1}: ${name} is set in line ${before + 1}, too; this later one counts`,
      )
    }
    this.lineOf.set(name, start)
    this.found.variables[name] = value
  }

  /** The value after the `=`, or null if it was refused. */
  private readValue(rest: string, name: string): string | null {
    const quote = rest[0]
    if (quote === '"' || quote === "'" || quote === '`') return this.readQuoted(rest, quote, name)
    const hash = rest.indexOf('#')
    if (hash === -1) return rest
    if (hash > 0 && /\s/.test(rest[hash - 1]!)) return rest.slice(0, hash).trimEnd()
    // `NAME= # a comment`: the space before it has been read already.
    if (hash === 0 && /=[ \t]+#/.test(this.lines[this.at]!.slice(0, this.lines[this.at]!.indexOf('#') + 1))) return ''
    this.refuse(
      this.at,
      `${name} should stand in quotation marks, since it has a # (in an address, write %23); before a comment, put a space`,
    )
    return null
  }

  private readQuoted(rest: string, quote: string, name: string): string | null {
    const start = this.at
    const lines = [rest.slice(1)]
    let end = endOf(lines[0]!, quote)
    while (end === -1 && this.at + 1 < this.lines.length) {
      lines.push(this.lines[++this.at]!)
      end = endOf(lines.at(-1)!, quote)
    }
    if (end === -1) {
      // Everything that follows is inside the quotation marks.
      this.refuse(start, `${name} should have a second quotation mark (${quote}) where its value ends`)
      return null
    }
    const last = lines.pop()!
    if (!/^\s*(#|$)/.test(last.slice(end + 1))) {
      this.refuse(start, `${name} should have nothing but a comment behind its quotation mark`)
      return null
    }
    const value = [...lines, last.slice(0, end)].join('\n')
    return quote === '"' ? value.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : value
  }

  private refuse(line: number, should: string): void {
    this.found.problems.push(`${this.file}, line ${line + 1}: ${should}`)
  }
}

/** The position of the closing mark. A mark after a backslash does not close. */
function endOf(text: string, quote: string): number {
  for (let end = text.indexOf(quote); end !== -1; end = text.indexOf(quote, end + 1)) {
    if (text[end - 1] !== '\\') return end
  }
  return -1
}
