import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import { checkAssembly } from '../../infra/template-checks/check-assembly.ts';
import { grantedTo, withoutHash } from '../../infra/template-checks/permissions/granted.ts';
import { settings } from '../fixtures/own/settings.ts';
import { ofType } from './synthesized.ts';
import type { Synthesized, Template } from './synthesized.ts';
import { withFlows } from './with-candidate.ts';

const OTHER_REGION = `arn:{partition}:dynamodb:${settings.regions.primary}:{account}:table/customers`;
const OWN = {
  secrets: ['my-company/crm-token'],
  permissions: [
    { actions: ['dynamodb:GetItem'], resources: [OTHER_REGION] },
    { actions: ['xray:PutTraceSegments'], resources: ['*'], why: 'X-Ray has no resources to name.' },
  ],
};
const FLOW = { version: 1, steps: { menu: [] } };
const EVERYWHERE = ['AnswerFunction', 'EventFunction', 'FallbackFunction'];

let withSteps: Synthesized;
let withoutSteps: Synthesized;
beforeAll(async () => {
  withSteps = await withFlows({ callFlow: FLOW, candidate: undefined, own: OWN }, true);
  withoutSteps = await withFlows({ callFlow: { ...FLOW, steps: {} }, candidate: undefined, own: OWN });
});
afterAll(() => Promise.all([withSteps.remove(), withoutSteps.remove()]));

/** Functions that are allowed it. */
const allowed = (template: Template, permission: string): readonly string[] =>
  ofType(template, 'AWS::Lambda::Function')
    .filter(([, { Properties }]) =>
      (grantedTo(template, Properties.Role['Fn::GetAtt'][0]) as readonly string[]).includes(permission),
    )
    .map(([id]) => withoutHash(id))
    .sort();

describe.each(['primary', 'secondary'] as const)('the %s stack', (role) => {
  const secret = `secretsmanager:GetSecretValue on arn:\${AWS::Partition}:secretsmanager:${settings.regions[role]}:\${AWS::AccountId}:secret:my-company/crm-token-??????`;
  const table = `dynamodb:GetItem on ${OTHER_REGION.replace('{partition}', '${AWS::Partition}').replace('{account}', '${AWS::AccountId}')}`;

  it('lets the functions that run the call flow read its secrets in their own region, and nobody else', () => {
    expect(allowed(withSteps[role], secret)).toEqual(EVERYWHERE);
    expect(allowed(withoutSteps[role], secret)).toEqual(['AnswerFunction', 'FallbackFunction']);
  });

  it('allows them what the call flow declares', () => {
    expect(allowed(withSteps[role], table)).toEqual(EVERYWHERE);
    expect(allowed(withSteps[role], 'xray:PutTraceSegments on *')).toEqual(EVERYWHERE);
  });
});

/** What is found where a policy of the secondary stack is changed. */
async function found(change: (template: Template) => void): Promise<string> {
  const file = join(withSteps.folder, `${stackNames(settings).secondary}.template.json`);
  const before = await readFile(file, 'utf8');
  const template = JSON.parse(before) as Template;
  change(template);
  await writeFile(file, JSON.stringify(template));
  try {
    // Of the rules, those about permissions and regions: the bundles are empty.
    checkAssembly(withSteps.folder, stackNames(settings), settings);
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await writeFile(file, before);
  }
}
const policyOf = (template: Template, name: string) =>
  Object.entries(template.Resources).find(([id]) => id.startsWith(`${name}RoleDefaultPolicy`))?.[1].Properties
    .PolicyDocument;

describe('the template checks', () => {
  it('take what is declared, also a table of the other region alone', async () => {
    expect(await found(() => undefined)).toBe('nothing');
  });

  it('refuse what is not declared', async () => {
    const Statement = {
      Effect: 'Allow',
      Action: 'dynamodb:PutItem',
      Resource: 'arn:aws:dynamodb:eu-west-1:1:table/x',
    };
    expect(await found((template) => policyOf(template, 'Answer').Statement.push(Statement))).toContain(
      'the role of Answer has a permission that is not listed: dynamodb:PutItem on arn:aws:dynamodb:eu-west-1:1:table/x',
    );
  });

  it('refuse it in a function that does not run the call flow', async () => {
    const Statement = { Effect: 'Allow', Action: 'xray:PutTraceSegments', Resource: '*' };
    const message = await found((template) =>
      policyOf(template, 'WebsocketDisconnected').Statement.push(Statement),
    );
    expect(message).toContain('the resource *, a wildcard without a written reason');
    expect(message).toContain('the role of WebsocketDisconnected has a permission that is not listed');
  });

  it('refuse a wildcard that is declared without a reason', async () => {
    expect(
      await found((template) => {
        const { CallFlows } = (template as unknown as { Metadata: { CallFlows: { own: typeof OWN } } })
          .Metadata;
        for (const permission of CallFlows.own.permissions) delete permission.why;
      }),
    ).toContain('allows the resource *, a wildcard without a written reason');
  });
});
