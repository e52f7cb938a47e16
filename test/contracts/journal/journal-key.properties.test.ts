import fc from 'fast-check';
import { journalKey } from '../../../contracts/journal/journal-key.ts';
import type { Fields } from '../../../contracts/call.ts';
import { asQuery, QUERY_FORMS } from '../support/query-forms.ts';

/** Names that collide often, and any others but those that a query gives a meaning. */
const name = fc.oneof(
  fc.constantFrom('status', 'timestamp', 'conversation_uuid', 'headers', 'payload', 'a', '__proto__', '0'),
  fc.string({ maxLength: 4 }).filter((text) => !/[.[\]]/.test(text) && text !== 'original_request'),
);
const scalar = fc.oneof(
  fc.constantFrom('1', 1, 'true', true, '', null, '2020-01-01T12:00:00.000Z', '../../functions', 'completed'),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  // Text that is JSON of something nested is that something, on purpose.
  fc.string({ unit: 'grapheme' }).filter((text) => !/^[[{]/.test(text)),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, scalar, tie('nested')),
  nested: fc.oneof(
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;
const event = fc.dictionary(name, value, { maxKeys: 6, noNullPrototype: true }) as fc.Arbitrary<Fields>;

/** What an event says, as a tree: written apart from the code under test. */
const meaning = (said: unknown): unknown => {
  if (typeof said !== 'object' || said === null)
    return said === null || said === '' ? undefined : String(said);
  const members = Object.entries(said)
    .map(([key, inner]) => [key, meaning(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return members.length === 0 ? undefined : members;
};
const saysTheSame = (left: Fields, right: Fields): boolean =>
  JSON.stringify(meaning(left)) === JSON.stringify(meaning(right));

/** The same event, encoded differently. */
const reencoded = (said: unknown): unknown => {
  if (typeof said === 'number') return String(said);
  if (typeof said !== 'object' || said === null) return said;
  if (Array.isArray(said)) return said.map(reencoded);
  const members = Object.entries(said).map(([key, inner]) => [key, reencoded(inner)] as const);
  return Object.fromEntries([...members.reverse(), ['nothing', null]]);
};
const RUNS = { numRuns: 500 };

describe('journal keys', () => {
  it('are equal exactly for equal events', () => {
    fc.assert(
      fc.property(event, event, (left, right) => {
        expect(journalKey(left) === journalKey(right)).toBe(saysTheSame(left, right));
      }),
      RUNS,
    );
  });

  it('are equal for one event sent twice, and differ as soon as one value does', () => {
    fc.assert(
      fc.property(event, name, fc.integer(), (sent, changed, number) => {
        expect(journalKey(reencoded(sent) as Fields)).toBe(journalKey(sent));
        const other = { ...sent, [changed]: number };
        expect(journalKey(other) === journalKey(sent)).toBe(saysTheSame(other, sent));
      }),
      RUNS,
    );
  });

  it('are equal for an event and its way through a GET’s query, however that is written', () => {
    fc.assert(
      fc.property(event, fc.constantFrom(...QUERY_FORMS), (sent, form) => {
        const query = asQuery({ ...sent, original_request: { type: 'event' } }, form);
        // `reason` is the fallback's there.
        expect(journalKey(query)).toBe(journalKey({ ...sent, reason: null }));
      }),
      RUNS,
    );
  });

  it('are safe paths of four parts, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.record({ conversation_uuid: fc.anything(), timestamp: fc.anything(), status: fc.anything() }),
        fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
        (known, more) => {
          const key = journalKey({
            ...more,
            ...(JSON.parse(
              JSON.stringify(known, (_key, each: unknown) =>
                typeof each === 'bigint' ? String(each) : each,
              ),
            ) as Fields),
          });
          expect(key).toMatch(/^calls\/[\w-]+\/[\w-]+(\.[\w-]+)?\/[\w-][\w.-]*\.json$/);
          expect(key.length).toBeLessThan(300);
        },
      ),
      RUNS,
    );
  });
});
