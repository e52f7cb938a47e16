import { MOST_MINUTES } from '../../contracts/call-flow-limits.ts';
import { KNOWN_IN_ADVANCE_AFTER_MS } from '../../contracts/secret-refresh.ts';
import type { SecretsByName } from '../../contracts/signature-secret.ts';
import type { Outcome } from './carry-out.ts';
import { HOW_TO_COMPARE, describeFingerprint, describeSecret, describeSecrets } from './fingerprint.ts';
import type { Action } from './plan.ts';
import type { HeldSecrets } from './region-secret.ts';
import { keptMs, untilText } from './waits.ts';
import { npmRun } from '../kit/npm-run.ts';

/**
 * The lines after the outcomes: what is left to do. Pure.
 * @param mostMinutes that a call takes through the call flow, as deployed
 * @param again flags that the next command is given too
 */
export function afterwards(
  action: Action,
  outcomes: readonly Outcome[],
  nowMs: number,
  mostMinutes = MOST_MINUTES,
  again: readonly string[] = [],
): readonly string[] {
  const rotate: Rotate = (command, ...flags) => npmRun(`rotate ${command}`, ...flags, ...again);
  const regionsThat = (...states: readonly Outcome['state'][]): string =>
    outcomes.flatMap(({ state, region }) => (states.includes(state) ? [region] : [])).join(' and ');
  const changed = outcomes.some(({ state }) => state === 'changed');
  if (outcomes.some(({ state }) => state === 'refused')) return ['Nothing was written.'];
  const otherHand = regionsThat('changed-by-another-hand');
  if (otherHand !== '')
    return [
      `The secret of ${otherHand} is being changed by other means. Check "${rotate('status')}", then run again.`,
    ];
  if (outcomes.some(({ state }) => state === 'to-change'))
    return ['Nothing was written. Add --apply to write it.'];
  const unfinished = regionsThat('unavailable', 'unknown', 'not-visible');
  if (unfinished !== '') return left(action, unfinished, changed);
  return whatNext(
    outcomes.flatMap((outcome) => ('held' in outcome ? [{ region: outcome.region, ...outcome.held }] : [])),
    { nowMs, mostMinutes, rotate },
  );
}

/** A command of rotate, as it is typed next. */
type Rotate = (command: string, ...flags: readonly string[]) => string;

interface Saying {
  readonly nowMs: number;
  readonly mostMinutes: number;
  readonly rotate: Rotate;
}

/** What a region holds. */
type Held = HeldSecrets & { readonly region: string };

const left = (action: Action, unfinished: string, changed: boolean): readonly string[] => [
  ...(changed ? ['Done in one region only.'] : []),
  `Left: ${unfinished}. ${action === 'status' ? 'Look again' : `Run the same "${action}" again`} once it answers.`,
  ...(action === 'stage'
    ? ['Until then it refuses callbacks signed with the new secret: do not change the secret at Vonage.']
    : []),
];

/** The next step, from the secrets that all regions hold: also after an action that was broken off between them. Pure. */
function whatNext(held: readonly Held[], saying: Saying): readonly string[] {
  const { rotate } = saying;
  const all = held.map(({ secrets }) => secrets);
  if (all.some(({ current, next }) => current === null && next === null))
    return [
      `Next: ${rotate('stage', '--apply')}, with the secret with which Vonage signs. Until then a region that has none refuses every callback, or, with source.mode "ip", takes no steps of a call flow.`,
    ];
  const staged = firstOf(all, 'next');
  if (staged !== null) return afterStage(held, staged, saying);
  if (new Set(all.map(({ current }) => current)).size > 1)
    return [
      `The regions do not have the same current secret (${all.map(describeSecrets).join('; ')}). Next: stage the one with which Vonage signs.`,
    ];
  const previous = firstOf(all, 'previous');
  return previous === null ? ['Nothing is left to do.'] : beforeRetire(held, previous, saying);
}

