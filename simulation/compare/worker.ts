import { parentPort, workerData } from 'node:worker_threads';
import type { Profile } from '../../simulator/profile.ts';
import { readBlueprint } from '../blueprint.ts';
import type { Cell } from './cell.ts';
import { faultNamed } from './faults.ts';
import type { SetUpName } from './set-ups.ts';
import { type Compared, simulateCells } from './simulate-cells.ts';

/** What a thread simulates: the cells of these rows. */
export interface CompareOrder {
  readonly assembly: string;
  readonly deployed: Compared['deployed'];
  readonly seed: number;
  readonly calls: number;
  readonly rows: readonly { readonly fault: string; readonly profile: Profile }[];
  readonly setUps: readonly SetUpName[];
}

// As of a simulation's threads.
Error.stackTraceLimit = 0;

const { assembly, deployed, seed, calls, rows, setUps } = workerData as CompareOrder;
const compared = { blueprint: await readBlueprint(assembly), deployed, seed, calls };
const result: (readonly Cell[])[] = [];
for (const { fault, profile } of rows) {
  result.push(await simulateCells(compared, faultNamed(fault), profile, setUps));
  parentPort?.postMessage({ done: 1 });
}
parentPort?.postMessage({ result });
