import { existsSync } from 'node:fs';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';
import { stackNames } from '../../../contracts/settings/physical-names.ts';
import { settings as shipped } from '../../fixtures/own/settings.ts';
import { readAlarms } from '../../infra/observability/support/read-alarms.ts';
import { readDashboard } from '../../infra/observability/support/read-dashboard.ts';
import { synthesized } from '../../infra/synthesized.ts';
import type { Synthesized } from '../../infra/synthesized.ts';
import { WAIT_PAIRS, WAITS_IN_BOTH } from '../waits.ts';
import { INDEX, readPages } from './pages.ts';

const ROLES = ['primary', 'secondary', 'static'] as const;
const ALL = readPages();
const PAGES = ALL.filter(({ file }) => file !== INDEX);
const index = ALL.find(({ file }) => file === INDEX);

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized({ alarms: { ...shipped.alarms, silentMinutes: 60 } });
});
afterAll(() => all.remove());

/** Every alarm that there can be. */
const alarmNames = (): readonly string[] => {
  const stacks = stackNames(all.settings);
  return [...new Set(ROLES.flatMap((role) => Object.keys(readAlarms(all[role], stacks[role]))))].sort();
};

describe('the runbook', () => {
  it('has a page for each alarm of the three stacks, and no other', () => {
    expect(PAGES.map(({ file }) => file.replace('.md', ''))).toEqual(alarmNames());
  });

  it('lists each of them once in its index', () => {
    const rows = [...(index?.text ?? '').matchAll(/^\| \[([\w-]+)\]\(([\w-]+)\.md\) \|/gm)];
    for (const [, name, file] of rows) expect(file).toBe(name);
    expect(rows.map(([, name]) => name).sort()).toEqual(alarmNames());
  });
});

describe.each(PAGES.map((page) => [page.file, page] as const))('%s', (file, page) => {
  it('is titled by its alarm, and says what it means, what the caller hears, and what to do', () => {
    expect(page.text.startsWith(`# ${file.replace('.md', '')}\n`)).toBe(true);
    expect(page.sections).toEqual(['What it means', 'What the caller hears now', 'What to do']);
  });

  it('can be read while it rings', () => {
    expect(page.text.split('\n').length).toBeLessThanOrEqual(65);
  });

  it('has a command to begin with', () => {
    expect(page.fences.some(({ language }) => language === 'sh')).toBe(true);
  });
});

describe.each(ALL.map((page) => [page.file, page] as const))('in %s', (_file, page) => {
  it('what is fenced is a command (sh), or a query of Logs Insights (text)', () => {
    for (const { language, lines } of page.fences) {
      expect(['sh', 'text']).toContain(language);
      const form = language === 'sh' ? /^npm run [\w-]+( |$)/ : /^(filter|\|) /;
      for (const line of lines) expect(line).toMatch(form);
    }
  });

  it('each scenario of the drill exists', () => {
    const named = page.fences.flatMap(({ lines }) =>
      lines.flatMap((line) => line.match(/--scenario (\S+)/)?.[1] ?? []),
    );
    expect(named.filter((name) => SCENARIOS.every((each) => each.name !== name))).toEqual([]);
  });

  it('no command is outside of a fence, where no test runs it', () => {
    expect(page.prose).not.toMatch(/npm (run|test)|npx |aws /);
  });

  it('what is bold is the title of a graph', () => {
    const titles = ROLES.flatMap((role) => readDashboard(all[role]).map(({ title }) => title));
    const bold = [...page.prose.matchAll(/\*\*([^*]+)\*\*/g)].map(([, text]) => text?.replace(/\s+/g, ' '));
    for (const text of bold) expect(titles).toContain(text);
  });

  it('each link leads to a page', () => {
    for (const [, target] of page.prose.matchAll(/\]\(([^)]+)\)/g))
      expect([target, existsSync(new URL(`../../../docs/runbook/${target}`, import.meta.url))]).toEqual([
        target,
        true,
      ]);
  });

  it('each time is one of the timeouts', () => {
    const prose = page.prose.replace(/\s+/g, ' ');
    const pairs = [...prose.matchAll(/(\d+) \/ (\d+) ms/g)].map(([, a, b]) => `${a} / ${b}`);
    for (const pair of pairs) expect(WAIT_PAIRS).toContain(pair);
    const singles = [...prose.matchAll(/(?<!\/ )\b(\d+) ms/g)].map(([, ms]) => Number(ms));
    for (const ms of singles) expect(WAITS_IN_BOTH).toContain(ms);
  });
});
