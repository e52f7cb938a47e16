import {
  deploymentRecordName,
  otherRegion,
  parseDeploymentRecord,
} from '../../contracts/deployment-record.ts';
import type { DeploymentRecord } from '../../contracts/deployment-record.ts';

const RECORD: DeploymentRecord = {
  writtenAt: '2026-01-01T12:00:00.000Z',
  regions: {
    'eu-central-1': {
      role: 'primary',
      answerUrl: 'https://a.example.com/prod/answer',
      fallbackUrl: 'https://fa.example.com/fallback',
    },
    'eu-west-1': {
      role: 'secondary',
      answerUrl: 'https://b.example.com/prod/answer',
      fallbackUrl: 'https://fb.example.com/fallback',
    },
  },
};
const [PRIMARY, SECONDARY] = Object.keys(RECORD.regions) as [string, string];

describe('the deployment record', () => {
  it('is read as it was written', () => {
    expect(parseDeploymentRecord(JSON.stringify(RECORD))).toEqual(RECORD);
    expect(deploymentRecordName('voice')).toBe('/voice/deployment');
  });

  it('tells each region of the other one', () => {
    expect(otherRegion(RECORD, PRIMARY)).toEqual({ region: SECONDARY, ...RECORD.regions[SECONDARY] });
    expect(otherRegion(RECORD, SECONDARY)).toEqual({ region: PRIMARY, ...RECORD.regions[PRIMARY] });
  });

  it('says where there is no other one', () => {
    expect(otherRegion({ ...RECORD, regions: {} }, PRIMARY)).toBeUndefined();
  });

  it.each([
    ['no JSON', 'not JSON', 'text that is not JSON'],
    ['null', 'null', 'no "writtenAt"'],
    ['no time', JSON.stringify({ regions: {} }), 'no "writtenAt"'],
    ['no regions', JSON.stringify({ writtenAt: RECORD.writtenAt }), 'no "regions"'],
    ['a list of regions', JSON.stringify({ ...RECORD, regions: [] }), 'no "regions"'],
    ['a region that is null', JSON.stringify({ ...RECORD, regions: { x: null } }), 'no role of x'],
    [
      'a region without its URLs',
      JSON.stringify({
        ...RECORD,
        regions: { x: { role: 'primary', answerUrl: 'https://a', fallbackUrl: '' } },
      }),
      'no answerUrl and fallbackUrl of x',
    ],
  ])('refuses %s', (_case, text, found) => {
    expect(() => parseDeploymentRecord(text)).toThrow(`found ${found}. To fix this: npm run deploy.`);
  });
});
