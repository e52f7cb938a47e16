import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as v from 'valibot';
import type { Profile, RetryCause, Rule } from '../../simulator/profile.ts';
import { PROFILES, profileNamed } from '../../simulator/profiles.ts';
import { CommandError } from '../kit/command-error.ts';
import { nearest } from '../../contracts/nearest.ts';
import { valueSeen } from '../calibrate/settle/settled.ts';
import type { Settled } from '../calibrate/settle/settled.ts';
import { PROFILE_FILE_KIND, PROFILE_FILE_VERSION } from './profile-file.ts';

/** Unknown values are taken from it: the newest reading. */
const [BASE] = PROFILES;
const CAUSES: readonly RetryCause[] = [
  'connection-refused',
  'connect-timeout',
  'socket-timeout',
  'connection-reset',
  'connection-closed',
];

const settled = <T extends v.GenericSchema>(value: T) =>
  v.variant('certainty', [
    v.object({ certainty: v.literal('measured'), value, observed: v.string() }),
    v.object({
      certainty: v.literal('unknown'),
      why: v.string(),
      observed: v.optional(v.string()),
      seen: v.optional(value),
    }),
  ]);

const wholeNumber = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const VALUES = v.strictObject({
  attempts: settled(wholeNumber(1, 10)),
  retryPauseMs: settled(wholeNumber(0, 60_000)),
  keepsConnections: settled(v.boolean()),
  socketTimeoutCovers: settled(v.picklist(['whole-response', 'inactivity'])),
  eventQueueTimeoutMs: settled(wholeNumber(0, 60_000)),
  countsWebsocketLegs: settled(v.boolean()),
  defaultTimeouts: settled(v.never()),
  websocketPingMs: settled(wholeNumber(1, 600_000)),
  ...Object.fromEntries(CAUSES.map((cause) => [`retriedErrors.${cause}`, settled(v.boolean())])),
  ...Object.fromEntries(
    BASE.retriedStatuses.map((status) => [`retriedStatuses.${String(status)}`, settled(v.boolean())]),
  ),
});

const ANYTHING = v.record(v.string(), settled(v.unknown()));

const FILE = v.object({
  kind: v.literal(PROFILE_FILE_KIND),
  version: v.literal(PROFILE_FILE_VERSION),
  name: v.string(),
  measuredOn: v.string(),
  platform: v.string(),
  isDirect: v.boolean(),
  matches: v.array(v.string()),
  values: VALUES,
  rules: ANYTHING,
  also: ANYTHING,
});

/**
 * What `--profile` names: one of the readings, or a file that `npm run calibrate` has written. What a run has
 * seen is taken, also where no reading says so; what it has not seen is as in the newest reading.
 * @throws CommandError: expected, found, how to fix it
 */
export function readProfile(nameOrFile: string): Profile {
  const names = PROFILES.map(({ name }) => name);
  if (names.includes(nameOrFile)) return profileNamed(nameOrFile);
  let text: string;
  try {
    text = readFileSync(nameOrFile, 'utf8');
  } catch (error) {
    const close = nearest(nameOrFile, names);
    const hint = close === undefined ? '' : ` Did you mean ${close}?`;
    throw new CommandError(
      `expected one of ${names.join(', ')}, or a file that "npm run calibrate" has written; found "${nameOrFile}", which is neither (${(error as NodeJS.ErrnoException).code ?? 'unreadable'}).${hint}`,
    );
  }
  const parsed = v.safeParse(FILE, jsonIn(nameOrFile, text));
  if (parsed.success) return profileOf(parsed.output, nameOrFile);
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? 'the whole';
  throw new CommandError(
    `expected a profile as "npm run calibrate" writes it (kind ${PROFILE_FILE_KIND}, version ${String(PROFILE_FILE_VERSION)}) in ${nameOrFile}, found at ${path}: ${issue.message}. Name the file that it has written, or run it again.`,
  );
}

function jsonIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CommandError(
      `expected a profile as "npm run calibrate" writes it (JSON) in ${file}, found other text: ${(error as Error).message}.`,
    );
  }
}

function profileOf({ values, rules, measuredOn, name }: v.InferOutput<typeof FILE>, file: string): Profile {
  const found = values as Readonly<Record<string, Settled>>;
  const of = <T>(key: string, otherwise: T): T => {
    const one = found[key];
    return one === undefined ? otherwise : ((valueSeen(one) as T | undefined) ?? otherwise);
  };
  const isRetried = (key: string, otherwise: boolean): boolean => of(key, otherwise);
  return {
    ...BASE,
    name: name === 'measured' ? basename(file).replace(/\.json$/, '') : name,
    attempts: of('attempts', BASE.attempts),
    retryPauseMs: of('retryPauseMs', BASE.retryPauseMs),
    keepsConnections: of('keepsConnections', BASE.keepsConnections),
    socketTimeoutCovers: of('socketTimeoutCovers', BASE.socketTimeoutCovers),
    countsWebsocketLegs: of('countsWebsocketLegs', BASE.countsWebsocketLegs),
    eventQueueTimeoutMs: of('eventQueueTimeoutMs', BASE.eventQueueTimeoutMs),
    websocketPingMs: of('websocketPingMs', BASE.websocketPingMs),
    retriedErrors: CAUSES.filter((cause) =>
      isRetried(`retriedErrors.${cause}`, BASE.retriedErrors.includes(cause)),
    ),
    retriedStatuses: BASE.retriedStatuses.filter((status) =>
      isRetried(`retriedStatuses.${String(status)}`, true),
    ),
    rules: Object.fromEntries(
      Object.values(BASE.rules).map((rule) => [
        rule.name,
        ruleOf(rule, rules[rule.name] as Settled | undefined, measuredOn),
      ]),
    ) as Profile['rules'],
  };
}

/** What was seen is the source of a rule that holds, and the rule itself where it says something else. */
function ruleOf(rule: Rule, one: Settled | undefined, measuredOn: string): Rule {
  const value = one === undefined ? undefined : valueSeen(one);
  if (one?.observed === undefined || value === undefined) return rule;
  const source = `npm run calibrate, ${measuredOn}`;
  // Of what the readings differ in, the base's own sentence is not what was seen.
  const isSaid = value === true && rule.name !== 'connection-reuse';
  return isSaid
    ? { ...rule, source: `${source}: ${one.observed.replace(/\.$/, '')}`, certainty: 'measured' }
    : { ...rule, says: one.observed, source, certainty: 'measured' };
}
