import { readFileSync } from 'node:fs';
import { PROMISES } from '../../simulation/promises/judgement.ts';

it('the page of the simulation lists its promises, in their order', () => {
  const page = readFileSync(new URL('../../docs/simulate.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('\n| Promise | Broken when |\n');
  const rows = table.split('\n\n')[0] ?? '';
  expect([...rows.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name)).toEqual(PROMISES);
});
