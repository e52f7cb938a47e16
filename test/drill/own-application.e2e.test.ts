import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../contracts/is-alive.ts';
import { settings } from '../fixtures/own/settings.ts';
import { assemblyOf } from '../support/assembly-of.ts';
import { startDrill, whoIsLeft } from './start-drill.ts';

/** Answers these paths, and says its pid. */
const server = (answers: Readonly<Record<string, unknown>>): string => `
const answers = ${JSON.stringify(answers)};
require('node:fs').writeFileSync(require('node:path').join(__dirname, 'pid'), String(process.pid));
require('node:http').createServer((request, response) => {
  request.resume();
  const answer = answers[request.url];
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(answer === undefined ? 'Cannot POST ' + request.url : JSON.stringify(answer));
}).listen(Number(process.env.PORT), '127.0.0.1');
`;
const MENU = [
  { action: 'talk', text: 'For sales press 1.' },
  {
    action: 'input',
    type: ['dtmf'],
    dtmf: { maxDigits: 1 },
    eventUrl: ['https://voice.example.com/webhooks/choice'],
  },
];
/** Repeats its question without end. */
const REPEATS = { '/webhooks/answer': MENU, '/webhooks/choice': MENU, '/webhooks/event': {} };

let folder: string;
let assembly: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-application-'));
  assembly = await assemblyOf(settings);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(assembly, { recursive: true, force: true });
});

const drillOf = async (answers: Readonly<Record<string, unknown>>, ...more: readonly string[]) => {
  const file = join(folder, 'app.cjs');
  await writeFile(file, server(answers));
  const drill = startDrill(
    ...['--assembly', assembly, '--flow', 'examples/call-flows/guarded.ts', '--out', join(folder, 'out')],
    ...['--app', `"${process.execPath}" "${file}"`, '--calls', '2', ...more],
  );
  const left = async (): Promise<readonly string[]> => {
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
    // It was killed; the machine takes note of it a moment later.
    for (let looks = 0; looks < 100 && isAlive(pid); looks++) await sleep(50);
    return [...whoIsLeft(drill.child), ...(isAlive(pid) ? [`the application, ${pid}`] : [])];
  };
  return { ...drill, left };
};

describe('npm run drill -- --app', () => {
  it('lets callers of an application that repeats its question hang up, and says what to add', async () => {
    const drill = await drillOf(REPEATS, '--press', 'none', '--scenario', 'healthy');
    const { exitCode, output } = await drill.ended;
    // A busy machine makes it unknown; how fast it was is another test's matter.
    if (exitCode !== 0 && exitCode !== 2) throw new Error(`Expected 0 or 2; found ${exitCode}: ${output}`);
    expect(output).toMatch(/nothing: 2\/2 heard/);
    expect(output).toContain('POST /webhooks/choice: callers who press none from the beginning');
    expect(output).toContain('--press with an entry for each question');
    expect(await drill.left()).toEqual([]);
  });

  it('does not start where the application answers 404, and says so', async () => {
    const drill = await drillOf({}, '--scenario', 'healthy');
    const { exitCode, output } = await drill.ended;
    expect(exitCode).toBe(1);
    expect(output).toMatch(/POST https:\/\/voice\.example\.com\/webhooks\/answer .*found status 404\.\n/);
    expect(output).not.toMatch(/^ {4}at /m);
    expect(await drill.left()).toEqual([]);
  });

  it('ends the application on Ctrl-C', async () => {
    const drill = await drillOf(REPEATS, '--scenario', 'healthy');
    await drill.says('measuring the webhook handlers');
    await sleep(300);
    // As a terminal does: to the whole group.
    process.kill(-(drill.child.pid ?? 0), 'SIGINT');
    expect((await drill.ended).exitCode).toBe(130);
    expect(await drill.left()).toEqual([]);
  });
});
