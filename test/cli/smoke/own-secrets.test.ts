import type { OwnSecret } from '../../../cli/smoke/aws/own-secrets.ts';
import { ownSecretsIn } from '../../../cli/smoke/aws/own-secrets.ts';
import { ownSecrets } from '../../../cli/smoke/rows/own-secrets.ts';
import type { Target } from '../../../cli/smoke/target.ts';
import type { RegionalOutputs } from '../../../contracts/outputs.ts';
import { startSecretStore } from '../../functions/support/secret-store.ts';
import type { StoreAnswer } from '../../functions/support/secret-store.ts';

const secret = (region: string, problem?: string): OwnSecret => ({
  region,
  name: 'my/crm',
  problem: () => Promise.resolve(problem),
});
const checked = (...secrets: readonly OwnSecret[]) => ownSecrets.check({ ownSecrets: secrets } as Target);

describe('the row of own secrets', () => {
  it('is right where none is declared, and where each region has them', async () => {
    expect(await checked()).toEqual({ status: 'ok', found: 'the call flow declares none' });
    expect(await checked(secret('eu-west-1'), secret('eu-central-1'))).toMatchObject({ status: 'ok' });
  });

  it('names what is missing in one region', async () => {
    expect(await checked(secret('eu-west-1', 'does not exist'), secret('eu-central-1'))).toEqual({
      status: 'differs',
      found: 'my/crm does not exist in eu-west-1',
    });
  });

  const REGION = 'eu-west-1';
  const problemIn = async (answer: StoreAnswer) => {
    const store = await startSecretStore(answer);
    const [one] = ownSecretsIn({
      Region: REGION,
      SignatureSecretArn: `arn:aws:secretsmanager:${REGION}:111122223333:secret:signature-abc123`,
      SecretsManagerUrl: store.endpoint,
      CallFlowSecrets: 'my/crm my/sms',
    } as RegionalOutputs);
    try {
      return await one?.problem();
    } finally {
      await store.close();
    }
  };

  it.each<[string, StoreAnswer, string | undefined]>([
    ['a text', { status: 200, body: '{"SecretString":"x"}' }, undefined],
    ['bytes', { status: 200, body: '{"SecretBinary":"aaaa"}' }, 'is no text'],
    ['none', { status: 400, body: '{"__type":"ResourceNotFoundException"}' }, 'does not exist'],
    [
      'a deleted one',
      { status: 400, body: '{"__type":"InvalidRequestException"}' },
      'is scheduled to be deleted',
    ],
  ])('sees %s', async (_what, answer, problem) => {
    expect(await problemIn(answer)).toBe(problem);
  });

  it('is not checked where it may not be read', async () => {
    const denied = problemIn({ status: 400, body: '{"__type":"AccessDeniedException","Message":"no"}' });
    await expect(denied).rejects.toThrow('secretsmanager:GetSecretValue of my/crm');
  });
});
