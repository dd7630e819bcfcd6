import path from 'node:path'
import ts from 'typescript'

/** A statement of hand-written SQL, as one of its variants goes to the database. */
export type Statement = {
  /** `db/queries/devices.ts:11` */
  place: string
  /** Its text with `$1`, `$2`, … */
  texts: string[]
  /** The properties of the row type that the code claims; null where it claims none. */
  claimed: Map<string, ClaimedType> | null
  /** Whether somebody reads its rows. */
  isRead: boolean
}

export type ClaimedType = { kinds: string[]; literals: string[] | null; isNullable: boolean; isOptional: boolean }

type Bindings = ReadonlyMap<ts.Symbol, Bound>
type Bound = { expression: ts.Expression; bindings: Bindings }
/** Which branch each `condition ? sql`…` : sql`…`` takes. */
type Choice = { usual: boolean; other: ts.Node | null; met: Set<ts.Node> }

/**
 * Every statement that the program writes as sql`…`, with its fragments. If the code chooses between fragments, every
 * choice is included.
 */
export function readStatements(folders: readonly string[]): Statement[] {
  const root = process.cwd()
  const config = ts.getParsedCommandLineOfConfigFile(path.join(root, 'tsconfig.json'), {}, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => {},
  } as ts.ParseConfigFileHost)!
  const isOurs = (file: string) =>
    folders.some((folder) => file.startsWith(path.join(root, folder) + path.sep)) &&
    !/\.(test|spec)\.tsx?$|\/testing\//.test(file)
  const program = ts.createProgram(config.fileNames.filter(isOurs), config.options, lightHost(config.options))
  const checker = program.getTypeChecker()
  const files = program.getSourceFiles().filter(({ fileName }) => isOurs(fileName))
  const reader = new Reader(checker, files)
  return files.flatMap((file) => reader.statementsOf(file))
}

/** Of the packages only the driver is read: no row type is made of another one's, and they are most of the time. */
function lightHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  host.resolveModuleNameLiterals = (literals, file) =>
    literals.map(({ text }) =>
      /^(\.|@\/|postgres$)/.test(text)
        ? ts.resolveModuleName(text, file, options, host)
        : { resolvedModule: undefined },
    )
  return host
}

