import { jest } from '@jest/globals';
import { readRangeFile } from '../../../contracts/ip-ranges/range-file.ts';
import type { SourceSettings } from '../../../contracts/settings/settings-schema.ts';
import { callOf, ofType, synthesized, theOnly } from '../synthesized.ts';
import type { Synthesized, Template } from '../synthesized.ts';

export const ROLES = ['primary', 'secondary'] as const;

const OURS = ['8.8.8.0/24', '2606:4700::/32'];
export const RANGES = [...readRangeFile().ranges.map(({ cidr }) => cidr), ...OURS];

const SOURCES = {
  signature: { mode: 'signature', countOnly: false, operatorRanges: OURS },
  ip: { mode: 'ip', countOnly: false, operatorRanges: OURS },
  both: { mode: 'both', countOnly: false, operatorRanges: OURS },
  counting: { mode: 'both', countOnly: true, operatorRanges: OURS },
  'another range': { mode: 'both', countOnly: false, operatorRanges: ['8.8.4.0/24', '2606:4700::/32'] },
  'without IPv6': { mode: 'both', countOnly: false, operatorRanges: [] },
} as const satisfies Record<string, SourceSettings>;
export type Case = keyof typeof SOURCES;

/** The stacks with the sources that are named so. */
export const synthesizeCases = async <C extends Case>(
  names: readonly C[],
): Promise<Readonly<Record<C, Synthesized>>> => {
  const all = {} as Record<C, Synthesized>;
  // The CDK prints its warnings as it synthesizes.
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  for (const name of names) all[name] = await synthesized({ source: SOURCES[name] });
  printed.mockRestore();
  return all;
};

export const removeCases = async (all: Readonly<Record<string, Synthesized>>): Promise<void> => {
  for (const { remove } of Object.values(all)) await remove();
};

export const api = (template: Template) => theOnly(template, 'AWS::ApiGateway::RestApi')[1].Properties;

export const distribution = (template: Template) =>
  theOnly(template, 'AWS::CloudFront::Distribution')[1].Properties.DistributionConfig;

/** Requests for the API go there; all others to the static bucket. */
export const apiBehavior = (template: Template) =>
  distribution(template).CacheBehaviors.find(
    ({ PathPattern }: { readonly PathPattern: string }) => PathPattern === '/fallback',
  );

export const apiOrigin = (template: Template) =>
  distribution(template).Origins.find(
    ({ Id }: { readonly Id: string }) => Id === apiBehavior(template).TargetOriginId,
  );

/** `METHOD /path` of each method, and whether the gateway asks for a key there. */
export const keyed = (template: Template): Readonly<Record<string, boolean>> =>
  Object.fromEntries(
    ofType(template, 'AWS::ApiGateway::Method').map(([, method]) => [
      callOf(template, method),
      method.Properties.ApiKeyRequired === true,
    ]),
  );
