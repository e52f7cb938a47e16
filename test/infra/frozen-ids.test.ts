import { jest } from '@jest/globals';
import { heldIds } from '../../infra/frozen-ids/held-ids.ts';
import type { HeldIds } from '../../infra/frozen-ids/held-ids.ts';
import { UNCONFIGURED_SIGNATURE_SECRET } from '../../contracts/signature-secret.ts';
import { synthesized } from './synthesized.ts';
import type { Synthesized } from './synthesized.ts';

/*
 * CloudFormation knows a resource by its logical id alone. Under another id it makes a new one and deletes, or leaves behind,
 * the old one: events are then in a bucket that no command reads, callbacks are signed with a secret that no region holds, and Vonage
 * asks at an address that is gone. An id changes with the construct's id or its place in the tree: put that back. Where an id
 * must change, the deployed thing has to be moved first.
 */

let all: Synthesized;
beforeAll(async () => {
  // The CDK prints its warnings as it synthesizes.
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  // Addresses are checked, so that the distribution's key exists too.
  all = await synthesized({ source: { mode: 'both', countOnly: false, operatorRanges: [] } });
  printed.mockRestore();
});
afterAll(() => all.remove());

const HELD: readonly (readonly [logicalId: string, type: string, holds: string])[] = [
  ['JournalBucket71692BB1', 'AWS::S3::Bucket', 'every event of every call'],
  ['SignatureSecretCF548E7F', 'AWS::SecretsManager::Secret', "Vonage's signature secrets, typed in by hand"],
  ['FrontKeySecret18BD0CDA', 'AWS::SecretsManager::Secret', 'the key of gateway and distribution'],
  ['ApiF70053CD', 'AWS::ApiGateway::RestApi', 'the address that Vonage was given'],
  ['ApiDeploymentStageprod3EB9684E', 'AWS::ApiGateway::Stage', 'the rest of that address'],
  ['FrontDistributionF3580CFD', 'AWS::CloudFront::Distribution', 'the address of the fallback'],
  ['AnswerLogs22CB1BA8', 'AWS::Logs::LogGroup', 'what it logged'],
  ['EventLogs1C41A86A', 'AWS::Logs::LogGroup', 'what it logged'],
  ['WebsocketDisconnectedLogs905AC81B', 'AWS::Logs::LogGroup', 'what it logged'],
  ['FallbackLogs95A3B70C', 'AWS::Logs::LogGroup', 'what it logged'],
  ['HealthLogs34B37038', 'AWS::Logs::LogGroup', 'what it logged'],
  ['CheckLogs9B0D688B', 'AWS::Logs::LogGroup', 'what it logged'],
];

const HELD_STATIC: typeof HELD = [
  ['StaticBucket92253581', 'AWS::S3::Bucket', 'what callers hear last'],
  ['StaticDistribution91AD5C4F', 'AWS::CloudFront::Distribution', 'the address of the audio, in its NCCOs'],
  ['DeploymentLogsE85F76B8', 'AWS::Logs::LogGroup', 'what was deployed'],
];

const asHeld = (held: typeof HELD): HeldIds => Object.fromEntries(held.map(([id, type]) => [id, type]));

describe.each(['primary', 'secondary'] as const)('the %s stack', (role) => {
  it.each(HELD)('keeps the logical id %s (%s): it holds %s', (logicalId, type) => {
    expect(all[role].Resources[logicalId]?.Type).toBe(type);
  });

  it('begins with the same placeholder as ever: CloudFormation writes another one over the real secret', () => {
    const { SecretString } = all[role].Resources['SignatureSecretCF548E7F']?.Properties ?? {};
    expect(SecretString).toBe('{"current":"replace-me:not-configured","next":null,"previous":null}');
    expect(SecretString).toBe(UNCONFIGURED_SIGNATURE_SECRET);
  });

  it("generates the distribution's key as before: CloudFormation makes a new one for another length or alphabet", () => {
    expect(all[role].Resources['FrontKeySecret18BD0CDA']?.Properties.GenerateSecretString).toEqual({
      PasswordLength: 64,
      ExcludePunctuation: true,
      IncludeSpace: false,
    });
  });
});

describe('the static stack', () => {
  it.each(HELD_STATIC)('keeps the logical id %s (%s): it holds %s', (logicalId, type) => {
    expect(all.static.Resources[logicalId]?.Type).toBe(type);
  });
});

describe('npm run freeze', () => {
  it('freezes these ids, all of them and no others', () => {
    expect(heldIds(all.primary)).toEqual(asHeld(HELD));
    expect(heldIds(all.secondary)).toEqual(asHeld(HELD));
    expect(heldIds(all.static)).toEqual(asHeld(HELD_STATIC));
  });
});
