import { ofType, synthesized } from './synthesized.ts';
import type { Synthesized } from './synthesized.ts';

const TAG = { Key: 'vonage-voice-failover:drillable', Value: 'true' };
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

describe('the setting drillable', () => {
  it.each(ROLES)('tags the functions and buckets of the %s stack', (role) => {
    for (const type of ['AWS::S3::Bucket', 'AWS::Lambda::Function'])
      for (const [, { Properties }] of ofType(drillable[role], type))
        expect(Properties.Tags).toContainEqual(TAG);
    expect(ofType(drillable[role], 'AWS::S3::Bucket')).not.toEqual([]);
  });

  it.each(ROLES)('as shipped leaves no trace in the %s stack', (role) => {
    expect(JSON.stringify(plain[role])).not.toContain(TAG.Key);
  });

  it.each(['primary', 'secondary'] as const)(
    'lets the functions of the %s stack read a fault switch',
    (role) => {
      const isTold = ({ [role]: template }: Synthesized): readonly string[] =>
        ofType(template, 'AWS::Lambda::Function').map(
          ([, { Properties }]) =>
            /"drillable":(\w+)/.exec(
              JSON.stringify(Properties.Environment.Variables.SETTINGS).replaceAll('\\"', '"'),
            )?.[1] ?? 'nothing',
        );
      expect(new Set(isTold(drillable))).toEqual(new Set(['true']));
      expect(new Set(isTold(plain))).toEqual(new Set(['false']));
    },
  );
});
