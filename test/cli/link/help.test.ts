import { COMMANDS } from '../../../cli/link/commands/index.ts';
import { overview, runLink } from '../../../cli/link/run-link.ts';
import { testIo } from './support/test-io.ts';

/** Flags at the beginning of a line, as a reader looks for them: whether each takes a value. */
const flagsOf = (help: string): ReadonlyMap<string, boolean> =>
  new Map(
    [...help.matchAll(/^ {2}(--[a-z-]+)( [A-Za-z]+)?/gm)].map(([, flag = '', value]) => [
      flag,
      value !== undefined,
    ]),
  );

const everyFlag = new Map(COMMANDS.flatMap(({ help }) => [...flagsOf(help)]));

/** What the command says to a flag, before it would ask anybody anything: it knows neither outputs nor credentials. */
async function saysTo(name: string, flag: string, hasValue: boolean): Promise<string> {
  const { io, take } = testIo({ fetch: () => Promise.reject(new Error('Nothing is asked here.')) });
  await runLink([name, flag, ...(hasValue ? ['/nowhere/x'] : [])], io, COMMANDS);
  return take().stderr;
}

describe.each(COMMANDS.map((command) => [command.name, command] as const))(
  'link %s --help',
  (name, command) => {
    const flags = flagsOf(command.help);

    it('names every flag that it takes, and no other', async () => {
      for (const [flag, hasValue] of everyFlag) {
        if (flag === '--help') continue;
        const said = await saysTo(name, flag, hasValue);
        expect([flag, said.includes(`Unknown option '${flag}'`)]).toEqual([flag, !flags.has(flag)]);
        expect(said).not.toContain('argument missing');
      }
    });

    it('says what it is for, and with what it ends', () => {
      expect(command.help).toMatch(new RegExp(`^npm run link -- ${name} `));
      expect(command.help).toMatch(/^Exit code: 0 /m);
      expect(flags.has('--help')).toBe(true);
    });
  },
);

it('link --help names every command, and where the credentials come from', () => {
  const text = overview(COMMANDS);
  for (const { name, summary } of COMMANDS) expect(text).toContain(`${name}`.padEnd(6) + `  ${summary}`);
  for (const name of ['VONAGE_API_KEY', 'VONAGE_API_SECRET', 'VONAGE_API_HOST', 'VONAGE_SIGNATURE_SECRET'])
    expect(text).toContain(name);
});

it('an error that nobody foresaw keeps its stack', async () => {
  const { io, take } = testIo();
  const broken = { name: 'x', summary: '', help: '', run: () => Promise.reject(new TypeError('odd')) };
  expect(await runLink(['x'], io, [broken])).toBe(1);
  expect(take().stderr).toMatch(/TypeError: odd\n +at /);
});
