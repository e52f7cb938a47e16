/**
 * Text of a template in which only the account and the region are left open, as physical names are; undefined where it
 * depends on anything else.
 */
export function resolveName(
  value: unknown,
  where: { readonly account: string; readonly region: string },
): string | undefined {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = (value ?? {}) as { readonly Ref?: unknown; 'Fn::Join'?: unknown };
  if (Ref === 'AWS::AccountId') return where.account;
  if (Ref === 'AWS::Region') return where.region;
  const [separator, parts] = (Array.isArray(join) ? join : []) as readonly unknown[];
  if (typeof separator !== 'string' || !Array.isArray(parts)) return undefined;
  const resolved = parts.map((part) => resolveName(part, where));
  return resolved.includes(undefined) ? undefined : resolved.join(separator);
}
