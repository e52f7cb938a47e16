import { PROFILES } from '../../simulator/profiles.ts';
import { table } from '../kit/table.ts';
import { valuesByName } from '../profile/profile-file.ts';
import type { CallSeen } from './run-calls.ts';
import type { Findings } from './settle/settle.ts';
import { valueSeen } from './settle/settled.ts';
import type { Settled } from './settle/settled.ts';

/** The result for people. @param file where the profile is */
export function printFindings({ values, rules, also, matches }: Findings, file: string): string {
  const named = valuesByName(values);
  // A rule that is a value is printed once.
  const others = Object.fromEntries(
    Object.entries(rules).filter(([, settled]) => !Object.values(named).includes(settled)),
  );
  const notFollowed = Object.entries(rules).filter(
    ([name, settled]) => valueSeen(settled) === false && !FOLLOWED.includes(name),
  );
  return [
    table([
      ['value', 'measured'],
      ...Object.entries(named).map(([name, settled]) => [name, inWords(settled)]),
    ]).join('\n'),
    `Not settled:\n${unknownIn({ ...named, ...others, ...also }).join('\n')}`,
    ...(notFollowed.length === 0
      ? []
      : [
          `Seen to be otherwise, and not simulated otherwise:\n${notFollowed.map(([name, settled]) => `  ${name}: ${settled.observed ?? ''}`).join('\n')}`,
        ]),
    matches.length === 0
      ? `It behaves like none of ${PROFILES.map(({ name }) => name).join(', ')}.`
      : `Nothing that was seen contradicts ${matches.join(', ')}.`,
    `The profile, with the observation behind each rule: ${file}. Numbers, ids and addresses are masked in it. Use it: npm run drill -- --profile ${file}`,
  ].join('\n\n');
}

/** Rules that a profile's values express: the simulator follows what was found. */
const FOLLOWED: readonly string[] = [
  'connect-timeout-is-retried',
  'socket-timeout-is-retried',
  'closed-connection-is-retried',
  'reset-connection-is-retried',
  'refused-connection-is-retried',
  '429-is-retried',
  '503-is-retried',
  '504-is-retried',
  'connection-reuse',
];

const inWords = (settled: Settled): string =>
  settled.certainty === 'measured'
    ? String(settled.value)
    : settled.seen === undefined
      ? 'unknown'
      : `unknown (seen: ${String(settled.seen)})`;

/** Without those that need what no run of this command has: they stand in the file. */
const unknownIn = (settled: Readonly<Record<string, Settled>>): readonly string[] =>
  Object.entries(settled).flatMap(([name, one]) =>
    one.certainty === 'unknown'
      ? [`  ${name}: ${one.why}${one.observed === undefined ? '' : ` (${one.observed})`}`]
      : [],
  );

/** What the platform says that the calls so far have cost, EUR: `price` of `completed` (DOC24 webhook-reference). */
export function reportedPrice(calls: readonly CallSeen[]): string {
  const ended = calls
    .flatMap(({ requests }) => requests)
    .filter(({ fields }) => fields['status'] === 'completed');
  const prices = new Map(ended.map(({ fields }) => [fields['uuid'], Number(fields['price'])] as const));
  const known = [...prices.values()].filter((price) => Number.isFinite(price));
  const sum = known.reduce((total, price) => total + price, 0);
  return known.length === 0
    ? ''
    : ` The platform reported ${sum.toFixed(4)} EUR for ${String(known.length)} of their legs.`;
}
