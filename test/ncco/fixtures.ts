import { readdirSync, readFileSync } from 'node:fs';
import type { NccoProblem } from '../../ncco/check-ncco.ts';

export interface Fixture {
  readonly name: string;
  readonly ncco: unknown;
  /** Every problem there is, in no order. */
  readonly problems: readonly Pick<NccoProblem, 'severity' | 'path'>[];
}

const FOLDER = new URL('../fixtures/ncco/', import.meta.url);

/** `good` has no problem, `tolerated` warnings only, `bad` at least one error. */
export const fixtures = (kind: 'good' | 'tolerated' | 'bad'): Fixture[] =>
  readdirSync(new URL(`${kind}/`, FOLDER)).map((file) => {
    const content: unknown = JSON.parse(readFileSync(new URL(`${kind}/${file}`, FOLDER), 'utf8'));
    const name = file.replace(/\.json$/, '');
    return kind === 'good'
      ? { name, ncco: content, problems: [] }
      : { name, ...(content as Omit<Fixture, 'name'>) };
  });
