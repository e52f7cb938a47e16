import { createHash } from 'node:crypto';
import { secretValue } from './secrets.ts';
import type { Computed, JsonRecipe, VectorContext } from './vector.ts';

interface Signed {
  /** The input of `payload_hash`. */
  readonly body: string;
  readonly context: VectorContext;
}

/** JSON text of a genuine object, changed as the recipe says. */
export function jsonText(
  genuine: Readonly<Record<string, unknown>>,
  { without = [], set = {}, text = '{MEMBERS}' }: JsonRecipe = {},
  signed: Signed,
): string {
  const members = Object.entries({ ...genuine, ...set })
    .filter(([name]) => !without.includes(name) || name in set)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(workOut(value, signed))}`);
  return text.replace('MEMBERS', () => members.join(','));
}

function workOut(value: unknown, signed: Signed): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => workOut(item, signed));
  if (typeof value !== 'object' || value === null) return value;
  if (isComputed(value)) return computed(value, signed);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, workOut(item, signed)]));
}

const isComputed = (value: object): value is Computed =>
  ['secondsFromNow', 'sha256', 'repeat', 'the'].some((name) => Object.hasOwn(value, name));

function computed(value: Computed, { body, context }: Signed): unknown {
  if ('secondsFromNow' in value) return momentOf(value, context.nowMs);
  if ('sha256' in value) return hashOf(value, body);
  if ('repeat' in value) return value.repeat.repeat(value.times);
  const { apiKey, applicationId, currentSecret } = context;
  const known = { apiKey, applicationId } as const;
  const text =
    value.the === 'apiKey' || value.the === 'applicationId'
      ? known[value.the]
      : secretValue(value.the, currentSecret);
  return value.as === 'upper-case' ? text.toUpperCase() : text;
}

function momentOf(
  { secondsFromNow, as }: Extract<Computed, { secondsFromNow: number }>,
  nowMs: number,
): unknown {
  const seconds = Math.floor(nowMs / 1000) + secondsFromNow;
  if (as === 'text') return String(seconds);
  return as === 'milliseconds' ? seconds * 1000 : seconds;
}

function hashOf({ sha256, as }: Extract<Computed, { sha256: string }>, body: string): string {
  const digest = createHash('sha256')
    .update(sha256 === 'BODY' ? body : sha256)
    .digest();
  const hex = digest.toString('hex');
  switch (as) {
    case 'upper-case':
      return hex.toUpperCase();
    case 'first-half':
      return hex.slice(0, 32);
    case 'with-zz':
      return `${hex}zz`;
    case 'base64':
      return digest.toString('base64');
    default:
      return hex;
  }
}
