import { jest } from '@jest/globals';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { settings } from '../../fixtures/own/settings.ts';
import { functionPermissions } from '../../../infra/template-checks/permissions/function-permissions.ts';
import { grantedTo, withoutHash } from '../../../infra/template-checks/permissions/granted.ts';
import { statementsOf } from '../../../infra/template-checks/permissions/statements.ts';
import { WRITTEN_REASONS } from '../../../infra/template-checks/permissions/written-reasons.ts';
import { renderValue } from '../../../infra/template-checks/permissions/render-value.ts';
import { ALL, SERVING } from '../../../infra/template-checks/rule.ts';
import { ofType, synthesized } from '../synthesized.ts';
import { withCandidate } from '../with-candidate.ts';
import type { Synthesized, Template } from '../synthesized.ts';

const closed = { source: { mode: 'both', countOnly: false, operatorRanges: [] } } as const;
const CONFIGURATIONS: readonly Partial<Settings>[] = [
  {},
  closed,
  { ...closed, functions: { ...settings.functions, provisionedConcurrency: 1 } },
];

const all: Synthesized[] = [];
beforeAll(async () => {
  // The CDK prints its warnings as it synthesizes.
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  for (const changes of CONFIGURATIONS) all.push(await synthesized(changes));
  all.push(await withCandidate());
  printed.mockRestore();
});
afterAll(async () => {
  for (const { remove } of all) await remove();
});

/** Logical id of the holder, and a thing that a policy allows in it. */
const allowedIn = (template: Template): readonly (readonly [string, string])[] => [
  ...statementsOf(template)
    .filter(({ allows }) => allows)
    .flatMap(({ logicalId, actions, resources }) =>
      [...actions, ...resources].map((what) => [logicalId, what] as const),
    ),
  ...ofType(template, 'AWS::IAM::Role').flatMap(([id, { Properties }]) =>
    ((Properties.ManagedPolicyArns ?? []) as readonly unknown[]).map(
      (one) => [id, renderValue(one)] as const,
    ),
  ),
];

describe('a written reason', () => {
  it.each(WRITTEN_REASONS.map((reason) => [String(reason.what), reason] as const))(
    'is needed by a stack that is deployed: %s',
    (_what, reason) => {
      const needed = all.some((one) =>
        ALL.filter((role) => reason.in.includes(role)).some((role) =>
          allowedIn(one[role]).some(([id, what]) => reason.of.test(id) && reason.what.test(what)),
        ),
      );
      expect(needed).toBe(true);
    },
  );

  it('is a reason, in a sentence', () => {
    for (const { why } of WRITTEN_REASONS) expect(why).toMatch(/^\S+ .{20,}\.$/);
  });
});

describe('what a function may do by the table', () => {
  it.each(SERVING)('is what it may do in the %s stack, in one configuration or another', (role) => {
    const granted: Record<string, Set<string>> = {};
    for (const one of all)
      for (const [id, { Properties }] of ofType(one[role], 'AWS::Lambda::Function')) {
        const name = withoutHash(id).replace(/Function$/, '');
        for (const permission of grantedTo(one[role], Properties.Role['Fn::GetAtt'][0]))
          (granted[name] ??= new Set()).add(permission);
      }
    const table = functionPermissions(settings, role === 'secondary' ? 'secondary' : 'primary', undefined);
    expect(Object.keys(granted).length).toBeGreaterThan(0);
    for (const [name, permissions] of Object.entries(granted))
      expect([name, [...permissions].sort()]).toEqual([name, [...(table[name] ?? [])].sort()]);
  });
});
