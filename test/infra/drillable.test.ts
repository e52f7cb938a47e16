import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import { ofType, synthesized } from './synthesized.ts';
import type { Synthesized } from './synthesized.ts';

const TAGS = { 'vonage-voice-failover:drillable': 'true' };
const ROLES = ['primary', 'secondary', 'static'] as const;

let plain: Synthesized;
let drillable: Synthesized;
beforeAll(async () => {
  plain = await synthesized();
  drillable = await synthesized({ drillable: true });
});
afterAll(async () => {
  await plain.remove();
  await drillable.remove();
});

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly properties: { readonly tags?: object } }>>;
}

/** What the deployment gives to the stack, and CloudFormation to what it holds. */
const tagsOf = ({ folder, settings }: Synthesized, role: (typeof ROLES)[number]): object => {
  const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  return artifacts[stackNames(settings)[role]]?.properties.tags ?? {};
};

describe('the setting drillable', () => {
  it.each(ROLES)('tags the %s stack', (role) => {
    expect(tagsOf(drillable, role)).toEqual(TAGS);
  });

  it.each(ROLES)('as shipped leaves no trace in the %s stack', (role) => {
    expect(tagsOf(plain, role)).toEqual({});
    expect(JSON.stringify(plain[role])).not.toContain('vonage-voice-failover:drillable');
  });

  it.each(['primary', 'secondary'] as const)(
    'lets the functions of the %s stack read a fault switch',
    (role) => {
      const isDrillable = ({ [role]: template }: Synthesized): readonly string[] =>
        ofType(template, 'AWS::Lambda::Function').map(
          ([, { Properties }]) =>
            /"drillable":(\w+)/.exec(
              JSON.stringify(Properties.Environment.Variables.SETTINGS).replaceAll('\\"', '"'),
            )?.[1] ?? 'nothing',
        );
      expect(new Set(isDrillable(drillable))).toEqual(new Set(['true']));
      expect(new Set(isDrillable(plain))).toEqual(new Set(['false']));
    },
  );
});
