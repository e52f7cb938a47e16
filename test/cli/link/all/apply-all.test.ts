import { testIo } from '../support/test-io.ts';
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

const PUT_DESK = `PUT /v2/applications/${DESK}`;
const PUT_SALES = `PUT /v2/applications/${SALES}`;
const MOVE = 'POST /number/update';

let two: TwoApplications;
beforeAll(nameTwoApplications);
beforeEach(async () => {
  two = await startTwoApplications();
});
afterEach(() => two.stop());

/** All numbers of the settings are the account's. */
async function withAllNumbers(): Promise<void> {
  await two.stop();
  two = await startTwoApplications({ [MISSING]: DESK });
}

describe('link plan --all', () => {
  it('shows each application, and names each number that is not as the settings say, with the command', async () => {
    const { code, stdout } = await two.plan();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^"Desk", aaaa.*\n(?:.*\n)+"Sales", bbbb/);
    const again = `--outputs ${two.outputs}`;
    const rows = stdout.split('\n').filter((line) => /^(?:as planned|differs|TO FIX)/.test(line));
    expect(rows.map((row) => row.replaceAll(/ {2,}/g, '  '))).toEqual([
      `differs  application ${DESK}  "Desk": 13 to change → npm run link -- apply ${again} --application ${DESK}`,
      `differs  application ${SALES}  "Sales": 13 to change → npm run link -- apply ${again} --application ${SALES}`,
      `as planned  number ${RIGHT}  calls go to the application ${DESK}`,
      `differs  number ${WRONG}  expected its calls to go to the application ${SALES}, found the application cccccccc-bbbb-4ccc-8ddd-0123456789ab → npm run guard -- number ${WRONG} --to ${SALES} ${again}`,
      `differs  number ${BY_SIP}  expected its calls to go to the application ${DESK}, found sip sip:a@example.com → npm run guard -- number ${BY_SIP} --to ${DESK} ${again}`,
      expect.stringMatching(`^TO FIX  number ${MISSING}  Expected the number ${MISSING} in the account`),
    ]);
    expect(stdout).toContain(`All of it: npm run link -- apply --all ${again}`);
    expect(two.writes()).toEqual([]);
  });

  it('says 2 where all can be written, 0 where nothing differs; a line of JSON for each', async () => {
    await withAllNumbers();
    expect((await two.plan()).code).toBe(2);
    await two.apply();
    const { code, stdout } = await two.plan('--json');
    const lines = stdout.trimEnd().split('\n');
    expect([code, lines.map((line) => (JSON.parse(line) as { changes: unknown[] }).changes.length)]).toEqual([
      0,
      [0, 0, 0, 0, 0, 0],
    ]);
  });

  it('shows the others where an application cannot be read, and no number of it', async () => {
    two.api.failNext('GET', '500', '500', '500');
    const { code, stdout } = await two.plan();
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`TO FIX +application ${DESK} .*500`));
    expect(stdout).toMatch(
      new RegExp(`TO FIX +number ${RIGHT} +Expected its application ${DESK} to have a plan`),
    );
    expect(stdout).toMatch(new RegExp(`differs +number ${WRONG} `));
  });

  it('says once that the credentials are wrong', async () => {
    const own = testIo({ env: { ...two.env, VONAGE_API_SECRET: 'other' } });
    const { code, stderr } = await two.applyIn(own, '--yes');
    expect([code, stderr.match(/to accept the API key/g)?.length]).toEqual([1, 1]);
  });
});

