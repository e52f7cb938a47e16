import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDashboard } from '../../infra/observability/support/read-dashboard.ts';
import { synthesized } from '../../infra/synthesized.ts';
import { readPages } from './pages.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

/** Every word of the functions' code: what they log is among them. */
const WORDS = new Set(
  globSync('functions/**/*.ts', { cwd: PROJECT })
    .map((file) => readFileSync(`${PROJECT}/${file}`, 'utf8'))
    .join('\n')
    .match(/[A-Za-z][\w-]*/g),
);

/** Fields and values that a query of CloudWatch Logs Insights asks for, without those of its own (`@timestamp`). */
function namesIn(query: string): readonly string[] {
  const values = [...query.matchAll(/"([\w-]+)"/g)].map(([, value]) => value ?? '');
  const compared = [...query.matchAll(/([a-z]\w*) [=>]/g)].map(([, field]) => field ?? '');
  const inside = [...query.matchAll(/(?:ispresent|avg|max)\(([a-z]\w*)\)/g)].map(([, field]) => field ?? '');
  const listed = [...query.matchAll(/\b(?:fields|by) ([^|\n]+)/g)].flatMap(([, list = '']) =>
    list
      .split(',')
      .map((field) => field.trim().split('.')[0] ?? '')
      .filter((field) => /^[a-z]\w*$/i.test(field)),
  );
  return [...values, ...compared, ...inside, ...listed];
}

const QUERIES = readPages().flatMap(({ file, fences }) =>
  fences.filter(({ language }) => language === 'text').map(({ lines }) => [file, lines.join('\n')] as const),
);

it('there are queries, and what they ask for is found in them', () => {
  expect(QUERIES.length).toBeGreaterThan(5);
  expect(
    namesIn(
      'filter code = "a-b" and level = "warn"\n| fields @timestamp, key, problems.0.path\n| stats max(tookMs) by route, bin(5m)',
    ),
  ).toEqual(['a-b', 'warn', 'code', 'level', 'tookMs', 'key', 'problems', 'route']);
});

it.each(QUERIES)('%s asks for what the functions log', (_file, query) => {
  expect(namesIn(query).length).toBeGreaterThan(0);
  for (const name of namesIn(query)) expect(WORDS).toContain(name);
});

it('so do the dashboards', async () => {
  const all = await synthesized();
  await all.remove();
  for (const { query } of readDashboard(all.primary).filter(({ type }) => type === 'log'))
    for (const name of namesIn(query.replace(/SOURCE '[^']+' \| /g, ''))) expect(WORDS).toContain(name);
});