function afterStage(held: readonly Held[], staged: string, { nowMs, rotate }: Saying): readonly string[] {
  const [waiting, others] = apart(held, ({ next }) => next === staged);
  const [holding, without] = apart(others, ({ current }) => current === staged);
  // In a region that had no secret, a stage sets the current one: nothing is before it.
  const finished = holding.filter(({ secrets }) => secrets.previous !== null);
  if (finished.length > 0)
    return [
      `The finish is done in ${namesOf(finished)}, and not in ${namesOf(waiting)}. Next: ${rotate('finish', '--apply')}`,
    ];
  if (without.length > 0) return stagedInPart(waiting, without, staged, rotate);
  const untilMs = latestOf(held) + KNOWN_IN_ADVANCE_AFTER_MS;
  return [
    'Next:',
    untilMs <= nowMs
      ? '  1. (Every environment in use knows it by now.)'
      : `  1. Wait ${untilText(untilMs, nowMs)}: every environment in use knows it then.`,
    '  2. In the Vonage dashboard, under API settings, set the signature secret to the new secret itself, as given to "stage".',
    `     The new secret is the one with the ${describeFingerprint(staged)}; a fingerprint is not secret and is never entered anywhere.`,
    `     To compare: ${HOW_TO_COMPARE}`,
    `  3. ${rotate('finish', '--apply')}`,
    `To go back before step 2: ${rotate('abort', '--apply')}`,
  ];
}

/** A stage or an abort was broken off: the region that was written last tells which. */
function stagedInPart(
  accepting: readonly Held[],
  without: readonly Held[],
  staged: string,
  rotate: Rotate,
): readonly string[] {
  const secret = `the staged secret (${describeFingerprint(staged)})`;
  const again = 'the same secret, the same command';
  if (
    firstOf(
      without.map(({ secrets }) => secrets),
      'next',
    ) !== null
  )
    return [
      `Two secrets are staged: ${[...accepting, ...without].map(({ region, secrets }) => `${region} has ${describeSecrets(secrets)}`).join('; ')}. Do not change the secret at Vonage. Next: ${rotate('abort', '--apply')}, then stage one of them.`,
    ];
  return latestOf(without) > latestOf(accepting)
    ? [
        `The abort is done in ${namesOf(without)}, and not in ${namesOf(accepting)}, which still accepts ${secret}. Next: ${rotate('abort', '--apply')}`,
        `To go on with the rotation instead: stage it again: ${again}. Until then, do not change the secret at Vonage.`,
      ]
    : [
        `Not every region accepts ${secret}: ${namesOf(without)} does not. Next: stage it again: ${again}. Until then, do not change the secret at Vonage.`,
        `To go back instead: ${rotate('abort', '--apply')}`,
      ];
}

function beforeRetire(
  held: readonly Held[],
  previous: string,
  { nowMs, mostMinutes, rotate }: Saying,
): readonly string[] {
  const current = firstOf(
    held.map(({ secrets }) => secrets),
    'current',
  );
  const [accepting, retired] = apart(held, (secrets) => secrets.previous !== null);
  const untilMs = latestOf(accepting) + keptMs(mostMinutes);
  return [
    retired.length === 0
      ? `${describeSecret('previous', previous)} is still accepted, in case Vonage still signs with it.`
      : `The retire is done in ${namesOf(retired)}, and not in ${namesOf(accepting)}, which still accepts ${describeSecret('previous', previous)}.`,
    `Next: ${rotate('retire', '--apply')}`,
    `  once the secret in the Vonage dashboard is the one with the ${describeFingerprint(current ?? '')} (to compare: ${HOW_TO_COMPARE}),`,
    `  and the metric CallbackAccepted has counted no secret "previous" for 10 minutes.`,
    ...(untilMs > nowMs
      ? [`  Not ${untilText(untilMs, nowMs)}: calls carry a state that is sealed with it.`]
      : []),
  ];
}

/** Those of which it is so, and the others. */
const apart = (
  held: readonly Held[],
  isSo: (secrets: SecretsByName) => boolean,
): readonly [readonly Held[], readonly Held[]] => [
  held.filter(({ secrets }) => isSo(secrets)),
  held.filter(({ secrets }) => !isSo(secrets)),
];

const namesOf = (held: readonly Held[]): string => held.map(({ region }) => region).join(' and ');

/** When the latest of their versions was written, ms since 1970. */
const latestOf = (held: readonly Held[]): number => Math.max(...held.map(({ writtenAtMs }) => writtenAtMs));

const firstOf = (all: readonly SecretsByName[], name: keyof SecretsByName): string | null =>
  all.find((secrets) => secrets[name] !== null)?.[name] ?? null;
