import { basename } from 'node:path';
import { RANGE_FILE, readRangeFile } from '../../contracts/ip-ranges/range-file.ts';
import type { RangeFile } from '../../contracts/ip-ranges/range-file.ts';
import { SettingsError } from '../../contracts/settings/settings-error.ts';
import { CommandError } from '../kit/command-error.ts';
import { dayOf } from '../kit/flag-values.ts';
import type { Io } from '../kit/io.ts';
import { printable } from '../kit/printable.ts';
import { writeWholeFile } from '../kit/whole-file.ts';
import { compare } from './compare.ts';
import type { Difference } from './compare.ts';
import { parseList } from './parse-list.ts';
import { readList } from './read-list.ts';

interface IpRangesOptions {
  readonly action: 'check' | 'update';
  readonly url: URL;
  /** The list is in a file instead. */
  readonly file: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/**
 * Returns the exit code.
 * @param file the project's own list
 * @throws CommandError; nothing is written then
 */
export async function runIpRanges(
  options: IpRangesOptions,
  file: string,
  stdout: Io['stdout'],
): Promise<number> {
  const before = readOwn(file);
  const list = await readList(options.file ?? options.url);
  const difference = compare(before.ranges, parseList(list));
  const isSame = difference.added.length === 0 && difference.removed.length === 0;
  const isUpdate = options.action === 'update' && !isSame;
  if (isUpdate && !options.force) refuseSuspicious(difference, list.name);
  if (isUpdate) await writeWholeFile(file, `${JSON.stringify(updated(difference, list.name), null, 2)}\n`);
  stdout(
    options.json
      ? JSON.stringify(asJson(difference, list.name, isUpdate))
      : asText(difference, list.name, isUpdate),
  );
  return isSame || isUpdate ? 0 : 2;
}

function readOwn(file: string): RangeFile {
  try {
    return readRangeFile(file);
  } catch (error) {
    throw error instanceof SettingsError ? new CommandError(error.message) : error;
  }
}

function refuseSuspicious({ suspicions }: Difference, name: string): void {
  if (suspicions.length === 0) return;
  throw new CommandError(
    `${printable(name)}: ${suspicions.join('; ')}. Nothing was changed. "check" shows the difference. ` +
      `If Vonage's support pages confirm the list, accept it with --force.`,
  );
}

function updated({ kept, added }: Difference, source: string): RangeFile {
  const today = dayOf(Date.now());
  return {
    updated: today,
    ranges: [...kept, ...added.map(({ text }) => ({ cidr: text, source, date: today }))],
  };
}

const asJson = ({ added, removed, suspicions }: Difference, list: string, written: boolean): object => ({
  list,
  added: added.map(({ text }) => text),
  removed: removed.map(({ cidr }) => cidr),
  suspicions,
  written,
});

function asText({ added, removed, kept, suspicions }: Difference, list: string, written: boolean): string {
  const own = basename(RANGE_FILE);
  const name = printable(list);
  if (added.length === 0 && removed.length === 0)
    return `the same ${kept.length} ranges in ${own} and in ${name}`;
  return [
    ...added.map(({ text }) => `+ ${text}`),
    ...removed.map(({ cidr, source, date }) => printable(`- ${cidr}  (${date}, ${source})`)),
    `${added.length} more and ${removed.length} fewer in ${name} than in ${own}; ${kept.length} in both`,
    ...suspicions.map((suspicion) => `suspicious: ${suspicion}`),
    written
      ? `${own} is written: review the change, then deploy.`
      : `"npm run ip-ranges -- update" writes the list into the file${suspicions.length > 0 ? ', with --force' : ''}.`,
  ].join('\n');
}
