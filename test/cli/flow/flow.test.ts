import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readExamples } from '../../../cli/flow/examples.ts';
import { runList, runUse } from '../../../cli/flow/command.ts';
import { testIo } from '../link/support/test-io.ts';

const FUNCTIONS = fileURLToPath(new URL('../../../functions/', import.meta.url));
const BOT = { primary: 'wss://a.example.com', secondary: 'wss://b.example.com' };
let folder: string;
let callFlow: string;
beforeEach(() => {
  folder = mkdtempSync(join(FUNCTIONS, 'flow-'));
  callFlow = join(folder, 'call-flow.ts');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function use(name: string, { replace = false, websocketUri = null as typeof BOT | null } = {}) {
  const { io, take } = testIo();
  const code = await runUse({ name, replace }, { io, callFlow, settings: { websocketUri } });
  return { code, ...take() };
}
const list = async (): Promise<readonly string[]> => {
  const { io, take } = testIo();
  expect(await runList({ io, callFlow })).toBe(0);
  return take().stdout.trimEnd().split('\n');
};
const text = () => readFileSync(callFlow, 'utf8');
const shown = () => relative(process.cwd(), callFlow);

it('lists each example with what it does, and marks the one in place', async () => {
  const names = readdirSync(new URL('../../../examples/call-flows/', import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));
  expect((await list()).map((line) => line.split(/ +/)[1])).toEqual(names);
  await use('menu');
  expect((await list()).filter((line) => line.startsWith('*'))).toEqual([
    expect.stringMatching(/^\* menu +A menu: two departments/),
  ]);
});

it('puts one in place: it says what to change first, and how to drill it there', async () => {
  expect((await use('menu')).stdout).toBe(
    [
      `${shown()} is menu now.`,
      'Change first: SALES, SUPPORT and the words; in settings.ts callerNumber, person, and websocketUri: null, as there is no bot.',
      'Then: npm run types && npm run synth && npm run drill -- --press 1 --press "7,9" --press none\n',
    ].join('\n'),
  );
  expect(text()).toMatch(/^\/\/ Drill it: npm run drill -- --press 1 /m);
  expect((await use('menu')).stdout).toMatch(/ is menu already\.\n/);
});

it.each([
  ['menu', BOT, 'settings.ts names a bot, and this call flow has none: write websocketUri: null there.'],
  ['bot', null, 'settings.ts names no bot: write its addresses there'],
])('says of %s what the settings lack', async (name, websocketUri, line) => {
  expect((await use(name, { websocketUri })).stdout).toContain(line);
});

it('says nothing of a bot where flow and settings agree', async () => {
  expect((await use('bot', { websocketUri: BOT })).stdout).not.toMatch(/names/);
  expect((await use('menu')).stdout).not.toMatch(/names/);
});

it('rewrites the imports of each example, so that they lead to the same files', async () => {
  for (const { name, text: placed } of await readExamples(callFlow)) {
    await use(name);
    expect(text()).toBe(placed);
    const paths = [...placed.matchAll(/from '([^']+)'/g)].map(([, path = '']) =>
      join(dirname(callFlow), path),
    );
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  }
});

it('replaces an unchanged example, and keeps no copy of it', async () => {
  await use('menu');
  await use('person');
  expect(text()).toMatch(/^\/\/ No bot, no menu/);
  expect(readdirSync(folder)).toEqual(['call-flow.ts']);
});

it('refuses to replace a call flow of one’s own: expected, found, how to fix it', async () => {
  writeFileSync(callFlow, '// mine');
  await expect(use('menu')).rejects.toThrow(
    `${shown()} was not changed: expected an unchanged example, found a call flow of your own. To put menu in its place, and keep yours beside it: npm run flow -- use menu --replace`,
  );
  expect(text()).toBe('// mine');
});

it('loses nothing with --replace, however often', async () => {
  for (const own of ['// first', '// second', '// first']) {
    writeFileSync(callFlow, own);
    const { stdout } = await use('menu', { replace: true });
    expect(stdout).toContain(`What it was is kept in ${shown()}.before`);
  }
  expect(readdirSync(folder).toSorted()).toEqual([
    'call-flow.ts',
    'call-flow.ts.before',
    'call-flow.ts.before-2',
  ]);
  expect(readFileSync(`${callFlow}.before`, 'utf8')).toBe('// first');
  expect(readFileSync(`${callFlow}.before-2`, 'utf8')).toBe('// second');
});

it('refuses a name that is none, and names the nearest', async () => {
  await expect(use('menuu')).rejects.toThrow(
    /^NAME: expected one of bot, .*; found "menuu"\. Did you mean menu\?$/,
  );
});
