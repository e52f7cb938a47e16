/** The placeholder in a new stack's secret, until Vonage's signature secret is set. It is public, so never a live secret. */
export const NOT_CONFIGURED = 'replace-me:not-configured';

export const SECRET_NAMES = ['current', 'next', 'previous'] as const;

export type SecretName = (typeof SECRET_NAMES)[number];

/** The secret of each name; null if there is none. */
export type SecretsByName = Readonly<Record<SecretName, string | null>>;

/** The text that {@link parseSignatureSecret} reads. */
export const formatSignatureSecret = ({ current, next, previous }: SecretsByName): string =>
  JSON.stringify({ current: current ?? NOT_CONFIGURED, next, previous });

/** The placeholder as the whole secret value. */
export const UNCONFIGURED_SIGNATURE_SECRET = formatSignatureSecret({
  current: null,
  next: null,
  previous: null,
});

export interface LiveSecret {
  readonly name: SecretName;
  /** Never empty, never the placeholder. */
  readonly value: string;
}

/** All secrets that may sign a callback; empty while the stack is not configured. */
export type LiveSecrets = readonly LiveSecret[];

/**
 * Reads `{"current":"…","next":null|"…","previous":null|"…"}`.
 * @throws Error that names the wrong field and never quotes the value.
 */
export function parseSignatureSecret(text: string): LiveSecrets {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed('a JSON object with current, next and previous', 'something else');
  }
  const fields = value as Readonly<Record<string, unknown>>;
  if (typeof fields['current'] !== 'string') {
    throw malformed('a string in "current"', typeof fields['current']);
  }
  return SECRET_NAMES.flatMap((name) => {
    const secret = fields[name] ?? null;
    if (secret !== null && typeof secret !== 'string') {
      throw malformed(`a string or null in "${name}"`, typeof secret);
    }
    return secret === null || isEmpty(secret) || isPlaceholder(secret) ? [] : [{ name, value: secret }];
  });
}

const isEmpty = (secret: string): boolean => secret === '';
const isPlaceholder = (secret: string): boolean => secret === NOT_CONFIGURED;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse quotes its input, so its message would reveal the secret.
    throw malformed('a JSON object with current, next and previous', 'text that is not JSON');
  }
}

const malformed = (expected: string, found: string): Error =>
  new Error(
    `The signature secret is malformed: expected ${expected}, found ${found}. To fix this, write both regions' secrets again.`,
  );
