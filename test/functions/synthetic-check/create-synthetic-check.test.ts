import type { CheckPorts } from '../../../functions/check-ports.ts';
import { createSyntheticCheck } from '../../../functions/synthetic-check/create-synthetic-check.ts';
import { answeredBy, CHECK, fakeCheckRuntime, OTHER, OWN, RECORD } from '../support/check.ts';
import { never, unconfigured } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';

const run = async (changes: Partial<CheckPorts> = {}, event: unknown = {}) => {
  const fake = fakeCheckRuntime(changes);
  return { ...fake, report: await createSyntheticCheck(fake.runtime)(event) };
};
/** Of each target. */
const results = ({ report: { targets } }: Awaited<ReturnType<typeof run>>) =>
  Object.fromEntries(Object.entries(targets).map(([target, { result }]) => [target, result]));

describe('the synthetic check', () => {
  it('asks this region and the other one, and reports both', async () => {
    const { report, asked } = await run();
    const fine = { result: 'ok', needsAttention: false, status: 200, tookMs: 0 };
    expect(report).toEqual({
      region: OWN,
      atMs: NOW_MS,
      targets: {
        own: { ...fine, answeredBy: OWN, detail: `${OWN} answered with a valid NCCO` },
        other: { ...fine, answeredBy: OTHER, detail: `${OTHER} answered with a valid NCCO` },
      },
    });
    expect(asked.own).toMatchObject([{ method: 'POST', url: CHECK.answerUrl }]);
    expect(asked.other).toMatchObject([{ method: 'POST', url: RECORD.regions[OTHER]?.fallbackUrl }]);
  });

  it('asks the other one as the platform is configured to', async () => {
    const { asked } = await run({ check: { ...CHECK, fallbackMethod: 'GET' } });
    expect(asked.other).toMatchObject([{ method: 'GET' }]);
    expect(asked.own).toMatchObject([{ method: 'POST' }]);
  });

  it('asks both at the same time', async () => {
    const ownAsked = Promise.withResolvers<undefined>();
    const otherAsked = Promise.withResolvers<undefined>();
    const done = await run({
      askOwn: async () => (ownAsked.resolve(undefined), await otherAsked.promise, answeredBy(OWN)),
      askOther: async () => (otherAsked.resolve(undefined), await ownAsked.promise, answeredBy(OTHER)),
    });
    expect(results(done)).toEqual({ own: 'ok', other: 'ok' });
  });

  it('asks for the own region alone where the request names only that one, and needs no record for that', async () => {
    const done = await run({ readRecord: () => never() }, { targets: ['own'] });
    expect(results(done)).toEqual({ own: 'ok' });
    expect(done.asked.other).toEqual([]);
  });

  it('logs a line for each, with its metric', async () => {
    const { lines, counts } = await run({ askOther: () => Promise.resolve(answeredBy(null)) });
    expect(lines).toMatchObject([
      { level: 'info', message: 'synthetic check', target: 'own', result: 'ok', answeredBy: OWN },
      { level: 'error', message: 'synthetic check', target: 'other', result: 'static' },
    ]);
    expect(counts).toEqual([
      { name: 'SyntheticCheck', dimensions: { target: 'own', result: 'ok' } },
      { name: 'SyntheticCheck', dimensions: { target: 'other', result: 'static' } },
    ]);
  });

  it('sends nothing while the secret is the placeholder', async () => {
    const done = await run({ readSecrets: () => Promise.resolve([]) });
    expect(results(done)).toEqual({ own: 'not-configured', other: 'not-configured' });
    expect(done.asked).toEqual({ own: [], other: [] });
    expect(done.report.targets.own).toMatchObject({ needsAttention: true, status: null });
  });

  it('signs with the current secret while there are others', async () => {
    const secrets = [
      { name: 'current', value: 'the-current-one' },
      { name: 'next', value: 'the-next-one' },
    ] as const;
    const { asked } = await run({ readSecrets: () => Promise.resolve(secrets) });
    const { asked: alone } = await run({ readSecrets: () => Promise.resolve(secrets.slice(0, 1)) });
    expect(asked.own[0]?.headers).toEqual(alone.own[0]?.headers);
  });

  it.each([
    ['there is no record', undefined],
    [
      'the record names this region alone',
      JSON.stringify({ ...RECORD, regions: { [OWN]: RECORD.regions[OWN] } }),
    ],
  ])('says that it does not know the other region where %s', async (_case, record) => {
    const done = await run({ readRecord: () => Promise.resolve(record) });
    expect(results(done)).toEqual({ own: 'ok', other: 'unknown-target' });
    expect(done.asked.other).toEqual([]);
    expect(done.report.targets.other).toMatchObject({
      needsAttention: false,
      detail: expect.stringContaining('npm run deploy'),
    });
  });

  it.each<[string, Partial<CheckPorts>, string]>([
    [
      'the record cannot be read',
      { readRecord: () => Promise.reject(new Error('away')) },
      'the deployment record cannot be read: away',
    ],
    [
      'the record is malformed',
      { readRecord: () => Promise.resolve('{') },
      'The deployment record is malformed',
    ],
    [
      'nothing listens',
      { askOther: () => Promise.reject(new Error('connect ECONNREFUSED')) },
      'ECONNREFUSED',
    ],
    [
      'another region answers',
      { askOther: () => Promise.resolve(answeredBy(OWN)) },
      `${OWN} answered where ${OTHER} was asked`,
    ],
  ])('fails for the other region, and not for its own, where %s', async (_case, changes, detail) => {
    const done = await run(changes);
    expect(results(done)).toEqual({ own: 'ok', other: 'failed' });
    expect(done.report.targets.other).toMatchObject({
      needsAttention: true,
      detail: expect.stringContaining(detail),
    });
  });

  it('fails for both where the secret cannot be read, and sends nothing', async () => {
    const done = await run({ readSecrets: () => Promise.reject(new Error('Secrets Manager answered 503')) });
    expect(results(done)).toEqual({ own: 'failed', other: 'failed' });
    expect(done.asked).toEqual({ own: [], other: [] });
    expect(done.report.targets.own?.detail).toBe(
      'the signature secret cannot be read: Secrets Manager answered 503',
    );
  });

  it.each(['own', 'other'] as const)('waits for %s no longer than the platform does', async (target) => {
    const hanging: CheckPorts['askOwn'] = (_request, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('This operation was aborted')));
      });
    const socketMs = { own: { answer: 20, fallback: 60_000 }, other: { answer: 60_000, fallback: 20 } };
    const done = await run({
      check: { ...CHECK, socketMs: socketMs[target] },
      ...(target === 'own' ? { askOwn: hanging } : { askOther: hanging }),
    });
    expect(done.report.targets[target]).toMatchObject({
      result: 'failed',
      status: null,
      detail: "no answer within 20 ms, Vonage's socket timeout",
    });
  });

  it('asks each once, whatever is answered', async () => {
    const { asked } = await run({
      askOwn: () => Promise.resolve(answeredBy(null, { status: 503 })),
      askOther: () => Promise.reject(new Error('reset')),
    });
    expect([asked.own.length, asked.other.length]).toEqual([1, 1]);
  });

  it('shows no phone number in what it says', async () => {
    const text = JSON.stringify([
      { action: 'talk', text: 'Hi', number: '447700900123' },
      { action: '447700900124' },
    ]);
    const { report } = await run({ askOwn: () => Promise.resolve(answeredBy(OWN, { text })) });
    expect(report.targets.own?.result).toBe('failed');
    expect(report.targets.own?.detail).toContain('…124');
    expect(report.targets.own?.detail).not.toContain('447700900');
  });

  it('throws for a wrong environment, after it has said so', async () => {
    const lines: unknown[] = [];
    const check = createSyntheticCheck({ ...unconfigured, log: (line) => void lines.push(line) });
    await expect(check({})).rejects.toThrow(unconfigured.problem);
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'synthetic check',
        code: 'configuration',
        problem: unconfigured.problem,
      },
    ]);
  });

  it('throws for targets that there are not, before it asks anybody', async () => {
    const fake = fakeCheckRuntime();
    await expect(createSyntheticCheck(fake.runtime)({ targets: ['both'] })).rejects.toThrow(
      'targets: expected',
    );
    expect(fake.asked).toEqual({ own: [], other: [] });
  });
});
