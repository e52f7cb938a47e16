import type { SettingProblem } from './settings-error.ts';
import { isDomainName, isHostedZoneId } from './value-checks.ts';
import type { ValueCheck } from './value-checks.ts';

const MEMBERS: Readonly<Record<string, ValueCheck>> = {
  name: isDomainName,
  hostedZoneId: isHostedZoneId,
  hostedZoneName: isDomainName,
};

/** What is wrong with the setting `domain`; nothing where there is none. */
export function checkDomain(value: unknown): SettingProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const domain = value as Readonly<Record<string, unknown>>;
  const problems = Object.entries(MEMBERS).flatMap(([key, check]) => {
    const expected = check(domain[key]);
    return expected === undefined ? [] : [problem(`domain.${key}`, expected, domain[key])];
  });
  const unknown = Object.keys(domain)
    .filter((key) => !Object.hasOwn(MEMBERS, key))
    .map((key) =>
      problem(`domain.${key}`, `no such setting (there are ${Object.keys(MEMBERS).join(', ')})`, domain[key]),
    );
  if (problems.length > 0 || unknown.length > 0) return [...problems, ...unknown];
  const { name, hostedZoneName } = domain as { readonly name: string; readonly hostedZoneName: string };
  // At the zone's apex a record of another kind may stand already, and it is the company's own address.
  if (name.endsWith(`.${hostedZoneName}`)) return [];
  return [problem('domain.name', `a name inside the hosted zone, like "voice.${hostedZoneName}"`, name)];
}

const problem = (path: string, expected: string, value: unknown): SettingProblem => ({
  path,
  expected,
  found: value === undefined ? 'nothing' : JSON.stringify(value),
});
