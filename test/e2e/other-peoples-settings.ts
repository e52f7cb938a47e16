import { execFile } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silencesAreWithinLimits } from '../../drill/checkers/silences-are-within-limits.ts';
import type { DrillResult } from '../../drill/report/result.ts';
import { settings as announces } from '../fixtures/other-people/announces/settings.ts';
import { settings as callsAPerson } from '../fixtures/other-people/calls-a-person/settings.ts';
import { settings as noBot } from '../fixtures/other-people/no-bot/settings.ts';
import { settings as noGreeting } from '../fixtures/other-people/no-greeting/settings.ts';
import { copyProject } from '../support/copy-project.ts';

/*
 * What is the user's may be anything that is valid: the tests that look at it, the synthesis and the drill stay green. No
 * other test can see it: the walls (tests-run-on-fixtures) and test/own/only-here.test.ts refuse that.
 */

const SETTINGS = {
  'no-greeting': noGreeting,
  'calls-a-person': callsAPerson,
  announces,
  'no-bot': noBot,
} as const;
export type Person = keyof typeof SETTINGS;

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const PEOPLE = join(PROJECT, 'test', 'fixtures', 'other-people');
const JEST = join('node_modules', 'jest', 'bin', 'jest.js');
const LONGEST_MS = 600_000;

/** A project of somebody else's: this one, with their files in the place of the shipped ones. */
function projectOf(person: string): string {
  const folder = copyProject();
  const theirs = (file: string): string => readFileSync(join(PEOPLE, person, file), 'utf8');
  writeFileSync(
    join(folder, 'settings.ts'),
    theirs('settings.ts').replaceAll('../../../../contracts/', './contracts/'),
  );
  writeFileSync(
    join(folder, 'functions/call-flow.ts'),
    theirs('call-flow.ts')
      .replaceAll('../../../../functions/', './')
      .replaceAll('../../../../ncco/', '../ncco/'),
  );
  const nccos = join(folder, 'static-ncco');
  for (const shipped of readdirSync(nccos).filter((file) => file.endsWith('.json')))
    rmSync(join(nccos, shipped));
  cpSync(join(PEOPLE, person, 'static-ncco'), nccos, { recursive: true });
  return folder;
}

interface Ran {
  readonly code: number;
  readonly output: string;
}

/** A program of the project, as npm runs it: with the user's own files. */
const run = (folder: string, ...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, NODE_OPTIONS: '', TEST_SUITE: 'fast' };
    const child = execFile(process.execPath, args, { cwd: folder, env }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });

const SCENARIOS = [
  'healthy',
  'primary-refuses-connections',
  'call-flow-throws',
  'both-regions-refuse',
  'websocket-dropped-twice',
  'person-busy',
];
/** Where there is no bot. */
const ABOUT_BOTS = ['websocket-dropped-twice', 'person-busy'];

/** Problems that are none of the machine's: how long things took is another test's matter. */
const problemsOf = ({ scenarios }: DrillResult): readonly string[] =>
  scenarios.flatMap(({ name, problems }) =>
    problems
      .filter(({ checker, excused }) => !excused && checker !== silencesAreWithinLimits.name)
      .map(({ checker, text }) => `${name}: ${checker}: ${text}`),
  );

export function itHoldsWith(person: Person): void {
  const { name, regions, websocketUri } = SETTINGS[person];
  describe(`with the settings, call flow and static NCCOs of "${person}"`, () => {
    let folder: string;
    beforeAll(() => {
      folder = projectOf(person);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it(
      'the tests that look at them are green',
      async () => {
        const { code, output } = await run(folder, '--experimental-vm-modules', JEST, 'test/own');
        expect(output).toMatch(/Tests: +\d+ passed/);
        expect(code).toBe(0);
      },
      LONGEST_MS,
    );

    it(
      'the stacks synthesize under their names',
      async () => {
        expect(await run(folder, 'infra/app.ts')).toMatchObject({ code: 0 });
        const { code, output } = await run(folder, 'vvf.mjs', 'deploy', '--plan', '--assembly', 'cdk.out');
        expect(output).toContain(`${name}-${regions.primary} (${regions.primary})`);
        expect(/\b(?:wss?:\/\/|bots?\b)/.test(output)).toBe(websocketUri !== null);
        expect(code).toBe(0);
      },
      LONGEST_MS,
    );

    it(
      'the stacks, once frozen, refuse to lose an id',
      async () => {
        const frozen = await run(folder, 'vvf.mjs', 'freeze', '--assembly', 'cdk.out');
        expect(frozen).toMatchObject({ code: 0 });
        const ids = JSON.parse(readFileSync(join(folder, 'frozen-ids.json'), 'utf8')) as object;
        expect(Object.keys(ids).sort()).toEqual(
          [
            `${name}-${regions.primary}`,
            `${name}-${regions.secondary}`,
            `${name}-static-${regions.static}`,
          ].sort(),
        );
        const journal = join(folder, 'infra/journal.ts');
        writeFileSync(journal, readFileSync(journal, 'utf8').replace("'JournalBucket'", "'Events'"));
        const moved = await run(folder, 'vvf.mjs', 'drill', '--scenario', 'healthy', '--calls', '1');
        cpSync(join(PROJECT, 'infra/journal.ts'), journal);
        expect(moved.code).toBe(1);
        expect(moved.output).toMatch(/expected JournalBucket\w+ \(AWS::S3::Bucket\), found none/);
      },
      LONGEST_MS,
    );

    it(
      'the drill holds, with the ids that are frozen',
      async () => {
        const wanted = websocketUri === null ? [...SCENARIOS, 'no-bot'] : SCENARIOS;
        const leftOut = websocketUri === null ? ABOUT_BOTS : [];
        const chosen = wanted.flatMap((scenario) => ['--scenario', scenario]);
        const { output } = await run(folder, 'vvf.mjs', 'drill', ...chosen, '--calls', '2');
        const file = join(folder, 'drill-out', 'result.json');
        const result = JSON.parse(readFileSync(file, 'utf8')) as DrillResult;
        expect(problemsOf(result)).toEqual([]);
        expect(result.scenarios.map(({ name: run }) => run).sort()).toEqual(
          wanted.filter((each) => !leftOut.includes(each)).sort(),
        );
        for (const { heard, calls } of result.scenarios) expect(heard).toBe(calls);
        expect(output).toMatch(/^(Pass|Unknown):/m);
        expect(result.leftOut.map(({ scenario }) => scenario).sort()).toEqual([...leftOut].sort());
        if (leftOut.length > 0)
          expect(output).toContain('because they are about a bot and websocketUri is null');
      },
      LONGEST_MS,
    );
  });
}
