import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { CALL_FLOW } from '#own/files.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { nearest } from '../../contracts/nearest.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { CommandError } from '../kit/command-error.ts';
import { define, group } from '../kit/command.ts';
import type { Io } from '../kit/io.ts';
import { table } from '../kit/table.ts';
import { writeWholeFile } from '../kit/whole-file.ts';
import { type Example, readExamples } from './examples.ts';

const list = define({
  name: 'flow list',
  about: `Lists the call flows of examples/call-flows, with what each does. The one that is in place, unchanged, is
marked with *.`,
  flags: {},
  exits: { 0: 'listed', 1: 'the examples could not be read' },
  run: (_flags, io) => runList({ io, callFlow: CALL_FLOW }),
});

const use = define({
  name: 'flow use',
  about: `Copies a call flow of examples/call-flows to functions/call-flow.ts, and says what to change first. It refuses to take the
place of a call flow of your own, unless --replace is given: then that one is kept as functions/call-flow.ts.before.`,
  flags: {
    name: { type: 'text', value: 'NAME', isWord: true, isRequired: true, help: 'as flow list names it' },
    replace: { type: 'boolean', help: 'also where functions/call-flow.ts was changed; it is kept beside it' },
  },
  exits: { 0: 'it is in place', 1: 'refused, and nothing is changed' },
  run: (flags, io) => runUse(flags, { io, callFlow: CALL_FLOW, settings: ownSettings() }),
});

export const flow = group({
  name: 'flow',
  about: 'Call flows to begin with.',
  commands: {
    list: { summary: 'lists them, with what each does', load: () => Promise.resolve(list) },
    use: { summary: 'puts one in the place of functions/call-flow.ts', load: () => Promise.resolve(use) },
  },
});

/** What the commands are given from outside. */
interface Surroundings {
  readonly io: Pick<Io, 'stdout'>;
  /** The file of the call flow. */
  readonly callFlow: string;
}

/** Returns the exit code. */
export async function runList({ io, callFlow }: Surroundings): Promise<number> {
  const [examples, found] = await Promise.all([readExamples(callFlow), textIn(callFlow)]);
  io.stdout(
    table(examples.map(({ name, does, text }) => [`${text === found ? '*' : ' '} ${name}`, does])).join('\n'),
  );
  return 0;
}

/** Returns the exit code. @throws CommandError */
export async function runUse(
  { name, replace }: { readonly name: string; readonly replace: boolean },
  { io, callFlow, settings: own }: Surroundings & { readonly settings: Pick<Settings, 'websocketUri'> },
): Promise<number> {
  const [examples, found] = await Promise.all([readExamples(callFlow), textIn(callFlow)]);
  const example = named(name, examples);
  const file = relative(process.cwd(), callFlow);
  if (found === example.text) io.stdout(`${file} is ${name} already.`);
  else {
    // An unchanged example is still in its folder.
    const isTheirs = found !== undefined && examples.every(({ text }) => text !== found);
    if (isTheirs && !replace)
      throw new CommandError(
        `${file} was not changed: expected an unchanged example, found a call flow of your own. To put ${name} in its place, and keep yours beside it: npm run flow -- use ${name} --replace`,
      );
    const kept = isTheirs ? await keep(callFlow, found) : undefined;
    await writeWholeFile(callFlow, example.text);
    io.stdout(`${file} is ${name} now.`);
    if (kept !== undefined) io.stdout(`What it was is kept in ${relative(process.cwd(), kept)}.`);
  }
  io.stdout(nextSteps(example, own));
  return 0;
}

function named(name: string, examples: readonly Example[]): Example {
  const found = examples.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = examples.map((each) => each.name);
  const close = nearest(name, names);
  throw new CommandError(
    `NAME: expected one of ${names.join(', ')}; found "${name}".${close === undefined ? '' : ` Did you mean ${close}?`}`,
  );
}

const textIn = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });

/** Under the first name beside it that is free, or holds the same already. */
async function keep(callFlow: string, text: string): Promise<string> {
  for (let nth = 1; ; nth += 1) {
    const file = `${callFlow}.before${nth === 1 ? '' : `-${nth}`}`;
    if (existsSync(file) && (await textIn(file)) !== text) continue;
    await writeWholeFile(file, text);
    return file;
  }
}

function nextSteps(
  { changeFirst, drill }: Example,
  { websocketUri }: Pick<Settings, 'websocketUri'>,
): string {
  const needsNoBot = changeFirst.includes('websocketUri: null');
  return [
    `Change first: ${changeFirst}`,
    ...(needsNoBot && websocketUri !== null
      ? ['settings.ts names a bot, and this call flow has none: write websocketUri: null there.']
      : []),
    ...(!needsNoBot && websocketUri === null
      ? ['settings.ts names no bot: write its addresses there, as websocketUri: { primary, secondary }.']
      : []),
    `Then: npm run types && npm run synth && ${drill}`,
  ].join('\n');
}
