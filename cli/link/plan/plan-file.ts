import { readFile } from 'node:fs/promises';
import { CommandError } from '../../kit/command-error.ts';
import { decoded } from '../../kit/read-text-file.ts';
import { isObject, parseJson, printJson } from '../json/lossless-json.ts';
import { writePrivateFile } from '../../kit/whole-file.ts';
import { differences } from '../json/differences.ts';
import type { NamedPlan } from './make-plan.ts';

/** Keeps a plan, for `apply --plan FILE`. @throws CommandError */
export async function writePlanFile(file: string, plan: NamedPlan): Promise<void> {
  const { id, name, host, headline, notes, before, after } = plan;
  const text = printJson({ applicationId: id, name, host, headline, notes, before, after }, 2);
  try {
    await writePrivateFile(file, `${text}\n`);
  } catch (error) {
    throw new CommandError(
      `Expected to write the plan to ${file}, found ${(error as Error).message}. Name another file with --out FILE.`,
    );
  }
}

/** @throws CommandError */
export async function readPlanFile(file: string): Promise<NamedPlan> {
  try {
    const value = parseJson(decoded(await readFile(file), 'what "plan --out" wrote', file));
    if (isObject(value)) {
      const { applicationId, name, host, headline, notes, before, after } = value;
      const isWhole =
        [applicationId, name, host, headline].every((each) => typeof each === 'string') &&
        Array.isArray(notes) &&
        isObject(before) &&
        isObject(after);
      if (isWhole)
        return {
          kind: 'application',
          ...(value as unknown as Omit<NamedPlan, 'kind' | 'id' | 'changes'>),
          id: String(applicationId),
          changes: differences(before, after),
        };
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      `--plan ${file}: expected what "plan --out" wrote, found ${(error as Error).message}.`,
    );
  }
  throw new CommandError(
    `--plan ${file}: expected what "plan --out" wrote, found other JSON. Plan it again.`,
  );
}
