import ts from 'typescript';

/** A function of a file, by its name; `TABLE.entry` where it is a member of an object. */
export interface NamedFunction {
  readonly name: string;
  /** Where its expression stands in the source. */
  readonly from: number;
  readonly to: number;
  /** `function name() {}` instead of `const name = …`. */
  readonly isDeclaration: boolean;
}

/** Every function that a file names at its top, or in a table there. */
export function namedFunctions(source: string): readonly NamedFunction[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest);
  const at = (name: string, node: ts.Node, isDeclaration = false): NamedFunction => ({
    name,
    from: node.getStart(file),
    to: node.end,
    isDeclaration,
  });
  const inExpression = (name: string, expression: ts.Expression): readonly NamedFunction[] => {
    const plain = withoutTypes(expression);
    if (ts.isArrowFunction(plain) || ts.isFunctionExpression(plain)) return [at(name, plain)];
    if (!ts.isObjectLiteralExpression(plain)) return [];
    return plain.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)
        ? inExpression(`${name}.${property.name.text}`, property.initializer)
        : [],
    );
  };
  return file.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined)
      return [at(statement.name.text, statement, true)];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && initializer !== undefined ? inExpression(name.text, initializer) : [],
    );
  });
}

function withoutTypes(expression: ts.Expression): ts.Expression {
  const isTyped =
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isParenthesizedExpression(expression);
  return isTyped ? withoutTypes(expression.expression) : expression;
}

/** The source with something else in a function's place. @param instead an expression that makes it from the function */
export function replaceFunction(
  source: string,
  { name, from, to, isDeclaration }: NamedFunction,
  instead: string,
): string {
  const text = source.slice(from, to);
  const [, exported = '', whole = ''] = (isDeclaration && /^(export )?([^]*)$/.exec(text)) || [];
  const replacement = isDeclaration
    ? `${exported}const ${name} = (${instead})(${whole});`
    : `(${instead})(${text})`;
  return source.slice(0, from) + replacement + source.slice(to);
}
