import { checkApplication } from '../../../../cli/link/guard/plan/check-application.ts';
import { forwardLine } from '../../../../cli/link/guard/plan/check-call-flow.ts';
import { checkDeployment } from '../../../../cli/link/guard/plan/check-deployment.ts';
import { ownWebhooks } from '../../../../cli/link/guard/plan/own-webhooks.ts';
import type { ApplicationFlow } from '../../../../cli/kit/application-flows.ts';
import { checkCallFlow } from '../../../../cli/link/guard/plan/check-call-flow.ts';
import type { Kept } from '../../../../cli/link/write/kept.ts';
import { CommandError } from '../../../../cli/kit/command-error.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { settings } from '../../../fixtures/own/settings.ts';
import { twoRegions } from '../two-regions.ts';
import { voiceCapability } from '../../../../contracts/voice-capability.ts';

const ANSWER = 'https://voice.example.com/webhooks/answer';
const EVENT = 'https://voice.example.com/webhooks/event';
const OTHER_HOST = 'https://events.example.com/e?a=1';
const webhook = (address: string, http_method = 'POST') => ({ address, http_method });
const application = (webhooks: object, more: object = {}): JsonObject =>
  ({ name: 'Own', capabilities: { voice: { webhooks, ...more } } }) as unknown as JsonObject;
const own = (webhooks: object, more?: object) => ownWebhooks(application(webhooks, more), twoRegions, []);
const COMMANDS = { undo: 'npm run link -- undo', apply: 'npm run link -- apply' };
const fixes = (webhooks: object, more?: object) =>
  checkApplication(own(webhooks, more), COMMANDS).filter(({ status }) => status === 'fix');

describe('an application', () => {
  it('with POST over https at public hosts can be guarded', () => {
    expect(fixes({ answer_url: webhook(ANSWER), event_url: webhook(EVENT) })).toEqual([]);
    expect(fixes({ answer_url: webhook(ANSWER) })).toEqual([]);
    expect(fixes({ answer_url: webhook('https://203.0.113.9/answer') })).toEqual([]);
    expect(fixes({ answer_url: webhook(ANSWER), event_url: webhook(OTHER_HOST) })).toEqual([]);
  });

  it.each([
    ['GET', { answer_url: webhook(ANSWER, 'GET') }, 'expected http_method POST, found GET'],
    ['no method, which is GET', { answer_url: { address: ANSWER } }, 'found GET'],
    ['an event URL by GET', { answer_url: webhook(ANSWER), event_url: webhook(EVENT, 'GET') }, 'found GET'],
    ['http', { answer_url: webhook('http://voice.example.com/a') }, 'expected https'],
    ['loopback', { answer_url: webhook('https://127.0.0.1/a') }, 'expected a public address'],
    ['localhost', { answer_url: webhook('https://localhost/a') }, 'expected a public address'],
    ['a private address', { answer_url: webhook('https://10.1.2.3/a') }, 'expected a public address'],
    ['IPv6 loopback', { answer_url: webhook('https://[::1]/a') }, 'expected a public address'],
    ['no answer_url', {}, 'found none'],
  ])('with %s cannot, and hears what to change', (_case, webhooks, expected) => {
    const [problem] = fixes(webhooks);
    expect(problem?.text).toContain(expected);
    expect(problem?.fix).toBeTruthy();
  });

  it('that is not signed has a note of what apply does', () => {
    const rows = checkApplication(
      own({ answer_url: webhook(ANSWER) }, { signed_callbacks: false }),
      COMMANDS,
    );
    expect(rows.find(({ about }) => about === 'signed_callbacks')).toMatchObject({ status: 'note' });
  });

  it('that is guarded already is known by what was kept of it', () => {
    const before = application({ answer_url: webhook(ANSWER), event_url: webhook(EVENT) });
    const now = {
      name: 'Own',
      capabilities: { voice: voiceCapability(twoRegions) },
    } as unknown as JsonObject;
    const entry = { before, after: now } as Kept;
    expect(ownWebhooks(now, twoRegions, [entry])).toMatchObject({
      isGuarded: true,
      answer: { address: ANSWER },
    });
    expect(checkApplication(ownWebhooks(now, twoRegions, []), COMMANDS)[0]?.text).toContain(
      'among what is kept',
    );
  });

  it.each([
    ['GET', webhook(ANSWER, 'GET'), 'to POST in the Vonage dashboard'],
    ['http', webhook('http://voice.example.com/a'), 'serve it over https'],
    ['a private address', webhook('https://10.1.2.3/a'), 'by its public name'],
  ])('that is guarded already although it was %s is changed after an undo', (_what, answer_url, fix) => {
    const now = { name: 'Own', capabilities: { voice: voiceCapability(twoRegions) } };
    const entry = { before: application({ answer_url }), after: now } as unknown as Kept;
    const rows = checkApplication(
      ownWebhooks(now as unknown as JsonObject, twoRegions, [entry]),
      COMMANDS,
    ).filter(({ status }) => status === 'fix');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.fix).toMatch(/^first take the guard out: npm run link -- undo; then /);
    expect(rows[0]?.fix).toContain(fix);
    expect(rows[0]?.fix).toMatch(/; then put it in again: npm run link -- apply$/);
  });
});

