import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { descendants, survivors } from '../../emulator/descendants.ts';
import { synthesizedAssembly } from '../../emulator/synthesized-assembly.ts';

const folder = mkdtempSync(join(tmpdir(), 'call-command-'));
const STATE = join(folder, 'state');
const APPLICATION = 'node examples/guarded-application/app.mjs';
let assembly: string;
let local: Running;
let GUARDED: readonly string[];

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | string>;
  /** Resolves once it has printed the text. */
  readonly says: (text: string) => Promise<void>;
}

function start(...args: readonly string[]): Running {
  const child = spawn(process.execPath, ['vvf.mjs', ...args]);
  let output = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of [...looks]) look();
    });
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing')),
  );
  const printed = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!output.includes(text)) return;
        looks.delete(look);
        resolve();
      };
      looks.add(look);
      look();
    });
  const tooEarly = (text: string) =>
    ended.then(() => Promise.reject(new Error(`no "${text}" in:\n${output}`)));
  return {
    child,
    output: () => output,
    ended,
    says: async (text) => {
      await Promise.race([printed(text), tooEarly(text)]);
    },
  };
}

const typeInto = ({ child }: Running, line: string): void => void child.stdin?.write(`${line}\n`);

beforeAll(async () => {
  assembly = await synthesizedAssembly({ timeouts: 'guarded' });
  GUARDED = ['--assembly', assembly, '--flow', 'examples/call-flows/guarded.ts'];
  local = start('local', '--assembly', assembly, '--state', STATE);
  await local.says('Ctrl-C stops it.');
});
afterAll(async () => {
  local.child.kill('SIGINT');
  await local.ended;
  rmSync(folder, { recursive: true });
});

describe('npm run call', () => {
  it('leads through a menu by keys, also while the primary is broken, and Ctrl-C leaves nothing running', async () => {
    const call = start('call', '--assembly', assembly, '--flow', 'drill/call-flows/menu.ts');
    await call.says('is asked for a key, or words in quotes');
    expect(call.output()).toContain('hears  "Welcome."');
    expect(call.output()).toMatch(/POST \/answer +→ primary eu-central-1: 200 in /);
    typeInto(call, 'brek primary');
    await call.says('found "brek primary". Did you mean break?');
    typeInto(call, 'break primary');
    await call.says('primary is broken (refuses)');
    typeInto(call, '"support please"');
    await call.says('hears  "Support."');
    expect(call.output()).toMatch(/POST \/fallback +→ secondary eu-west-1, CloudFront: 200 in .* \(input\)/);
    await call.says('talks to 447700900102, who has answered');
    const pids = descendants(call.child.pid ?? 0).map(({ pid }) => pid);
    expect(pids.length).toBeGreaterThanOrEqual(5);
    call.child.kill('SIGINT');
    expect(await call.ended).toBe(130);
    expect(await survivors(pids)).toEqual([]);
  });

  it('leads through a guarded application’s menu until it is broken, and ends it', async () => {
    const call = start('call', ...GUARDED, '--app', APPLICATION);
    await call.says('is asked for a key');
    expect(call.output()).toContain('passes callbacks on to voice.example.com. There stands node ');
    expect(call.output()).toContain('hears  "Welcome to Example Limited."');
    const pids = descendants(call.child.pid ?? 0).map(({ pid }) => pid);
    typeInto(call, 'within 9 s');
    typeInto(call, '1');
    await call.says('hears  "This is sales. For a new matter press 1, otherwise press 2."');
    typeInto(call, 'break app --how answers-html');
    await call.says('app is broken (answers-html)');
    typeInto(call, '1');
    await call.says('! the application gave no NCCO that Vonage would take: markup, expected an NCCO');
    await call.says('hears  "Sorry, we cannot go on with this right now.');
    await call.says(', who has answered');
    typeInto(call, 'h');
    expect(await call.ended).toBe(0);
    expect(call.output()).toMatch(/\nLongest silence: .*\nLimit: 9\.0 s, and it held\.\n$/);
    expect(call.output()).not.toContain('has ended by itself');
    expect(await survivors(pids)).toEqual([]);
  });

  it('plays the script of the guarded application', async () => {
    const script = 'examples/guarded-application/guarded.call.yaml';
    const play = async (): Promise<readonly [code: unknown, output: string]> => {
      const call = start('call', '--assembly', assembly, '--app', APPLICATION, '--script', script);
      return [await call.ended, call.output()];
    };
    const first = await play();
    // Unknown: this machine was too busy.
    const [code, output] = first[0] === 2 ? await play() : first;
    expect(code === 0 ? '' : output).toBe('');
  });

  it('says that an application does not start, and what nothing passes anything on to', async () => {
    const ends = start('call', ...GUARDED, '--app', 'echo no database; exit 3');
    expect(await ends.ended).toBe(1);
    expect(ends.output()).toMatch(
      /--app: Expected that "echo no database; exit 3" listens on .* found that it ended \(exit code 3\)\.\nIt wrote:\nno database\nTo fix this: try that command by itself, in this folder and with PORT set\.\n$/,
    );
    const bot = start('call', '--flow', 'examples/call-flows/bot.ts', '--app', APPLICATION);
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain('--app: expected a call flow that passes callbacks on');
  });

  it('calls in the local system that runs, restores what it broke there, and sums up', async () => {
    const call = start('call', '--state', STATE, '--break', 'primary');
    await call.says('talks to the bot');
    typeInto(call, 'break bot --how drops');
    await call.says('hears  "One moment, please."');
    typeInto(call, 'h');
    expect(await call.ended).toBe(0);
    expect(call.output()).toContain('Calling in the local system that runs already');
    expect(call.output()).toContain('broken: primary: refuses since ');
    expect(call.output()).toMatch(
      /ended by the caller: hung up\nServed by: secondary eu-west-1\nLongest silence: .+ m?s\n$/,
    );
    const broken = start('break', '--state', STATE);
    await broken.ended;
    expect(broken.output()).toContain('No part is broken.');
  });

  it('plays scripts, and says at which line what was expected and what was heard', async () => {
    const passes = join(folder, 'passes.call.yaml');
    writeFileSync(
      passes,
      'calls:\n  the bot, from the other region:\n    - break: primary\n    - hear: /^Hello/\n    - served by: secondary\n    - talk to: bot\n',
    );
    const fails = join(folder, 'fails.call.yaml');
    writeFileSync(
      fails,
      'calls:\n  other words:\n    - hear: Guten Tag\n  nobody, and a message:\n    - person: no-answer\n    - talk to: bot\n    - break: bot\n    - hear: technical problem\n    - hear: beep\n    - record: Call me.\n    - hear: Goodbye\n    - ended by: flow\n',
    );
    const call = start('call', '--state', STATE, '--script', passes, fails);
    const code = await call.ended;
    const output = call.output();
    // On a machine that is too busy to tell, what fails is unknown.
    const isBusy = output.includes('This machine was too busy to tell');
    expect(code).toBe(isBusy ? 2 : 1);
    expect(output).toMatch(/^pass +the bot, from the other region /m);
    expect(output).toMatch(
      /^(?:fail|unknown) +other words .*\n {4}.*fails\.call\.yaml:3: expected "hear: Guten Tag", found: hears "Hello\./m,
    );
    expect(output).toMatch(/^ {4}00:00\.\d {2}447700900123 calls 447700900000$/m);
    expect(output).toMatch(/^pass +nobody, and a message /m);
    expect(output).toMatch(/^3 calls: 2 pass, 1 (?:fail|unknown)$/m);
  });
});
