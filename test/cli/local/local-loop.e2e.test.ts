import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookUntil } from '../../../cli/kit/look-until.ts';
import { descendants, survivors } from '../../emulator/descendants.ts';
import { AS_ITS_USER, localProject, runIn } from './local-project.ts';
import type { Ran } from './local-project.ts';

const project = localProject();
const STATE = join(project, 'drill-out', 'local');
const READY = 'Ctrl-C stops it. Requests:';

let emulator: ChildProcess;
let ended: Promise<number | null>;
let output = '';
const onOutput = new Set<() => void>();

/** @param whileItStarts once it has begun to synthesize */
async function startEmulator(args: readonly string[], whileItStarts: () => void): Promise<void> {
  output = '';
  emulator = spawn(process.execPath, ['vvf.mjs', 'local', ...args], { cwd: project, env: AS_ITS_USER });
  const read = (text: string): void => {
    output += text;
    for (const look of onOutput) look();
  };
  emulator.stdout?.setEncoding('utf8').on('data', read);
  emulator.stderr?.setEncoding('utf8').on('data', read);
  ended = new Promise((resolve) => emulator.once('close', resolve));
  await saysOrEnds('Synthesizing the stacks');
  whileItStarts();
  await saysOrEnds(READY);
}
const saysOrEnds = (text: string): Promise<void> =>
  Promise.race([
    printed(text),
    ended.then(() => {
      throw new Error(output);
    }),
  ]);

/** Resolves once the local system has printed it, from a place in its output on. */
const printed = (text: string, from = 0): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!output.includes(text, from)) return;
      onOutput.delete(look);
      resolve();
    };
    onOutput.add(look);
    look();
  });

const run = (tool: 'send' | 'break', ...args: readonly string[]): Promise<Ran> =>
  runIn(project, tool, ...args);
/** Once more where a cold start took longer than the gateway waits: the machine is busy. */
async function send(...args: readonly string[]): Promise<Ran> {
  for (let tries = 1; ; tries++) {
    const ran = await run('send', ...args);
    if (tries === 8 || !ran.out.includes('integration-timeout')) return ran;
  }
}
const breaks = (...args: readonly string[]) => run('break', ...args);

const put = (path: string, text: string): void => {
  writeFileSync(`${path}~`, text);
  renameSync(`${path}~`, path);
};
/** As editors save: another file takes the place of the one before. */
function save(file: string, change: (text: string) => string): () => Promise<void> {
  const path = join(project, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  const write = async (text: string): Promise<void> => {
    const from = output.length;
    put(path, text);
    await printed(`${file} changed`, from);
  };
  const saved = write(after);
  return async () => {
    await saved;
    await write(before);
  };
}

beforeAll(async () => {
  const callFlow = join(project, 'functions/call-flow.ts');
  const text = readFileSync(callFlow, 'utf8').replace("talk('Hello.", "talk('Hello, early bird.");
  await startEmulator(['--watch'], () => put(callFlow, text));
});
afterAll(async () => {
  emulator.kill('SIGKILL');
  await ended;
  rmSync(project, { recursive: true, force: true });
});

it('prints ready commands, and notes for their owner alone how they reach it', () => {
  expect(output).toContain('npm run send -- answer --from 447700900123');
  expect(output).toContain('npm run break -- primary');
  const [file = ''] = readdirSync(STATE);
  expect(statSync(join(STATE, file)).mode & 0o777).toBe(0o600);
});

it('brings in what was saved while it started', async () => {
  await printed('functions/call-flow.ts changed: synthesized and restarted');
  expect((await send('answer')).out).toContain('Hello, early bird.');
});

it.each([
  [
    'answer',
    ['answer', '--from', '447700900999'],
    /primary +POST \S+\/answer +200 .* talk ".*" → websocket wss:/,
  ],
  ['answer of the secondary', ['answer', '--region', 'secondary'], /secondary +POST \S+\/answer +200 /],
  ['event', ['event', '--status', 'answered'], /primary +POST \S+\/event +200 .* answered: empty/],
  ['websocket-disconnected', ['websocket-disconnected'], /websocket-disconnected +200 .* disconnected: talk/],
  ['fallback', ['fallback'], /CloudFront secondary +POST \S*\/fallback +200 .*the region's answer/],
])('sends a signed %s, which is served and has its line', async (_case, args, line) => {
  const from = output.length;
  const { code, out } = await send(...args);
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^200 in \d+ ms$/m) });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(output.slice(from)).toMatch(line);
});

