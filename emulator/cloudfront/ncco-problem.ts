import { checkNcco, errorsOf } from '../../ncco/check-ncco.ts';

const judged = new WeakMap<Buffer, string | undefined>();

/** The first thing that makes a body no NCCO, for a note; what is served is served as it is. */
export function nccoProblem(body: Buffer): string | undefined {
  if (!judged.has(body)) judged.set(body, judge(body.toString()));
  return judged.get(body);
}

function judge(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  const [first] = errorsOf(checkNcco(value));
  return first && `${first.path}: expected ${first.expected}, found ${first.found}`;
}
