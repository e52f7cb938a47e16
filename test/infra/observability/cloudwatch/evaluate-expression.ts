/** A value per period, oldest first; undefined: no datapoint. */
export type Series = readonly (number | undefined)[];
type Value = number | Series;

/**
 * CloudWatch's metric math, as far as our alarms use it ("Using math expressions with CloudWatch metrics"): `+ - * /`,
 * comparisons, AND, OR, brackets, FILL with a number. Between two series a missing datapoint counts as 0 where the other has one; a single
 * series' missing datapoint stays missing.
 * @throws for an id that is no metric, and for what it cannot read
 */
export function evaluateExpression(expression: string, metrics: Readonly<Record<string, Series>>): Series {
  const tokens = tokenize(expression);
  const take = (): string | undefined => tokens.shift();
  const primary = (): Value => {
    const token = take();
    if (token === '(') {
      const inner = parse(0);
      if (take() !== ')') throw new Error(`${expression}: expected ")".`);
      return inner;
    }
    if (token === undefined) throw new Error(`${expression}: expected more.`);
    if (/^[\d.]+$/.test(token)) return Number(token);
    if (token === 'FILL') return fill();
    const series = metrics[token];
    if (series === undefined) throw new Error(`${expression}: there is no metric ${token}.`);
    return series;
  };
  const fill = (): Series => {
    const expect = (wanted: string): void => {
      if (take() !== wanted) throw new Error(`${expression}: expected FILL(a series, a number).`);
    };
    expect('(');
    const series = parse(0);
    expect(',');
    const filler = parse(0);
    expect(')');
    if (typeof series === 'number' || typeof filler !== 'number')
      throw new Error(`${expression}: expected FILL(a series, a number).`);
    return series.map((value) => value ?? filler);
  };
  const parse = (level: number): Value => {
    const operators = LEVELS[level];
    if (operators === undefined) return primary();
    let left = parse(level + 1);
    for (;;) {
      const operate = operators[tokens[0] ?? ''];
      if (operate === undefined) return left;
      take();
      left = combine(left, parse(level + 1), operate);
    }
  };
  const result = parse(0);
  if (tokens.length > 0) throw new Error(`${expression}: cannot read from "${tokens.join(' ')}" on.`);
  if (typeof result === 'number') throw new Error(`${expression}: expected a series, found a number.`);
  return result;
}

type Operate = (a: number, b: number) => number;

/** Weakest first. */
const LEVELS: readonly Readonly<Record<string, Operate>>[] = [
  { OR: (a, b) => Number(a !== 0 || b !== 0), '||': (a, b) => Number(a !== 0 || b !== 0) },
  { AND: (a, b) => Number(a !== 0 && b !== 0), '&&': (a, b) => Number(a !== 0 && b !== 0) },
  {
    '>': (a, b) => Number(a > b),
    '<': (a, b) => Number(a < b),
    '>=': (a, b) => Number(a >= b),
    '<=': (a, b) => Number(a <= b),
    '==': (a, b) => Number(a === b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b },
];

const TOKEN = /\s*(\d+(?:\.\d+)?|[A-Za-z]\w*|>=|<=|==|&&|\|\||[-+*/()<>,])/y;

function tokenize(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(expression);
    if (found === null) throw new Error(`${expression}: cannot read from "${expression.slice(at)}" on.`);
    tokens.push(found[1] ?? '');
  }
  return tokens;
}

function combine(left: Value, right: Value, operate: Operate): Value {
  if (typeof left === 'number' && typeof right === 'number') return operate(left, right);
  if (typeof left === 'number')
    return (right as Series).map((b) => (b === undefined ? undefined : operate(left, b)));
  if (typeof right === 'number') return left.map((a) => (a === undefined ? undefined : operate(a, right)));
  return left.map((a, at) => {
    const b = right[at];
    return a === undefined && b === undefined ? undefined : operate(a ?? 0, b ?? 0);
  });
}
