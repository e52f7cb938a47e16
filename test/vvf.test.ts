import { readFileSync } from 'node:fs';
import { runCommand } from '../cli/kit/command.ts';
import { usageOf } from '../cli/kit/flags.ts';
import { vvf } from '../vvf.ts';
import { COMMANDS, FLAG_COMMANDS, PATHS } from './commands.ts';
import { testIo } from './cli/link/support/test-io.ts';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

const run = async (...args: string[]) => {
  const { io, take } = testIo();
  return { code: await runCommand(vvf, args, io), ...take() };
};

describe.each(COMMANDS.map((command) => [command.name, command] as const))('vvf %s', (path, command) => {
  it('has help in the same layout, by each way to ask for it', async () => {
    const help = { code: 0, stdout: `${command.help}\n`, stderr: '' };
    const [script = '', ...words] = path.split(' ');
    expect(command.help).toMatch(`npm run ${script} -- ${words.join(' ')}`.trimEnd());
    expect(await run(...path.split(' '), '--help')).toEqual(help);
    expect(await run('help', ...path.split(' '))).toEqual(help);
    expect(Math.max(...command.help.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(130);
  });
});

describe.each(FLAG_COMMANDS.map((command) => [command.name, command] as const))(
  'vvf %s',
  (path, { flags, help }) => {
    it('shows each flag, the value that it takes, and the exit codes', () => {
      for (const [key, flag] of Object.entries(flags)) {
        expect(help).toMatch(
          new RegExp(`^ {2}${usageOf(key, flag).replaceAll(/[[\]]/g, '\\$&')}( {2}|$)`, 'm'),
        );
        expect(flag.help).not.toBe('');
      }
      expect(help).toMatch(/^ {2}--help +this text$/m);
      expect(help).toMatch(/^Exit code: 0 .*; 1 /m);
    });

    it('names only its own flags where one goes with another', () => {
      for (const flag of Object.values(flags))
        for (const other of [...(flag.with ?? []), ...(flag.notWith ?? [])])
          expect(Object.keys(flags)).toContain(other);
    });

    it('refuses a flag that it does not take: expected, found, how to fix it', async () => {
      const { code, stdout, stderr } = await run(...path.split(' '), '--hepl');
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain('Expected a flag of npm run ');
      expect(stderr).toContain('found --hepl. Did you mean --help? It takes ');
    });
  },
);

it('each command is named as it is typed', () => {
  expect(COMMANDS.map(({ name }) => name)).toEqual(PATHS);
});

describe('vvf', () => {
  it('lists its commands with what they do, and each is an npm script', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const [name, { summary }] of Object.entries(vvf.commands)) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name} +${summary.replaceAll(/[()]/g, '\\$&')}$`, 'm'));
      expect(scripts[name]).toBe(`exec node vvf.mjs ${name}`);
    }
    expect(await run('help')).toEqual({ code: 0, stdout, stderr: '' });
    expect(await run()).toEqual({ code: 1, stdout: '', stderr: stdout });
    expect((await run('link')).code).toBe(1);
  });

  it.each([
    [['deply'], 'found "deply". Did you mean deploy?'],
    [
      ['frobnicate'],
      'Expected a command after npx vvf, found "frobnicate". There are:\n  drill, simulate, compare, flow, local, ',
    ],
    [['link', 'aply'], 'found "aply". Did you mean apply? npm run link -- --help describes each.'],
    [['help', 'lnik'], 'Did you mean link?'],
    [['constructor'], 'found "constructor"'],
  ])('refuses %j, and names the nearest command', async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  it('shows no word that may be a secret', async () => {
    for (const args of [
      ['rotate', 'hunter2'],
      ['rotate', 'stage', 'hunter2'],
      ['rotate', 'finish', '--apply', 'hunter2'],
    ]) {
      const { code, stderr } = await run(...args);
      expect(code).toBe(1);
      expect(stderr).toContain('(not shown)');
      expect(stderr).not.toContain('hunter2');
    }
  });

  it.each([
    ['break primary secondary', 'Expected one PART, found also "secondary"'],
    ['break --how hangs', '--how: expected with PART, found without it'],
    ['break primary --restore --how hangs', 'Expected --how or --restore, found both'],
    ['calls --day 2026-02-30', '--day: expected a day in UTC like 2026-01-31, found "2026-02-30".'],
    ['calls --day 2026-13-41', 'found "2026-13-41"'],
    ['calls --day today', '--day: expected a day in UTC'],
    ['calls --from 1001 --conversation CON-1', 'Expected --conversation or --from, found both'],
    ['calls --from 07700900123', '--from: expected a phone number with its country code'],
    ['cost --calls-per-day many', '--calls-per-day: expected a number of at least 0, found "many".'],
    ['cost --events-per-call=-1', '--events-per-call: expected a number of at least 0, found "-1".'],
    ['cost --write --calls-per-day 5', 'Expected --write or --calls-per-day, found both.'],
    ['deploy --json', '--json: expected with --plan'],
    ['deploy --secret-file x --without-secret', 'Expected --secret-file or --without-secret, found both'],
    ['deploy --plan --without eu-west-1 --adopt', 'Expected --plan or --adopt, --without, found both'],
    ['drill --all --scenario healthy', 'Expected --scenario or --all, found both.'],
    ['drill --scenario nope', '--scenario: expected one of\n  healthy\n'],
    ['drill --calls 0', '--calls: expected a whole number from 1 to '],
    ['drill --latency-ms=-1', '--latency-ms: expected a whole number'],
    ['drill healthy', 'Expected flags only, found "healthy".'],
    ['ip-ranges check --force', 'Expected a flag of npm run ip-ranges -- check, found --force'],
    ['ip-ranges check --url https://a.example --file b', 'found both'],
    ['ip-ranges check --url list.txt', 'found "list.txt"'],
    ['ip-ranges check --url http://api.nexmo.com/ips-v4', 'found http://api.nexmo.com'],
    ['ip-ranges check --url http://127.0.0.1.example.com/', 'expected an https:// URL'],
    ['ip-ranges check --url file:///etc/hosts', 'expected an https:// URL'],
    ['ip-ranges check --url https://name@example.com/', 'without user and password'],
    ['link apply --plan x --primary eu-west-1', 'Expected --plan or --primary, found both.'],
    ['link plan --fallback edge', '--fallback: expected one of distribution, direct; found "edge"'],
    ['link tune --apply --json', 'Expected --apply or --json, found both'],
    ['local --address 127.0.7.1', '--address: expected 127.0.7.1=203.0.113.9, found "127.0.7.1"'],
    ['local --address 127.0.7.1=', '--address: expected 127.0.7.1=203.0.113.9, found "127.0.7.1="'],
    ['local --address 127.0.7.1=1.1.1.1=2.2.2.2', '--address: expected 127.0.7.1=203.0.113.9'],
    ['local --address 203.0.113.9=127.0.7.1', '--address: Expected 127.x.y.z before "="'],
    ['local --address 127.0.7.1=somebody', '--address: Expected an IPv4 or IPv6 address after "="'],
    [
      'local --address 127.0.7.1=1.1.1.1 --address 127.0.7.1=2.2.2.2',
      '--address: expected each connection once',
    ],
    ['local folder', 'Expected flags only, found "folder".'],
    ['local --tight --assembly x', 'Expected --tight or --assembly, found both'],
    ['local --watch --json', 'Expected --watch or --json, found both'],
    ['local --state x --json', 'Expected --state or --json, found both'],
    ['local --watch --assembly x', 'Expected --watch or --assembly, found both'],
    ['local --latency-ms 60001', '--latency-ms: expected a whole number from 0 to 60000'],
    ['ncco check', 'Expected FILE… after npm run ncco -- check, found nothing.'],
    ['rotate finish --secret-file x', 'Expected a flag of npm run rotate -- finish, found --secret-file'],
    ['rotate status --apply', 'Expected a flag of npm run rotate -- status, found --apply'],
    ['rotate stage --without-waiting', 'Expected a flag of npm run rotate -- stage, found --without-waiting'],
    ['send', 'Expected answer, event, websocket-disconnected, fallback after npm run send, found nothing.'],
    [
      'send anser',
      'WEBHOOK: expected one of answer, event, websocket-disconnected, fallback; found "anser". Did you mean answer?',
    ],
    ['send answer event', 'Expected one WEBHOOK, found also "event"'],
    ['send answer --region eu-west-1', '--region: expected one of primary, secondary; found "eu-west-1"'],
    ['send event --status competed', '--status: expected one of started, ringing'],
    ['send answer --status busy', '--status: expected with an event only'],
    ['send event --rung person', '--rung: expected with websocket-disconnected only'],
    ['send answer --reason x', '--reason: expected with fallback only'],
    ['send answer --original event', '--original: expected with fallback only'],
    ['send answer --direct', '--direct: expected with fallback only'],
    [
      'send fallback --original fallback',
      '--original: expected one of answer, event, websocket-disconnected;',
    ],
    ['send answer --exact', '--exact: expected with --body, found without it'],
    ['smoke --only weather', '--only: expected one of health, '],
    ['smoke --local --break weather', '--break: expected one of health, '],
    ['smoke --break audio', '--break: expected with --local, found without it'],
    ['smoke --assembly a', '--assembly: expected with --local, found without it'],
    ['smoke --local --outputs a', 'Expected --outputs or --local, found both'],
    ['smoke --local --outside 127.0.0.9', 'Expected --outside or --local, found both'],
    ['voicemails --download x', '--private-key-file or VONAGE_PRIVATE_KEY_FILE: expected the file'],
    ['voicemails --media-stand-in https://x.com', '--media-stand-in: expected http://127.0.0.1:<port>'],
  ])('refuses: %s', async (line, message) => {
    const { code, stdout, stderr } = await run(...line.split(' '));
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([1, '']);
  });

  it('shows no password of a URL', async () => {
    const { stderr } = await run('ip-ranges', 'check', '--url', 'https://name:word@example.com/');
    expect(stderr).toContain('without user and password');
    expect(stderr).not.toContain('word@');
  });

  it('keeps the stack of an error that nothing foresaw', async () => {
    const { io, take } = testIo();
    const broken = { name: 'x', help: '', run: () => Promise.reject(new TypeError('odd')) };
    expect(await runCommand(broken, [], io)).toBe(1);
    expect(take().stderr).toMatch(/TypeError: odd\n +at /);
  });

  it('ends with 130 where the error came from Ctrl-C', async () => {
    const { io, take, interrupt } = testIo();
    const interrupted = {
      name: 'x',
      help: '',
      run: () => {
        interrupt();
        return Promise.reject(new Error('aborted'));
      },
    };
    expect([await runCommand(interrupted, [], io), take().stderr]).toEqual([130, 'Interrupted.\n']);
  });
});