describe('link apply --all', () => {
  it('writes what is not as planned, applications first, and goes on past a number that is not owned', async () => {
    const { code, stderr } = await two.apply();
    expect([code, two.writes()]).toEqual([1, [PUT_DESK, PUT_SALES, MOVE, MOVE]]);
    expect(two.api.number(WRONG)).toMatchObject({ app_id: SALES });
    expect(two.api.number(BY_SIP)).toMatchObject({ app_id: DESK });
    expect(two.api.number(BY_SIP)).not.toHaveProperty('voiceCallbackType');
    expect(stderr).toMatch(new RegExp(`TO FIX +number ${MISSING} `));
    expect(stderr).toContain(
      'The same command goes on with what is not as planned: npm run link -- apply --all',
    );
  });

  it('asks once, and writes nothing on no', async () => {
    await withAllNumbers();
    const questions: string[] = [];
    const ask = (answer: string) =>
      testIo({ env: two.env, answer: (question) => (questions.push(question), answer) });
    expect([(await two.applyIn(ask('no'))).code, two.writes()]).toEqual([1, []]);
    const { code, stdout } = await two.applyIn(ask('yes'));
    expect([code, questions.length, two.writes().length]).toEqual([0, 2, 4]);
    expect(stdout).toMatch(new RegExp(`NEW +number ${WRONG} +calls go to the application ${SALES}`));
  });

  it('names the way back of each, the last one first, and it leads back', async () => {
    await withAllNumbers();
    const { stdout } = await two.apply();
    const kept = `--kept ${two.folder}/kept`;
    expect(stdout.split('the last one first:\n')[1]?.trimEnd().split('\n')).toEqual([
      `  npm run guard -- number ${BY_SIP} --back ${kept}`,
      `  npm run guard -- number ${WRONG} --back ${kept}`,
      `  npm run link -- undo --application ${SALES} ${kept}`,
      `  npm run link -- undo ${kept}`,
    ]);
    expect((await two.guardNumber(BY_SIP, '--back', '--yes')).code).toBe(0);
    expect(two.api.number(BY_SIP)).toMatchObject({ voiceCallbackType: 'sip' });
  });

  it('ends at a failure of the second application, and goes on there: the first is not written again', async () => {
    await withAllNumbers();
    two.api.failNext('PUT', undefined, '500');
    const failed = await two.apply('--read-back-timeout', '2');
    expect([failed.code, two.writes()]).toEqual([1, [PUT_DESK, PUT_SALES]]);
    expect(failed.stderr).toMatch(new RegExp(`NEW +application ${DESK} .*\nFAILED +application ${SALES} `));
    expect(failed.stderr).toMatch(new RegExp(`differs +number ${WRONG} `));

    const { code } = await two.apply();
    expect([code, two.writes().slice(2)]).toEqual([0, [PUT_SALES, MOVE, MOVE]]);
    expect([(await two.apply()).code, two.writes().length]).toEqual([0, 5]);
  });

  it('moves no number to an application that does not show yet, and says 2', async () => {
    await withAllNumbers();
    const own = testIo({
      env: two.env,
      fetch: async (url, init) => {
        if (init?.method === 'PUT' && String(url).endsWith(SALES)) two.api.lag(3_600_000);
        return fetch(url, init);
      },
    });
    const { code, stderr } = await two.applyIn(own, '--yes', '--read-back-timeout', '2');
    expect([code, two.writes()]).toEqual([2, [PUT_DESK, PUT_SALES, MOVE]]);
    expect(two.api.number(WRONG)).not.toMatchObject({ app_id: SALES });
    expect(stderr).toMatch(new RegExp(`NOT VISIBLE YET +application ${SALES} `));

    two.api.lag(0);
    expect([(await two.apply()).code, two.writes().slice(3)]).toEqual([0, [MOVE]]);
    expect(two.api.number(WRONG)).toMatchObject({ app_id: SALES });
  });

  it('ends after the write that Ctrl-C finds, and says what is done', async () => {
    await withAllNumbers();
    let asked = 0;
    const own: ReturnType<typeof testIo> = testIo({
      env: two.env,
      fetch: async (url, init) => {
        if (init?.method === 'PUT' && ++asked === 1) own.interrupt();
        return fetch(url, init);
      },
    });
    const { code, stderr } = await two.applyIn(own, '--yes');
    expect([code, two.writes()]).toEqual([130, [PUT_DESK]]);
    expect(stderr).toMatch(new RegExp(`NEW +application ${DESK} .*\ndiffers +application ${SALES} `));
    expect([(await two.apply()).code, two.writes().slice(1)]).toEqual([0, [PUT_SALES, MOVE, MOVE]]);
  });

  it('has a line of JSON for each, whatever became of it', async () => {
    two.api.failNext('PUT', undefined, '500');
    const { stdout } = await two.apply('--json', '--read-back-timeout', '2');
    const states = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { state: string }).state);
    expect(states.toSorted()).toEqual(['new', 'not-written', 'not-written', 'old', 'to-fix', 'unchanged']);
  });

  it('takes one application or all', async () => {
    const { code, stderr } = await two.apply('--application', SALES);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('Expected --all or --application, found both'),
    ]);
  });
});
