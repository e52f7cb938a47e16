/** Which calls begin with the candidate of a call flow. The same in both serving regions. */
export interface CanarySwitch {
  /** Of all calls, 0 to 1. */
  readonly share: number;
  /** Calls from or to these: E.164 digits without `+`, or a caller's name in lower case. */
  readonly numbers: readonly string[];
}

/** No call: also where there is no parameter. */
export const CANARY_OFF: CanarySwitch = { share: 0, numbers: [] };

/** Name of the Systems Manager parameter that holds it as JSON, in both serving regions; `npm run canary` writes it. */
export const canaryName = (deployment: string): string => `/${deployment}/canary`;

/**
 * Reads the parameter's text.
 * @throws Error that says what was expected and found
 */
export function parseCanarySwitch(text: string): CanarySwitch {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('text that is not JSON');
  }
  const { share, numbers } = (value ?? {}) as Partial<CanarySwitch>;
  if (typeof share !== 'number' || !(share >= 0 && share <= 1)) throw malformed('no share from 0 to 1');
  if (!Array.isArray(numbers) || numbers.some((each) => typeof each !== 'string'))
    throw malformed('no list of numbers');
  return { share, numbers };
}

const malformed = (found: string): Error =>
  new Error(
    `The canary switch is malformed: expected {"share": 0 to 1, "numbers": []}, found ${found}. To fix this: npm run canary -- --off.`,
  );