it('the line names what forwardTo does not have anyway', () => {
  expect(forwardLine(own({ answer_url: webhook(ANSWER), event_url: webhook(EVENT) }))).toBe(
    "forward: forwardTo('https://voice.example.com'),",
  );
  const other = {
    answer_url: webhook('https://a.example.com/x?y=1'),
    event_url: webhook('https://a.example.com/e'),
  };
  expect(forwardLine(own(other))).toBe(
    "forward: forwardTo('https://a.example.com', { answer: '/x?y=1', event: '/e' }),",
  );
  const hosts = { answer_url: webhook(ANSWER), event_url: webhook(OTHER_HOST) };
  expect(forwardLine(own(hosts))).toBe(
    `forward: forwardTo({ answer: '${ANSWER}', event: '${OTHER_HOST}' }),`,
  );
  expect(forwardLine(own(hosts), 'unreachable')).toBe(
    `forward: forwardTo({ answer: '${ANSWER}', event: '${OTHER_HOST}' }, { next: 'unreachable' }),`,
  );
  expect(forwardLine(own(other), 'unreachable')).toBe(
    "forward: forwardTo('https://a.example.com', { answer: '/x?y=1', event: '/e', next: 'unreachable' }),",
  );
});

it('settings that would refuse its callbacks are named', () => {
  const [id = ''] = settings.vonage.applicationIds;
  const texts = (application: string, key: string) =>
    checkDeployment(application, key, twoRegions, settings)
      .filter(({ status }) => status === 'fix')
      .map(({ text }) => text);
  expect(texts(id, settings.vonage.apiKey)).toEqual([]);
  expect(texts('cccccccc-bbbb-4ccc-8ddd-0123456789ab', 'other123').join()).toMatch(
    /vonage\.applicationIds.*vonage\.apiKey other123/,
  );
});

describe('the call flows of the application', () => {
  const urls = { answer_url: webhook(ANSWER), event_url: webhook(EVENT) };
  const right = { answerUrl: ANSWER, eventUrl: EVENT };
  const flow = (where: string, forward?: object, ...numbers: string[]) =>
    ({ where, numbers, forward }) as ApplicationFlow;

  it('that forward nowhere are named, each with the line to write', () => {
    const [row] = checkCallFlow(own({ answer_url: webhook(`${ANSWER}/a`) }), [
      flow('functions/call-flow.ts'),
    ]);
    const line = "forward: forwardTo('https://voice.example.com', { answer: '/webhooks/answer/a' }),";
    expect(row).toMatchObject({ status: 'fix', fix: expect.stringContaining(line) });
  });

  it('that forward elsewhere are named, with what was found and their step', () => {
    const other = { answerUrl: ANSWER, eventUrl: `${EVENT}/e`, next: 'menu' };
    expect(checkCallFlow(own(urls), [flow('functions/call-flow.ts', other)])).toEqual([
      {
        about: 'functions/call-flow.ts',
        status: 'fix',
        text: `expected ${EVENT}, found ${EVENT}/e`,
        fix: expect.stringContaining("{ next: 'menu' }"),
      },
    ]);
  });

  it('guard it where one forwards to just its URLs; what the others do is a note that names their numbers', () => {
    const rows = checkCallFlow(own(urls), [
      flow('functions/call-flow.ts'),
      flow('"sales"', right, '447700900000'),
      flow('"other"', { ...right, answerUrl: 'https://other.example.com/a' }, '447700900002'),
    ]);
    expect(rows.map(({ status }) => status)).toEqual(['note', 'ok', 'note']);
    expect(rows[0]?.text).toContain('all numbers that have no flow of their own');
    expect(rows[2]?.text).toContain(
      `calls to 447700900002 go on elsewhere: expected ${ANSWER}, found https://other.example.com/a`,
    );
  });

  it('that cannot be loaded are to be fixed', () => {
    const [row] = checkCallFlow(own(urls), new CommandError('expected code that can be loaded'));
    expect(row).toMatchObject({ status: 'fix', text: 'expected code that can be loaded' });
  });
});
