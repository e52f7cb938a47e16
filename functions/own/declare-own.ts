import type { OwnPermission } from '../../contracts/own-needs.ts';

/** Plain JSON. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** Refuses, by type, values that are none. Not as a constraint, by which a 9 would be of type 9. */
type PlainJson<Values> = { readonly [Name in keyof Values]: Values[Name] extends Json ? unknown : never };

/** What a call flow needs besides the call: made by `declareOwn`, and given to `defineFlow` as `own`. */
export interface Own<Values = object, SecretName extends string = string> {
  readonly values: Values;
  /** Name in the call flow → name in Secrets Manager. */
  readonly secrets: Readonly<Record<SecretName, string>>;
  readonly permissions: readonly OwnPermission[];
}

/**
 * Declares a call flow's own settings, secrets and permissions (docs/call-flows.md). `synth` checks them.
 * @param values plain JSON; deployed with the code, so nothing secret
 * @param secrets `{ crmToken: 'my-company/crm-token' }`: names in Secrets Manager, in each serving region
 * @param permissions IAM statements for the functions that run the call flow
 */
export function declareOwn<Values extends object = object, SecretName extends string = never>({
  values,
  secrets,
  permissions = [],
}: {
  readonly values?: Values & PlainJson<Values>;
  readonly secrets?: Readonly<Record<SecretName, string>>;
  readonly permissions?: readonly OwnPermission[];
}): Own<Values, SecretName> {
  return {
    values: values ?? ({} as Values),
    secrets: secrets ?? ({} as Readonly<Record<SecretName, string>>),
    permissions,
  };
}