it('says why an unsigned request is refused, at both ends', async () => {
  const from = output.length;
  const { code, out } = await send('answer', '--unsigned');
  expect(code).toBe(1);
  expect(out).toContain('the request is not signed. To fix this: npm run send signs.');
  await printed('authorization-missing: the request is not signed.', from);
});

it('breaks a region while it runs, and restores it', async () => {
  expect((await breaks('primary')).out).toMatch(/primary: refuses since \d\d:\d\d:\d\d/);
  const { code, out } = await send('answer');
  expect(code).toBe(1);
  expect(out).toMatch(/ECONNREFUSED[^]*broken now, primary: refuses since/);
  await send('fallback');
  expect(output).toContain('[broken: primary: refuses since');
  expect((await breaks()).out).toMatch(/primary-secret-store +refuses, black-hole, hangs/);
  expect((await breaks('primary', '--restore')).out).toBe('No part is broken.\n');
  expect((await send('answer')).code).toBe(0);
});

it.each([
  ['primary-answer', ['answer']],
  ['cloudfront', ['fallback']],
  ['secondary-journal', ['event', '--region', 'secondary']],
])('breaks %s', async (part, args) => {
  await breaks(part);
  // One journal is enough for an event.
  expect((await send(...args)).code).toBe(part === 'secondary-journal' ? 0 : 1);
  expect((await breaks('--restore')).code).toBe(0);
  expect((await send(...args)).code).toBe(0);
});

it('serves the error of the region where the static tier is broken too', async () => {
  await breaks('static');
  expect((await send('fallback', '--unsigned')).out).toMatch(/^403 in/m);
  await breaks('--restore');
});

it('refuses a part that is not there, and changes nothing', async () => {
  expect(await breaks('prmary')).toMatchObject({ code: 1, err: expect.stringContaining('found "prmary"') });
  expect((await breaks()).out).toContain('No part is broken.');
});

it('reloads what is saved, and shows where a call flow throws', async () => {
  const restore = save('functions/call-flow.ts', (text) =>
    text.replace(/start: [\s\S]+?\n {2}\],/, () => THROWS),
  );
  await printed('functions/call-flow.ts changed: reloaded');
  const from = output.length;
  expect((await send('answer')).out).toContain('Sorry, something went wrong.');
  await printed('!! start in functions/call-flow.ts threw: Error: no such number', from);
  const line = readFileSync(join(project, 'functions/call-flow.ts'), 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('no such number'));
  expect(output.slice(from)).toContain(`functions/call-flow.ts:${line + 1}:`);
  await restore();
  expect((await send('answer')).out).not.toContain('Sorry, something went wrong.');
});
const THROWS = `start: () => {\n  throw new Error('no such number');\n},`;

it.each([
  ['is no code', (text: string) => `${text}const x = {;\n`, 'Expected identifier but found ";"'],
  [
    'holds no call flow',
    () => 'export const callFlow = () => [];\n',
    'defineFlow({ start, rungs })", found a function.',
  ],
])('keeps what runs where the saved file %s, and says what is wrong', async (_case, change, wrong) => {
  const from = output.length;
  const restore = save('functions/call-flow.ts', change);
  await printed(
    'functions/call-flow.ts changed, but could not be loaded; the former version keeps running',
    from,
  );
  await printed(wrong, from);
  expect((await send('answer')).code).toBe(0);
  await restore();
});

