import { readFile } from 'node:fs/promises';
import { CommandError } from '../cli/kit/command-error.ts';
import { profileNamed } from '../simulator/profiles.ts';
import { outsiderKindOf } from './outsiders/kinds.ts';
import { kindOf, type Schedule } from './schedule/schedule.ts';

/** One call, to be played again. */
export interface Replay {
  readonly seed: number;
  readonly call: number;
  readonly schedule: Schedule;
}

/** @throws CommandError for another file, and for one of a release with other kinds */
export async function readReplay(file: string): Promise<Replay> {
  const { seed, call, schedule } = await readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as Partial<Replay>)
    // The same message for what is no JSON.
    .catch((): Partial<Replay> => ({}));
  if (seed === undefined || call === undefined || !Array.isArray(schedule?.faults))
    throw new CommandError(
      `--replay: expected a file that npm run simulate has written (seed, call, schedule); found another one at ${file}.`,
    );
  try {
    for (const { kind } of schedule.faults) kindOf(kind);
    for (const { what } of schedule.outsiders ?? []) outsiderKindOf(what);
    if (schedule.profile !== undefined) profileNamed(schedule.profile);
  } catch (error) {
    throw new CommandError(
      `--replay: ${file} is of another release. ${(error as Error).message} To fix this: play it with that release, or change the file.`,
    );
  }
  return { seed, call, schedule };
}
