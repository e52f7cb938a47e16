import { createHash } from 'node:crypto';
import { takesCandidate } from '../../../functions/flow/takes-candidate.ts';

const call = (conversationUuid: string | undefined, from?: string, to?: string) => ({
  from,
  to,
  uuid: undefined,
  conversationUuid,
  fields: {},
});
const isIn = (id: string | undefined, share: number): boolean =>
  takesCandidate(call(id), { share, numbers: [] });
const IDS = Array.from({ length: 10_000 }, (_, at) =>
  createHash('sha256').update(String(at)).digest('hex').slice(0, 32),
);

it.each([0.01, 0.1, 0.5, 0.9])('takes a share of %d of 10,000 calls, within 1 %%', (share) => {
  const taken = IDS.filter((id) => isIn(`CON-${id}`, share)).length / IDS.length;
  expect(Math.abs(taken - share)).toBeLessThan(0.01);
});

it('takes none at 0, all at 1, and none without a conversation', () => {
  expect(IDS.some((id) => isIn(id, 0))).toBe(false);
  expect(IDS.every((id) => isIn(id, 1))).toBe(true);
  expect(isIn(undefined, 1)).toBe(false);
});

it('chooses the same calls each time, in every region, with or without CON-, and more of them in a larger share', () => {
  // Fixed: an update of a function must not move a call.
  expect(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].filter((id) => isIn(`CON-${id}`, 0.5))).toEqual([
    'a',
    'e',
    'f',
    'g',
    'h',
  ]);
  for (const id of IDS.slice(0, 1000)) {
    expect(isIn(`CON-${id}`, 0.3)).toBe(isIn(id.toUpperCase(), 0.3));
    if (isIn(id, 0.1)) expect(isIn(id, 0.2)).toBe(true);
  }
});
it.each([
  ['447700900123', undefined, true],
  ['+447700900123', undefined, true],
  [undefined, '447700900123', true],
  ['Alice', undefined, true],
  ['447700900124', '447700900125', false],
  [undefined, undefined, false],
])('takes calls from or to a number: %s, %s', (from, to, taken) => {
  expect(takesCandidate(call('CON-a', from, to), { share: 0, numbers: ['447700900123', 'alice'] })).toBe(
    taken,
  );
});
