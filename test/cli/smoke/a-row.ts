import { ok } from '../../../cli/smoke/finding.ts';
import type { Finding } from '../../../cli/smoke/finding.ts';
import type { Fault } from '../../../cli/smoke/faults/faults.ts';
import type { FaultRow, PlainRow } from '../../../cli/smoke/row.ts';

const assumption = (name: string) => ({
  name,
  assumed: `what ${name} assumes`,
  reliedOnIn: `who relies on ${name}`,
  expected: `what ${name} expects`,
  change: `what ${name} would change`,
});

export const plainRow = (name: string, check: () => Finding = () => ok('fine')): PlainRow => ({
  ...assumption(name),
  check: async () => check(),
});

export const faultRow = (name: string, during: Fault, check: () => Finding = () => ok('fine')): FaultRow => ({
  ...assumption(name),
  during,
  check: async () => check(),
});
