/**
 * A copy of plain JSON with a host name in the place of every CDK token. At synth a token stands for
 * what is known only when it is deployed, and no URL can be judged around one.
 */
export const withoutTokens = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replace(/\$\{Token\[[\w.:-]+\]\}/g, 'token.invalid'));
