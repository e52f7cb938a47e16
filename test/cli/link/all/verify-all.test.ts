import { openApplicationsApi } from '../../../../cli/link/api/applications-api.ts';
import { verifyAll } from '../../../../cli/link/all/verify-all.ts';
import { readTargets } from '../../../../cli/link/plan/target.ts';
import { testIo } from '../support/test-io.ts';
import { answerTo, NOW_MS, SECRET } from '../verify/a-deployment.ts';
import {
  BY_SIP,
  DESK,
  MISSING,
  nameTwoApplications,
  RIGHT,
  SALES,
  startTwoApplications,
  WRONG,
} from './two-applications.ts';
import type { TwoApplications } from './two-applications.ts';

let two: TwoApplications;
beforeAll(nameTwoApplications);
beforeEach(async () => {
  two = await startTwoApplications({ [MISSING]: DESK });
  await two.apply();
});
afterEach(() => two.stop());

async function verify({ json = false } = {}) {
  const { io, take } = testIo({ env: two.env });
  const flags = {
    outputs: two.outputs,
    fallback: 'distribution',
    primary: undefined,
    timeouts: undefined,
    credentials: undefined,
    json,
  } as const;
  const verifying = {
    api: await openApplicationsApi(io, { credentialsFile: undefined }),
    source: 'signature',
    signatureSecret: SECRET,
    send: (request: Parameters<typeof answerTo>[0]) => Promise.resolve(answerTo(request)),
    wayTo: () => Promise.resolve(() => ({})),
    nowMs: () => NOW_MS,
    signal: io.signal,
  } as const;
  const targets = await readTargets({ ...flags, application: undefined }, 'verify');
  const code = await verifyAll(targets, verifying, { flags, io });
  const { stdout, stderr } = take();
  return { code, stdout, stderr, drift: stdout.split('\n').filter((line) => line.startsWith('DRIFT')) };
}

describe('link verify --all', () => {
  it('finds nothing where all is as planned: rows of each application, then of each number', async () => {
    const { code, stdout, drift } = await verify();
    expect([code, drift]).toEqual([0, []]);
    const heads = ['"Desk", ', '"Sales", ', 'The numbers of settings.ts at '];
    const places = heads.map((head) => stdout.indexOf(head));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    for (const number of [RIGHT, WRONG, BY_SIP, MISSING])
      expect(stdout).toMatch(new RegExp(`ok +number ${number} +calls go to the application`));
  });

  it('names an application and numbers that have moved since, each with the command that fixes it', async () => {
    two.api.replace(SALES, { name: 'Sales', capabilities: {} });
    two.api.replaceNumber(RIGHT, { country: 'GB', features: ['VOICE'], app_id: SALES });
    two.api.replaceNumber(BY_SIP, { country: 'GB', features: ['VOICE'] });
    two.api.replaceNumber(MISSING, { country: 'GB', features: ['SMS'], app_id: DESK });
    const { code, drift } = await verify();
    expect(code).toBe(2);
    const again = `--outputs ${two.outputs}`;
    expect(drift).toContainEqual(
      expect.stringContaining(`npm run link -- apply ${again} --application ${SALES}`),
    );
    expect(drift.slice(-3)).toEqual([
      expect.stringContaining(
        `expected its calls to go to the application ${DESK}, found the application ${SALES} → npm run guard -- number ${RIGHT} --to ${DESK} ${again}`,
      ),
      expect.stringContaining(
        `found nowhere: no application is linked to it → npm run guard -- number ${BY_SIP} `,
      ),
      expect.stringContaining(`${MISSING}  expected a number with the feature VOICE, found none`),
    ]);
  });

  it('says 1 where an application cannot be read, and verifies the others', async () => {
    two.api.failNext('GET', '500', '500', '500');
    const { code, stdout, stderr } = await verify();
    expect([code, stderr]).toEqual([1, expect.stringContaining(DESK)]);
    expect(stdout).toContain('"Sales", ');
    expect(stdout).toContain(`number ${WRONG}`);
  });

  it('names a number that the account does not own; a line of JSON for each application, and one for the numbers', async () => {
    await two.stop();
    two = await startTwoApplications();
    await two.apply();
    const { code, stdout } = await verify({ json: true });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { drift: boolean; findings: object[] });
    expect([code, lines.map(({ drift }) => drift)]).toEqual([2, [false, false, true]]);
    expect(lines[2]?.findings).toContainEqual(
      expect.objectContaining({ about: `number ${MISSING}`, status: 'drift' }),
    );
  });
});
