import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../cli/link/json/lossless-json.ts';
import { isSame } from '../../../cli/link/json/lossless-json.ts';
import { startLinked, text } from '../link/support/linked.ts';
import type { Linked } from '../link/support/linked.ts';
import type { OpenWriter, Writer } from './writer.ts';

const stateOf = ({ application }: Linked): JsonObject => parseJson(text(application())) as JsonObject;

async function logsIn(folder: string): Promise<string> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.log'));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('');
}

/** @param make what is so before the command, and what it is to make */
async function open(
  args: (linked: Linked) => readonly string[],
  prepare: (linked: Linked) => Promise<void>,
  afterOf: (linked: Linked) => Promise<JsonObject>,
): Promise<OpenWriter> {
  const linked = await startLinked();
  const after = await afterOf(linked);
  await prepare(linked);
  const before = stateOf(linked);
  const start = linked.api.requests().length;
  const puts = linked.puts();
  return {
    args: ['link', ...args(linked)],
    env: linked.env,
    lastWords: /Read back and compared/,
    state: () => {
      const now = stateOf(linked);
      return isSame(now, after) ? 'after' : isSame(now, before) ? 'before' : `something else: ${text(now)}`;
    },
    seen: () => ({ requests: linked.api.requests().length - start, writes: linked.puts() - puts }),
    lag: linked.api.lag,
    unprinted: () => logsIn(linked.kept),
    close: () => linked.stop(),
  };
}

/** What the application is after a command, found out on another one. */
const madeBy =
  (...commands: readonly ((linked: Linked) => Promise<unknown>)[]) =>
  async (): Promise<JsonObject> => {
    const other = await startLinked();
    try {
      for (const command of commands) await command(other);
      return stateOf(other);
    } finally {
      await other.stop();
    }
  };

const applied = async (linked: Linked): Promise<void> => {
  const { code, stderr } = await linked.apply();
  if (code !== 0) throw new Error(stderr);
};

/** The change can be taken back, whatever was killed on the way to it. */
const canGoBack = (writer: OpenWriter): OpenWriter => ({
  ...writer,
  // The last flag is --kept.
  goBack: ['link', 'undo', '--yes', ...writer.args.slice(-2)],
});

export const LINK_WRITERS: readonly Writer[] = [
  {
    name: 'link apply',
    open: () =>
      open(
        ({ outputs, kept }) => ['apply', '--yes', '--outputs', outputs, '--kept', kept],
        async () => undefined,
        madeBy(applied),
      ).then(canGoBack),
  },
  {
    name: 'link undo',
    open: () => open(({ kept }) => ['undo', '--yes', '--kept', kept], applied, madeBy()),
  },
  {
    name: 'link unlink',
    open: () =>
      open(
        ({ outputs, kept }) => ['unlink', '--yes', '--outputs', outputs, '--kept', kept],
        applied,
        madeBy(applied, ({ run, outputs, kept }) =>
          run(['unlink', '--yes', '--outputs', outputs, '--kept', kept]),
        ),
      ).then(canGoBack),
  },
];
