import { readFileSync } from 'node:fs';
import { applicationOutput, staticOutput } from '../../contracts/outputs.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { readAssembly } from '../../emulator/assembly/read-assembly.ts';
import { renderOwnStaticNccos } from '../../infra/static-tier/render-own-static-nccos.ts';
import { settings } from '../fixtures/own/settings.ts';
import { ofType, synthesized } from './synthesized.ts';
import type { Synthesized } from './synthesized.ts';

const SALES = 'BBBBBBBB-bbbb-4ccc-8ddd-0123456789ab';
const KEY = applicationOutput(SALES);
const vonage = { ...settings.vonage, applicationIds: [...settings.vonage.applicationIds, SALES] };
const own = { staticNcco: 'connect-phone', applicationId: SALES, person: { phone: '447700900009' } };

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized({ vonage, numbers: { 447700900000: own, 447700900001: own, 447700900002: {} } });
});
afterAll(() => all.remove());

const pagesOf = (config: { CustomErrorResponses: readonly { ResponsePagePath: string }[] }) => [
  ...new Set(config.CustomErrorResponses.map(({ ResponsePagePath }) => ResponsePagePath)),
];
const page = (name: string) => `/static/${name}.json.${SALES.toLowerCase()}.json`;

describe('an application with a static NCCO of its own', () => {
  it.each(['primary', 'secondary'] as const)('has its own distribution in the %s stack', (role) => {
    const [front, other, ...rest] = ofType(all[role], 'AWS::CloudFront::Distribution');
    expect(rest).toEqual([]);
    expect(pagesOf(front?.[1].Properties.DistributionConfig)).toEqual([
      '/static/instead-of-4xx.json',
      '/static/instead-of-5xx.json',
    ]);
    expect(pagesOf(other?.[1].Properties.DistributionConfig)).toEqual([
      page('instead-of-4xx'),
      page('instead-of-5xx'),
    ]);
    expect(all[role].Outputs[KEY]?.Value).toEqual({
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [other?.[0], 'DomainName'] }, '/fallback']],
    });
  });

  it('has error pages whose reads the alarms count: the metrics are of prefixes of their keys', () => {
    const prefixes = (
      ofType(all.static, 'AWS::S3::Bucket')[0]?.[1].Properties.MetricsConfigurations as { Prefix: string }[]
    ).map(({ Prefix }) => `/${Prefix}`);
    for (const name of ['instead-of-4xx', 'instead-of-5xx'])
      expect(prefixes.filter((prefix) => page(name).startsWith(prefix))).toEqual([`/static/${name}.json`]);
  });

  it('is read by the emulator, with the NCCO that names its person', () => {
    const { primary, secondary, static: tier } = readAssembly(all.folder);
    const { objects = [] } = tier.buckets[0] ?? {};
    for (const { distribution, ofApplications, outputs } of [primary, secondary]) {
      expect(outputs['FrontUrl']).toBe(`https://${distribution.hostName}`);
      expect(ofApplications.map(({ hostName }) => `https://${hostName}/fallback`)).toEqual([outputs[KEY]]);
      for (const { responsePagePath = '' } of ofApplications[0]?.errorResponses ?? []) {
        const served = objects.find(({ key }) => `/${key}` === responsePagePath);
        expect(served?.contentType).toBe('application/json');
        expect(readFileSync(served?.source ?? '', 'utf8')).toContain('447700900009');
      }
    }
    expect(tier.outputs[staticOutput(KEY)]).toBe(`https://${tier.distribution.hostName}${page('fallback')}`);
  });
});

describe('renderOwnStaticNccos', () => {
  const render = (numbers: Settings['numbers']) =>
    renderOwnStaticNccos({ ...settings, vonage, numbers }, { audioUrl: 'https://example.com/audio/a.wav' });

  it('renders nothing where all have the common one', () => {
    expect(render({ 447700900000: {}, 447700900001: { applicationId: SALES } })).toEqual([]);
  });

  it('refuses two persons in one static NCCO, unless it names neither', () => {
    const other = { ...own, person: { phone: '447700900010' } };
    expect(() => render({ 447700900000: own, 447700900001: other })).toThrow(
      /numbers\.447700900001\.staticNcco.*: expected the person of numbers\.447700900000/,
    );
    const same = { staticNcco: 'announcement-audio' };
    expect(render({ 447700900000: { ...own, ...same }, 447700900001: { ...other, ...same } })).toHaveLength(
      1,
    );
  });

  it('refuses a file that is not there, by the number that names it', () => {
    expect(() => render({ 447700900000: { ...own, staticNcco: 'nowhere' } })).toThrow(
      'numbers.447700900000.staticNcco (static-ncco/nowhere.json): expected the name of a file in static-ncco/, found no such file',
    );
  });
});
