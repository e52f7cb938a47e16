/** Environment variable, read only where the setting `drillable` is on. Setting it takes the permission to update the function. */
export const FAULT_SWITCH = 'FAULT_SWITCH';

const FAULTS = ['hang', 'crash', 'error', 'slow'] as const;

/** A fault that a function injects into itself instead of, or before, its work. */
export interface FaultSwitch {
  /** `hang`: never answers. `crash`: its process ends. `error`: it throws. `slow`: it waits first. */
  readonly fault: (typeof FAULTS)[number];
  /** End of the fault, ms since 1970, so that it ends even if the function can no longer be updated. */
  readonly untilMs: number;
  /** The delay of `slow`; otherwise 0. */
  readonly delayMs: number;
}

/**
 * Reads `{"fault":"slow","untilMs":1767268800000,"delayMs":700}`; only `slow` has a delay.
 * @throws Error that names the member, what was expected and what was found
 */
export function parseFaultSwitch(text: string): FaultSwitch {
  const { fault, untilMs, delayMs, ...more } = parseObject(text);
  const known = FAULTS.find((name) => name === fault);
  if (known === undefined) throw malformed('fault', FAULTS.join(', '), fault);
  if (!isWhole(untilMs)) throw malformed('untilMs', 'whole milliseconds since 1970', untilMs);
  if (known === 'slow' && !isWhole(delayMs)) throw malformed('delayMs', 'whole milliseconds', delayMs);
  if (known !== 'slow' && delayMs !== undefined) throw malformed('delayMs', `none with ${known}`, delayMs);
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw malformed(unknown, 'no such member', more[unknown]);
  return { fault: known, untilMs, delayMs: isWhole(delayMs) ? delayMs : 0 };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${FAULT_SWITCH}: expected JSON, found text that is not JSON.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new Error(`${FAULT_SWITCH}: expected an object, found ${JSON.stringify(value)}.`);
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const malformed = (member: string, expected: string, found: unknown): Error =>
  new Error(`${FAULT_SWITCH}.${member}: expected ${expected}, found ${JSON.stringify(found) ?? 'nothing'}.`);
