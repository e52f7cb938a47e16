import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import ts from 'typescript';

/** A step that an action names in its own text: `next: 'menu'`. */
export interface NamedNext {
  readonly step: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The exported flow in whose declaration it stands; undefined: elsewhere. */
  readonly flow: 'callFlow' | 'candidate' | undefined;
}

/** The builders of ncco/build.ts that lead on, and the actions that they build. */
const BUILDERS: readonly string[] = ['input', 'notify', 'connectPerson'];
const ACTIONS: readonly string[] = ['input', 'notify', 'connect'];

/**
 * Every step that stands as text in an action that leads on, also in branches that no walk comes to. Other objects may have a
 * `next` of their own: what is passed to a builder of ncco/build.ts is meant, or what has an `action`.
 */
function scanNext(file: string): readonly NamedNext[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const builders = buildersIn(source);
  const found: NamedNext[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node) && isAction(node, builders))
      for (const text of textsOf(valueOf(node, 'next'))) {
        const { line, character } = source.getLineAndCharacterOfPosition(text.getStart(source));
        found.push({ step: text.text, file, line: line + 1, column: character + 1, flow: flowAround(text) });
      }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Local name → the builder's own: `import { input as ask }`. */
function buildersIn(source: ts.SourceFile): ReadonlySet<string> {
  const names = source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const bindings = statement.importClause?.namedBindings;
    if (!statement.moduleSpecifier.text.endsWith('/build.ts') || bindings === undefined) return [];
    return ts.isNamedImports(bindings)
      ? bindings.elements
          .filter(({ name, propertyName }) => BUILDERS.includes((propertyName ?? name).text))
          .map(({ name }) => name.text)
      : BUILDERS.map((builder) => `${bindings.name.text}.${builder}`);
  });
  return new Set(names);
}

function isAction(node: ts.ObjectLiteralExpression, builders: ReadonlySet<string>): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) && parent.arguments.includes(node))
    return builders.has(parent.expression.getText());
  return textsOf(valueOf(node, 'action')).some(({ text }) => ACTIONS.includes(text));
}

function valueOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = node.properties.find(
    (each): each is ts.PropertyAssignment =>
      ts.isPropertyAssignment(each) &&
      (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name)) &&
      each.name.text === name,
  );
  return property?.initializer;
}

/** The texts that an expression may be: also both sides of `isOpen ? 'menu' : 'closed'`. */
function textsOf(node: ts.Expression | undefined): readonly ts.StringLiteralLike[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return textsOf(node.expression);
  return [];
}

function flowAround(node: ts.Node): NamedNext['flow'] {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
    const { text } = node.name;
    if (text === 'callFlow' || text === 'candidate') return text;
  }
  return ts.isSourceFile(node) ? undefined : flowAround(node.parent);
}

// A thread of its own: the compiler takes longer to load than all of the rest, and the bundles are built meanwhile.
parentPort?.postMessage((workerData as readonly string[]).flatMap(scanNext));
