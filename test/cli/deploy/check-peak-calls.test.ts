import { checkPeakCalls, declaredPeak, neededFor } from '../../../cli/deploy/checks/check-peak-calls.ts';
import type { AssemblyStack, Template } from '../../../cli/stacks/assembly.ts';
import { REGIONS, STACKS, templateOf } from '../support/an-assembly.ts';
import { aDeploy, withSecret } from './a-deploy.ts';

const { primary, secondary } = REGIONS;
const RATE = { perSecond: 10_000, burst: 5000 };

/** Functions that are told this peak, in a variable in which the account's id is left open. */
function withPeak(template: Template, peakCalls: number | null, reserved?: number): Template {
  const settings = JSON.stringify({ outbound: { callsPerSecond: 3, peakCalls, personLines: null }, x: '#' });
  const [before, behind] = settings.split('#');
  const properties = {
    Environment: {
      Variables: { SETTINGS: { 'Fn::Join': ['', [before, { Ref: 'AWS::AccountId' }, behind]] } },
    },
    ...(reserved !== undefined && { ReservedConcurrentExecutions: reserved }),
  };
  const ladder = { Type: 'AWS::Lambda::Function', Properties: properties };
  return { ...template, Resources: { ...template.Resources, LadderFunction: ladder } };
}

const stackWith = (peakCalls: number | null, reserved?: number): AssemblyStack => ({
  role: 'primary',
  name: STACKS.primary,
  region: primary,
  account: undefined,
  bootstrap: { version: 7, parameter: '/p' },
  template: withPeak(templateOf('primary'), peakCalls, reserved),
});
const check = (peakCalls: number, unreserved: number, rate = RATE, reserved?: number) =>
  checkPeakCalls(stackWith(peakCalls, reserved), peakCalls, { limit: 1000, unreserved }, rate);

describe('the declared peak', () => {
  it('is read from what the functions are told', () => {
    expect(declaredPeak(stackWith(540), '111122223333')).toBe(540);
    expect(declaredPeak(stackWith(null), '111122223333')).toBeNull();
    expect(declaredPeak({ ...stackWith(1), template: templateOf('primary') }, '1')).toBeNull();
  });

  it('needs three events of half a second for each dropped caller, beside ordinary calls', () => {
    expect(neededFor(540)).toEqual({ ofLadder: 810, executions: 813, requests: 1620 });
  });

  it.each([
    [540, 1000, RATE, undefined, 'ok'],
    [540, 813, RATE, undefined, 'ok'],
    [540, 812, RATE, undefined, 'failed'],
    [6, 10, RATE, undefined, 'ok'],
    [7, 10, RATE, undefined, 'failed'],
    [540, 1000, { perSecond: 10_000, burst: 1619 }, undefined, 'failed'],
    [540, 1000, { perSecond: 1619, burst: 5000 }, undefined, 'failed'],
    // Each function has its own share then.
    [540, 100, RATE, 810, 'ok'],
    [540, 1000, RATE, 809, 'failed'],
    // More environments than Lambda starts of one function.
    [666, 5000, RATE, undefined, 'ok'],
    [667, 5000, RATE, undefined, 'failed'],
  ] as const)('%i calls, %i unreserved, %j, reserved %p: %s', (peak, unreserved, rate, reserved, state) => {
    expect(check(peak, unreserved, rate, reserved).state).toBe(state);
  });

  it('is refused with what was expected, what was found and how to fix it', () => {
    const { found, whatToDo } = check(540, 500, { perSecond: 1000, burst: 5000 });
    expect(found).toContain(
      'vonage.peakCalls 540, all dropped at once (3 events a dropped caller, 0.5 s each)',
    );
    expect(found).toContain('expected 813 executions and 1620 requests a second at least');
    expect(found).toContain('found 500 unreserved and 1000, in a burst 5000');
    expect(whatToDo).toContain(
      `ask for 813 or more (Service Quotas, Lambda, "Concurrent executions", ${primary})`,
    );
    expect(whatToDo).toContain('ask for 1620 requests a second');
    expect(whatToDo).toContain('Or lower vonage.peakCalls in settings.ts.');
    expect(check(540, 1000, RATE, 10).whatToDo).toContain('raise functions.reservedConcurrency to 810');
    expect(check(700, 5000).whatToDo).toContain('no more than 666 calls');
  });
});

describe('deploy, where a peak is declared', () => {
  const test = aDeploy({}, (role, template) => (role === 'static' ? template : withPeak(template, 540)));

  it('passes where both regions take it', async () => {
    const { code, err } = await test.deploy(...withSecret(test));
    expect(code).toBe(0);
    for (const region of [primary, secondary]) expect(err).toMatch(new RegExp(`✓ +${region} +peak calls`));
  });

  it.each([primary, secondary])('stops before it writes anything where %s does not', async (region) => {
    const at = test.cloud.regions[region];
    if (at !== undefined) at.concurrency = { limit: 500, unreserved: 500 };
    const { code, err } = await test.deploy(...withSecret(test));
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`✗ +${region} +peak calls`));
    expect(err).toContain('Or lower vonage.peakCalls');
    expect(test.cloud.did).toEqual([]);
  });
});
