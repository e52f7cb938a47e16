import { stackNames } from '../../../contracts/settings/physical-names.ts';
import { settings as shipped } from '../../fixtures/own/settings.ts';
import { CASES_OF_SILENCE, found } from './ring-cases-of-silence.ts';
import { often, QUIET } from './support/ring-case.ts';
import type { Case } from './support/ring-case.ts';

const _ = undefined;

const API_5XX = `5XXError{ApiName=${stackNames(shipped).primary}}`;
const STATIC_BUCKET = 'vonage-voice-failover-static-eu-north-1-111122223333';
const READ = `GetRequests{BucketName=${STATIC_BUCKET},FilterId=instead-of-5xx}`;
const journal = (outcome: string): string => `JournalWrite{outcome=${outcome}}`;

/** By alarm. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  'fallback-used': [
    { what: 'nothing', counted: { 'FallbackUsed{reason=other}': often(9, _) }, ringsAt: QUIET },
    { what: 'one failover', counted: { 'FallbackUsed{reason=socket-timeout}': [_, 1, _] }, ringsAt: 1 },
    {
      what: 'one for an unknown reason',
      counted: { 'FallbackUsed{reason=other}': [_, _, 1] },
      ringsAt: 2,
    },
    {
      what: 'one that is seen four minutes late',
      counted: { 'FallbackUsed{reason=connection-closed}': { late: 4, values: [1, ...often(9, _)] } },
      ringsAt: 4,
    },
  ],
  'deadline-cut': [
    { what: 'nothing', counted: { 'DeadlineCut{route=answer}': often(9, _) }, ringsAt: QUIET },
    { what: 'one rung that was too slow', counted: { 'DeadlineCut{route=fallback}': [_, 1] }, ringsAt: 1 },
  ],
  refusals: [
    {
      what: 'unauthenticated callers, 60 a minute, all day',
      counted: { Refusal: often(60, 60) },
      ringsAt: QUIET,
    },
    { what: 'a minute with 61', counted: { Refusal: [3, 61, 2] }, ringsAt: 1 },
  ],
  'genuine-refused': [
    { what: 'nothing', counted: { GenuineRefusal: often(9, _) }, ringsAt: QUIET },
    { what: 'one', counted: { GenuineRefusal: [_, _, 1] }, ringsAt: 2 },
  ],
  'secret-placeholder': [
    {
      what: 'checks that find all well',
      counted: { [found('own', 'not-configured')]: often(9, _) },
      ringsAt: QUIET,
    },
    {
      what: 'a check that cannot sign, before the first call',
      counted: { [found('own', 'not-configured')]: [1], [found('other', 'not-configured')]: [1] },
      ringsAt: 0,
    },
    {
      what: 'a refused callback',
      counted: { 'CallbackRefused{code=secret-not-configured}': [_, 1] },
      ringsAt: 1,
    },
  ],
  'server-errors': [
    { what: 'a minute without a request', counted: { [API_5XX]: often(9, _) }, ringsAt: QUIET },
    { what: 'requests without an error', counted: { [API_5XX]: often(9, 0) }, ringsAt: QUIET },
    {
      what: 'one failure: the other region’s fallback-used has it',
      counted: { [API_5XX]: [0, 1, 0, 0] },
      ringsAt: QUIET,
    },
    { what: 'a call a minute that fails', counted: { [API_5XX]: [0, 1, 1, 1, 1] }, ringsAt: 3 },
    {
      what: 'failures in three minutes of five',
      counted: { [API_5XX]: [2, 0, 1, 0, 4, 0, 0] },
      ringsAt: 4,
    },
    {
      what: '200 unsigned requests a second, a few of each minute counted in the next one',
      counted: {
        [API_5XX]: [12_000, 12_003, 11_998, 12_004, 12_000, 11_997, 12_001],
        Unsigned: [11_960, 12_001, 12_005, 11_970, 12_030, 11_999, 11_960],
      },
      ringsAt: QUIET,
    },
    {
      what: 'the same, our own count two minutes late',
      counted: {
        [API_5XX]: often(12, 12_000),
        Unsigned: { late: 2, values: often(12, 12_000) },
      },
      ringsAt: QUIET,
    },
    {
      what: 'a scanner’s burst that begins as a minute ends',
      counted: { [API_5XX]: [5, 0, 0, 5, 0, 0, 0], Unsigned: [_, 5, _, _, 5, _, _] },
      ringsAt: QUIET,
    },
    {
      what: 'real failures among a few unsigned requests',
      counted: { [API_5XX]: [12, 13, 12], Unsigned: [5, 5, 5] },
      ringsAt: 2,
    },
    {
      what: 'the gateway failing in a flood, for all of them',
      counted: { [API_5XX]: often(4, 12_000), Unsigned: often(4, 100) },
      ringsAt: 2,
    },
  ],
  throttled: [
    {
      what: 'functions that run',
      counted: { 'Throttles{FunctionName=AnswerFunction}': often(9, 0) },
      ringsAt: QUIET,
    },
    { what: 'one refused run', counted: { 'Throttles{FunctionName=EventFunction}': [0, 1] }, ringsAt: 1 },
    {
      what: 'a check that cannot run',
      counted: { 'Throttles{FunctionName=CheckFunction}': [1] },
      ringsAt: 0,
    },
  ],
  'near-miss': [
    { what: 'nothing', counted: { 'NearMiss{route=answer}': often(9, _) }, ringsAt: QUIET },
    { what: 'one slow event', counted: { 'NearMiss{route=event}': [_, 1] }, ringsAt: 1 },
  ],
  'journal-failing': [
    { what: 'events kept where they belong', counted: { [journal('own')]: often(9, 700) }, ringsAt: QUIET },
    {
      what: 'two that were slow',
      counted: { [journal('own')]: [7], [journal('other')]: [2] },
      ringsAt: QUIET,
    },
    {
      what: 'one in a hundred of many that were slow',
      counted: { [journal('own')]: often(9, 7000), [journal('other')]: often(9, 70) },
      ringsAt: QUIET,
    },
    { what: 'a call whose events all went elsewhere', counted: { [journal('other')]: [_, 7] }, ringsAt: 1 },
    {
      what: 'the own journal unavailable, in a busy hour',
      counted: { [journal('own')]: [7000, 3500, _], [journal('other')]: [_, 3500, 7000] },
      ringsAt: 1,
    },
    {
      what: 'one lost event among many that were kept',
      counted: { [journal('own')]: [7000, 7000], [journal('lost')]: [_, 1] },
      ringsAt: 1,
    },
  ],
  'ncco-replaced': [
    { what: 'nothing', counted: { 'NccoReplaced{why=threw}': often(9, _) }, ringsAt: QUIET },
    { what: 'a call flow that threw once', counted: { 'NccoReplaced{why=threw}': [_, 1] }, ringsAt: 1 },
    { what: 'an invalid NCCO', counted: { 'NccoReplaced{why=invalid}': [1] }, ringsAt: 0 },
  ],
  ...CASES_OF_SILENCE,
  'static-ncco-read': [
    { what: 'no read', counted: { [READ]: often(9, _) }, ringsAt: QUIET },
    { what: 'one read by an edge', counted: { [READ]: [_, 1] }, ringsAt: 1 },
    {
      what: 'one that S3 tells ten minutes late',
      counted: { [READ]: { late: 10, values: [1, ...often(19, _)] } },
      ringsAt: 10,
    },
  ],
};