class Reader {
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly files: ts.SourceFile[],
  ) {}

  statementsOf(file: ts.SourceFile): Statement[] {
    const found: Statement[] = []
    const visit = (node: ts.Node) => {
      if (ts.isTaggedTemplateExpression(node) && this.isStatement(node)) found.push(this.readStatement(file, node))
      ts.forEachChild(node, visit)
    }
    visit(file)
    return found
  }

  private readStatement(file: ts.SourceFile, node: ts.TaggedTemplateExpression): Statement {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart())
    const texts = new Set<string>()
    for (const bindings of this.bindingsFor(node)) {
      for (const usual of [true, false]) {
        const met = new Set<ts.Node>()
        texts.add(this.textOf(node, bindings, { usual, other: null, met }))
        for (const other of met) texts.add(this.textOf(node, bindings, { usual, other, met: new Set() }))
      }
    }
    return {
      place: `${path.relative(process.cwd(), file.fileName)}:${line + 1}`,
      texts: [...texts],
      claimed: this.claimedBy(node),
      isRead: isRead(node),
    }
  }

  /** A statement begins with a verb and is no fragment: neither within another one nor handed over to be put into one. */
  private isStatement(node: ts.TaggedTemplateExpression): boolean {
    if (!this.isSql(node.tag)) return false
    const { template } = node
    const head = ts.isNoSubstitutionTemplateLiteral(template) ? template.text : template.head.text
    if (!/^\s*(select|with|insert|update|delete)\b/.test(head)) return node.typeArguments !== undefined
    const { parent } = node
    if (ts.isTemplateSpan(parent)) return false
    // (sql) => sql`select …` makes a fragment, as every function of one expression that is given the client.
    if (ts.isArrowFunction(parent) && parent.parameters.some((each) => this.isSql(each.name))) return false
    return !(ts.isCallExpression(parent) && this.isFragmentType(this.checker.getContextualType(node)))
  }

  private isSql(tag: ts.Node): boolean {
    const type = this.checker.getTypeAtLocation(tag)
    return type.symbol?.name === 'Sql' || type.symbol?.name === 'TransactionSql'
  }

  private isFragmentType(type: ts.Type | undefined): boolean {
    if (!type) return false
    if (type.isUnion()) return type.types.some((each) => this.isFragmentType(each))
    return type.symbol?.name === 'PendingQuery' || type.aliasSymbol?.name === 'PendingQuery'
  }

  /** A function that is given fragments is read once for each of its calls. */
  private bindingsFor(node: ts.Node): Bindings[] {
    const owner = ts.findAncestor(node, ts.isFunctionLike)
    const takesFragments = owner?.parameters.some((each) => this.isFragmentType(this.checker.getTypeAtLocation(each)))
    if (!owner || !takesFragments) return [new Map()]
    const found: Bindings[] = []
    const name = owner.name?.getText()
    const visit = (each: ts.Node) => {
      if (
        ts.isCallExpression(each) &&
        each.expression.getText() === name &&
        this.checker.getResolvedSignature(each)?.declaration === owner
      )
        found.push(this.bind(owner, each, new Map()))
      ts.forEachChild(each, visit)
    }
    for (const file of this.files) visit(file)
    return found
  }

  private bind(owner: ts.SignatureDeclaration, call: ts.CallExpression, bindings: Bindings): Bindings {
    const bound = new Map<ts.Symbol, Bound>()
    owner.parameters.forEach((parameter, at) => {
      const symbol = this.checker.getSymbolAtLocation(parameter.name)
      const expression = call.arguments[at]
      if (symbol && expression) bound.set(symbol, { expression, bindings })
    })
    return bound
  }

  private textOf(node: ts.TaggedTemplateExpression, bindings: Bindings, choice: Choice): string {
    let count = 0
    return this.write(node, bindings, choice).replaceAll('\0', () => `$${++count}`)
  }

  /** The SQL of an expression: a fragment's text, or a parameter, which is `\0` until they are numbered. */
  private write(expression: ts.Expression, bindings: Bindings, choice: Choice): string {
    const next = (each: ts.Expression) => this.write(each, bindings, choice)
    if (ts.isParenthesizedExpression(expression)) return next(expression.expression)
    if (ts.isTaggedTemplateExpression(expression) && this.isSql(expression.tag)) {
      const { template } = expression
      if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text
      return (
        template.head.text + template.templateSpans.map((span) => next(span.expression) + span.literal.text).join('')
      )
    }
    if (ts.isCallExpression(expression) && this.isSql(expression.expression))
      return this.writeIdentifier(expression.arguments[0]!, bindings)
    if (!this.isFragmentType(this.checker.getTypeAtLocation(expression))) return '\0'
    if (ts.isConditionalExpression(expression)) {
      choice.met.add(expression)
      const isTaken = choice.usual !== (choice.other === expression)
      return next(isTaken ? expression.whenTrue : expression.whenFalse)
    }
    if (ts.isIdentifier(expression)) return this.writeNamed(expression, bindings, choice)
    if (ts.isCallExpression(expression)) return this.writeCall(expression, bindings, choice)
    throw new Error(`a fragment that cannot be read: ${expression.getText()}`)
  }

  private writeNamed(name: ts.Identifier, bindings: Bindings, choice: Choice): string {
    const symbol = this.checker.getSymbolAtLocation(name)!
    const bound = bindings.get(symbol)
    if (bound) return this.write(bound.expression, bound.bindings, choice)
    const declaration = symbol.valueDeclaration
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      return this.write(declaration.initializer, bindings, choice)
    throw new Error(`a fragment that cannot be read: ${name.getText()}`)
  }

  private writeCall(call: ts.CallExpression, bindings: Bindings, choice: Choice): string {
    const owner = this.checker.getResolvedSignature(call)?.declaration
    const body = owner && 'body' in owner ? owner.body : undefined
    if (!owner || !body || ts.isJSDocSignature(owner))
      throw new Error(`a fragment that cannot be read: ${call.getText()}`)
    const inside = this.bind(owner, call, bindings)
    if (!ts.isBlock(body)) return this.write(body as ts.Expression, inside, choice)
    const returned = body.statements.find(ts.isReturnStatement)?.expression
    if (!returned) throw new Error(`a fragment that cannot be read: ${call.getText()}`)
    return this.write(returned, inside, choice)
  }

  /** What sql('a.at') becomes: the name in quotes. */
  private writeIdentifier(expression: ts.Expression, bindings: Bindings): string {
    const bound = ts.isIdentifier(expression) ? bindings.get(this.checker.getSymbolAtLocation(expression)!) : undefined
    if (bound) return this.writeIdentifier(bound.expression, bound.bindings)
    if (!ts.isStringLiteral(expression)) return '"a_name"'
    return expression.text
      .split('.')
      .map((part) => `"${part}"`)
      .join('.')
  }

  private claimedBy({ typeArguments }: ts.TaggedTemplateExpression): Statement['claimed'] {
    if (!typeArguments) return null
    const rows = this.checker.getTypeFromTypeNode(typeArguments[0]!)
    const row = this.checker.getIndexTypeOfType(rows, ts.IndexKind.Number) ?? rows
    return new Map(
      this.checker.getPropertiesOfType(row).map((property) => {
        const type = this.checker.getTypeOfSymbol(property)
        return [property.name, this.claim(type, (property.flags & ts.SymbolFlags.Optional) !== 0)]
      }),
    )
  }

  private claim(type: ts.Type, isOptional: boolean): ClaimedType {
    const parts = type.isUnion() ? type.types : [type]
    const values = parts.filter(({ flags }) => !(flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)))
    const literals = values.flatMap((each) => (each.isStringLiteral() ? [each.value] : []))
    return {
      kinds: [...new Set(values.map(kindOf))],
      literals: literals.length === values.length ? literals : null,
      isNullable: parts.some(({ flags }) => flags & (ts.TypeFlags.Null | ts.TypeFlags.Any | ts.TypeFlags.Unknown)),
      isOptional,
    }
  }
}

/** Whether the rows are used: kept under a name, or one of their properties asked for. */
function isRead(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent)) return isRead(parent)
  if (ts.isPropertyAccessExpression(parent)) return !['catch', 'then', 'finally'].includes(parent.name.text)
  return ts.isVariableDeclaration(parent) || ts.isElementAccessExpression(parent)
}

function kindOf(type: ts.Type): string {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) return 'any'
  if (type.flags & ts.TypeFlags.StringLike) return 'string'
  if (type.flags & ts.TypeFlags.NumberLike) return 'number'
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean'
  return type.symbol?.name === 'Date' || type.symbol?.name === 'Buffer' ? type.symbol.name : 'object'
}
