import { CALL_FLOWS } from '../../contracts/call-flow-report.ts';
import { canaryName } from '../../contracts/canary-switch.ts';
import { settings } from '../fixtures/own/settings.ts';
import { grantedTo, withoutHash } from '../../infra/template-checks/permissions/granted.ts';
import { ofType, synthesized } from './synthesized.ts';
import type { Synthesized, Template } from './synthesized.ts';
import { FLOWS, withCandidate } from './with-candidate.ts';

const NAME = canaryName(settings.name);
let one: Synthesized;
let two: Synthesized;
beforeAll(async () => {
  one = await synthesized();
  two = await withCandidate();
});
afterAll(() => Promise.all([one.remove(), two.remove()]));

/** Functions that may read the canary switch. */
const readers = (template: Template): readonly string[] =>
  ofType(template, 'AWS::Lambda::Function')
    .filter(([, { Properties }]) =>
      grantedTo(template, Properties.Role['Fn::GetAtt'][0]).some((each) =>
        each.endsWith(`:parameter${NAME}`),
      ),
    )
    .map(([id]) => withoutHash(id));

describe.each(['primary', 'secondary'] as const)('the %s stack', (role) => {
  it('lets the functions where calls begin read the switch of their region, where there is a candidate', () => {
    expect(readers(one[role])).toEqual([]);
    expect([...readers(two[role])].sort()).toEqual(['AnswerFunction', 'FallbackFunction']);
    const [permission] = grantedTo(
      two[role],
      ofType(two[role], 'AWS::IAM::Role').find(([id]) => id.startsWith('AnswerRole'))?.[0] ?? '',
    ).filter((each) => each.includes('ssm:'));
    expect(permission).toBe(
      `ssm:GetParameter on arn:aws:ssm:${settings.regions[role]}:\${AWS::AccountId}:parameter${NAME}`,
    );
  });

  it('says the version of its candidate', () => {
    expect(one[role].Outputs['CandidateVersion']).toBeUndefined();
    expect(two[role].Outputs['CandidateVersion']).toEqual({ Value: '2' });
  });

  it('holds the steps of its call flows, for npm run deploy', () => {
    const metadata = (template: Template): unknown =>
      (template as unknown as { Metadata: Record<string, unknown> }).Metadata[CALL_FLOWS];
    expect(metadata(one[role])).toEqual({ callFlow: { version: 1, steps: {} } });
    expect(metadata(two[role])).toEqual(FLOWS);
  });
});
