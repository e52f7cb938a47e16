import type { GuardedProject } from './a-guarded-project.ts';
import { FIRST, SECOND, SECONDS_NUMBER, startGuardedProject } from './a-guarded-project.ts';

/* The guard as its user types it: each command is a process of its own, against one local system and one application. */

let project: GuardedProject;
beforeAll(async () => void (project = await startGuardedProject()));
afterAll(() => project?.stop());

const guardPlan = () => project.vvf('guard', 'plan', '--outputs', project.outputs, '--kept', project.kept);
const link = (command: string, ...more: string[]) =>
  project.vvf('link', command, '--outputs', project.outputs, ...more);
const apply = (...more: string[]) => link('apply', '--yes', '--kept', project.kept, ...more);
const undo = (...more: string[]) => project.vvf('link', 'undo', '--yes', '--kept', project.kept, ...more);
const application = (id = FIRST) => project.account('GET', `/v2/applications/${id}`);
const numbers = () => project.account('GET', '/account/numbers');

it('an application is planned, guarded, verified, seen to fail, and taken out again as it was', async () => {
  const before = await application();
  const planned = await guardPlan();
  expect([planned.code, planned.stderr]).toEqual([2, '']);
  expect(planned.stdout).toMatch(/ok +functions\/call-flow\.ts +forwards to https:\/\/voice\.example\.com/);
  expect(await application()).toEqual(before);

  const applied = await apply();
  expect([applied.code, applied.stderr]).toEqual([0, '']);
  const verified = await link('verify');
  expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('No drift')]);
  expect(verified.stdout).toMatch(
    /(ok|not checked) +application at voice\.example\.com +the application answers/,
  );
  const guarded = await guardPlan();
  expect([guarded.code, guarded.stdout]).toEqual([0, expect.stringContaining('it is guarded already')]);

  const restore = await project.application.host.break('answers-500');
  const failing = await link('verify');
  await restore();
  expect([failing.code, failing.stdout]).toEqual([
    2,
    expect.stringMatching(/DRIFT +application at voice\.example\.com +does not answer: .*status 500/),
  ]);

  const undone = await undo();
  expect([undone.code, undone.stderr]).toEqual([0, '']);
  expect(await application()).toEqual(before);
  const unguarded = await link('verify');
  expect([unguarded.code, unguarded.stdout]).toEqual([2, expect.stringMatching(/not checked .*not guarded/)]);
  expect(unguarded.stdout).not.toContain('takes the guard out');
  expect((await guardPlan()).code).toBe(2);
});

it('guard plan names itself where it finds no outputs, and undo for the application that it was given', async () => {
  const lost = await project.vvf('guard', 'plan');
  expect([lost.code, lost.stderr]).toEqual([
    1,
    expect.stringMatching(
      /\n {2}npm run guard -- plan\nOf a local system, .*\n {2}npm run guard -- plan --outputs FILE/,
    ),
  ]);
  expect(lost.stderr).not.toContain('npm run link -- plan');
  const given = await project.vvf('guard', 'plan', '--outputs', project.outputs, '--application-id', FIRST);
  expect(given.stdout).toContain(`npm run link -- undo --application ${FIRST}   #`);
});

it('an application that takes GET is named by guard plan, and refused by link apply', async () => {
  const before = (await application()) as Record<string, unknown>;
  const body = JSON.stringify({ ...before, id: undefined, _links: undefined });
  await project.account('PUT', `/v2/applications/${FIRST}`, body.replace('"POST"', '"GET"'));
  const got = await application();
  const planned = await guardPlan();
  expect([planned.code, planned.stdout]).toEqual([1, expect.stringMatching(/TO FIX +answer_url/)]);
  const applied = await apply();
  expect([applied.code, applied.stderr]).toEqual([1, expect.stringContaining('Nothing was written')]);
  expect(await application()).toEqual(got);
  await project.account('PUT', `/v2/applications/${FIRST}`, body);
});

it('one number goes to a guarded application with a static NCCO of its own, and back exactly as it was', async () => {
  const [before, numbersBefore] = [await application(SECOND), await numbers()];
  const ofSecond = ['--application', SECOND];
  const early = await project.vvf(
    'guard',
    'number',
    SECONDS_NUMBER,
    '--to',
    SECOND,
    '--outputs',
    project.outputs,
    '--kept',
    project.kept,
    '--yes',
  );
  expect([early.code, early.stderr]).toEqual([1, expect.stringContaining('Link it first')]);

  const applied = await apply(...ofSecond);
  expect([applied.code, applied.stderr]).toEqual([0, '']);
  const { capabilities } = (await application(SECOND)) as {
    capabilities: { voice: { webhooks: { fallback_answer_url: { address: string } } } };
  };
  const own = capabilities.voice.webhooks.fallback_answer_url.address;
  expect(own).not.toBe(project.emulator.voice.webhooks.fallback_answer_url.address);
  // Unsigned: its own static NCCO.
  const served = await (await fetch(own, { method: 'GET' })).text();
  expect(served).toContain('connecting you to a person');

  const number = (...more: string[]) =>
    project.vvf('guard', 'number', SECONDS_NUMBER, '--kept', project.kept, ...more);
  const moved = await number('--to', SECOND, '--outputs', project.outputs, '--yes');
  expect([moved.code, moved.stderr]).toEqual([0, '']);
  expect((await number()).stdout).toContain(`calls go to      the application ${SECOND}`);
  const verified = await link('verify', ...ofSecond);
  expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('No drift')]);
  expect(verified.stdout).toContain("served for a forged request to the fallback's CloudFront distribution");
  const back = await number('--back', '--yes');
  expect([back.code, back.stderr]).toEqual([0, '']);
  expect(await numbers()).toEqual(numbersBefore);

  expect((await undo(...ofSecond)).code).toBe(0);
  expect(await application(SECOND)).toEqual(before);
});