it('runs a saved call flow that could not be deployed, and says why', async () => {
  const restore = save('functions/call-flow.ts', (text) =>
    text.replace("talk('Hello", `talk('${'x'.repeat(1500)}`),
  );
  await printed('functions/call-flow.ts changed: reloaded');
  await printed('It runs, but could not be deployed: functions/call-flow.ts has 1 mistake.');
  await printed('start, at $[0].text: expected text to speak: 1 to 1500 characters');
  await restore();
});

it('takes over saved settings, on the same ports, and what is broken stays so', async () => {
  const { out: before } = await send('answer');
  await breaks('secondary-answer', '--how', 'throttled');
  save('settings.ts', (text) => text.replace("phone: '447700900001'", "phone: '447700900777'"));
  await printed('settings.ts changed: synthesized and restarted');
  const { code, out: after } = await send('answer');
  expect(code).toBe(0);
  expect(after).toContain('phone +447700900777');
  expect(after.split('\n')[0]).toBe(before.split('\n')[0]);
  expect((await breaks()).out).toContain('secondary-answer: throttled since');
  expect((await send('answer', '--region', 'secondary')).code).toBe(1);
  await breaks('--restore');
});

it('stops on Ctrl-C, and leaves neither a process nor its state behind', async () => {
  const pids = descendants(emulator.pid ?? 0).map(({ pid }) => pid);
  emulator.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(await survivors(pids)).toEqual([]);
  expect(readdirSync(STATE)).toEqual([]);
  expect(await send('answer')).toMatchObject({ code: 1, err: expect.stringContaining('found none') });
});

it('starts the application that the call flow passes callbacks on to, and says why it fails', async () => {
  const callFlow = join(project, 'functions/call-flow.ts');
  const text = readFileSync(join(project, 'examples/call-flows/guarded.ts'), 'utf8');
  put(callFlow, text.replaceAll('../../functions/', './').replaceAll('../../', '../'));
  await startEmulator(['--app', 'node examples/guarded-application/app.mjs'], () =>
    put(callFlow, `${readFileSync(callFlow, 'utf8')}// Saved early.\n`),
  );
  expect(output).toContain('passes callbacks on to voice.example.com. There stands node examples/');
  await printed('application | listening on port ');
  // On a busy machine its half a second may be over.
  const hasAnswered = ({ out }: Ran): boolean => out.includes('Welcome to Example Limited.');
  const ran = await lookUntil(() => send('answer'), hasAnswered, { times: 8, everyMs: 100 });
  expect(ran.out).toContain('Welcome to Example Limited.');
  expect((await breaks()).out).toContain('  app ');
  await breaks('app', '--how', 'answers-html');
  const from = output.length;
  expect((await send('answer')).out).toContain('Thank you for calling.');
  await printed('The caller gets start in functions/call-flow.ts instead.', from);
  expect(output.slice(from)).toContain('!! the application gave no NCCO that Vonage would take: markup');
});

it('says without --watch that a saved file is not reloaded, and once killed is named by the next command', async () => {
  const callFlow = join(project, 'functions/call-flow.ts');
  const text = readFileSync(callFlow, 'utf8');
  await printed('functions/call-flow.ts changed: restart npm run local, or start it with --watch');
  const from = output.length;
  put(callFlow, `${text}// Saved.\n`);
  await printed('functions/call-flow.ts changed: restart npm run local, or start it with --watch', from);
  const pids = descendants(emulator.pid ?? 0).map(({ pid }) => pid);
  emulator.kill('SIGKILL');
  await ended;
  expect(await survivors(pids)).toEqual([]);
  expect(existsSync(join(STATE, `${emulator.pid ?? 0}.json`))).toBe(true);
  expect(await breaks('primary')).toMatchObject({
    code: 1,
    err: expect.stringContaining('the file of one that has stopped'),
  });
});
