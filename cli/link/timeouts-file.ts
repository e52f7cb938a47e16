import { CommandError } from '../kit/command-error.ts';
import { readTextFile } from '../kit/read-text-file.ts';
import { writeWholeFile } from '../kit/whole-file.ts';
import { areTimeoutsOfVonage, timeoutsOfVonage } from '../../contracts/check-outputs.ts';
import type { VoiceTimeouts } from '../../contracts/outputs.ts';

/** What `--timeouts FILE` names, as `tune` writes it. @throws CommandError */
export async function readTimeouts(file: string): Promise<VoiceTimeouts> {
  const text = await readTextFile(file, 'the timeouts', 'Name another file with --timeouts FILE.');
  let value: Partial<Record<string, Partial<Record<string, unknown>>>> | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch (error) {
    throw new CommandError(`--timeouts ${file}: expected JSON, found ${(error as Error).message}.`);
  }
  const of = (webhook: keyof VoiceTimeouts) => {
    const { connect_timeout, socket_timeout } = value?.[webhook] ?? {};
    if (areTimeoutsOfVonage(webhook, value?.[webhook]))
      return { connect_timeout: Number(connect_timeout), socket_timeout: Number(socket_timeout) };
    throw new CommandError(
      `--timeouts ${file}: expected ${timeoutsOfVonage(webhook)}, found ${JSON.stringify(value?.[webhook])}.`,
    );
  };
  return {
    answer_url: of('answer_url'),
    event_url: of('event_url'),
    fallback_answer_url: of('fallback_answer_url'),
  };
}

/** For `--timeouts FILE` of plan, apply and verify. @throws CommandError */
export async function writeTimeouts(file: string, timeouts: VoiceTimeouts): Promise<void> {
  try {
    await writeWholeFile(file, `${JSON.stringify(timeouts, null, 2)}\n`);
  } catch (error) {
    throw new CommandError(
      `Expected to write the timeouts to ${file}, found ${(error as Error).message}. Name another file with --out FILE.`,
    );
  }
}
