import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../cli/link/json/lossless-json.ts';
import { startLinked, text } from '../link/support/linked.ts';
import { startCommand } from './start-command.ts';

const PAIRS = 14;

/** Two operators' processes, each with a value of its own. */
async function pair(): Promise<void> {
  const linked = await startLinked();
  try {
    const states = [withoutId(linked.application())];
    const start = (...more: readonly string[]) =>
      startCommand(
        ['link', 'apply', '--yes', '--outputs', linked.outputs, '--kept', linked.kept, ...more],
        linked,
      );
    const runs = [start(), start('--primary', 'eu-west-1')];
    const ended = await Promise.all(runs.map(async (run) => ({ code: await run.ended, said: run.said() })));
    for (const { code, said } of ended)
      expect(`${String(code)}: ${said}`).toMatch(
        /^0: [^]*is NEW|^1: [^]*(?:at work\. Nothing was written|by other means since)/,
      );
    // The chain of what was kept leads from the first state to the present one, and lacks none between them.
    const names = (await readdir(linked.kept)).filter((name) => name.endsWith('.json')).sort();
    for (const name of names) {
      const { before, after } = parseJson(await readFile(join(linked.kept, name), 'utf8')) as {
        readonly before: JsonObject;
        readonly after: JsonObject;
      };
      expect(parseJson(text(before))).toEqual(parseJson(text(states.at(-1))));
      states.push(after);
    }
    expect(names).toHaveLength(ended.filter(({ code }) => code === 0).length);
    expect(parseJson(text(states.at(-1)))).toEqual(parseJson(text(withoutId(linked.application()))));
  } finally {
    await linked.stop();
  }
}

const withoutId = (application: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(application).filter(([key]) => key !== 'id'));

it(`of ${String(PAIRS)} pairs of link apply at once, none loses the other's work unseen`, async () => {
  for (let each = 0; each < PAIRS; each += 1) await pair();
});
