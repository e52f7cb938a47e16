import { CALL_FLOWS } from '../../../contracts/call-flow-report.ts';
import { checkOwnSecret } from '../../../cli/deploy/checks/check-own-secrets.ts';
import { describePlan } from '../../../cli/deploy/plan/describe-plan.ts';
import { printPlan } from '../../../cli/deploy/plan/print-plan.ts';
import type { DescribedSecret } from '../../../cli/stacks/cloud.ts';
import { readAssembly } from '../../../cli/stacks/read-assembly.ts';
import { settings } from '../../fixtures/own/settings.ts';
import { REGIONS } from '../support/an-assembly.ts';
import { aDeploy, withSecret } from './a-deploy.ts';

const NAME = 'my-company/crm-token';
const PERMISSION = {
  actions: ['dynamodb:GetItem'],
  resources: ['arn:aws:dynamodb:{region}:{account}:table/c'],
};
const OWN = { secrets: [NAME], permissions: [PERMISSION] };
const FLOWS = { callFlow: { version: 1, steps: {} }, candidate: undefined, own: OWN };
const THERE: DescribedSecret = { isDeleted: false, hasValue: true, key: undefined };

describe('a secret of the call flow', () => {
  it.each<[string, DescribedSecret | undefined, RegExp]>([
    [
      'does not exist',
      undefined,
      /aws secretsmanager create-secret --region eu-west-1 --name my-company\/crm-token --secret-string file:\/\/FILE/,
    ],
    ['is scheduled to be deleted', { ...THERE, isDeleted: true }, /restore-secret --region eu-west-1/],
    ['has no value', { ...THERE, hasValue: false }, /put-secret-value --region eu-west-1/],
    ['is encrypted with a key of your own', { ...THERE, key: 'arn:aws:kms:k' }, /kms:Decrypt/],
  ])('that %s is refused, with what to do', (what, found, whatToDo) => {
    const check = checkOwnSecret('eu-west-1', NAME, found, OWN);
    expect(check).toMatchObject({ state: 'failed', where: 'eu-west-1' });
    expect(check.found).toContain(`${NAME} ${what}`);
    expect(check.whatToDo).toMatch(whatToDo);
  });

  it('is taken where its key may be used', () => {
    const own = { ...OWN, permissions: [{ actions: ['kms:Decrypt'], resources: ['arn:aws:kms:k'] }] };
    expect(checkOwnSecret('eu-west-1', NAME, { ...THERE, key: 'arn:aws:kms:k' }, own).state).toBe('ok');
  });
});

describe('npm run deploy', () => {
  const test = aDeploy({}, (role, template) =>
    role === 'static' ? template : { ...template, Metadata: { [CALL_FLOWS]: FLOWS } },
  );

  it('asks both serving regions for the secrets, before it writes anything', async () => {
    test.cloud.regions[REGIONS.primary]?.ownSecrets.set(NAME, THERE);
    const { code, err } = await test.deploy(...withSecret(test));
    expect(code).toBe(1);
    expect(test.cloud.did).toEqual([]);
    expect(err).toMatch(new RegExp(`✓ +${REGIONS.primary} +call flow +the secret ${NAME} exists`));
    expect(err).toMatch(new RegExp(`✗ +${REGIONS.secondary} +call flow +the secret ${NAME} does not exist`));
  });

  it('says in its plan what the call flow reads and may do', () => {
    const text = printPlan(describePlan(readAssembly(test.assembly.folder, settings), settings)).join('\n');
    expect(text.split(`the secret ${NAME}, which is yours`)).toHaveLength(3);
    expect(text).toContain('dynamodb:GetItem on arn:aws:dynamodb:{region}:{account}:table/c');
  });
});
