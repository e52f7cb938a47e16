import { checkApplication } from '../../../../cli/link/guard/plan/check-application.ts';
import { forwardLine } from '../../../../cli/link/guard/plan/check-call-flow.ts';
import { checkDeployment } from '../../../../cli/link/guard/plan/check-deployment.ts';
import { ownWebhooks } from '../../../../cli/link/guard/plan/own-webhooks.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { settings } from '../../../fixtures/own/settings.ts';
import { twoRegions } from '../two-regions.ts';
import { voiceCapability } from '../../../../contracts/voice-capability.ts';

const ANSWER = 'https://voice.example.com/webhooks/answer';
const EVENT = 'https://voice.example.com/webhooks/event';
const webhook = (address: string, http_method = 'POST') => ({ address, http_method });
const application = (webhooks: object, more: object = {}): JsonObject =>
  ({ name: 'Own', capabilities: { voice: { webhooks, ...more } } }) as unknown as JsonObject;
const own = (webhooks: object, more?: object) => ownWebhooks(application(webhooks, more), twoRegions, []);
const fixes = (webhooks: object, more?: object) =>
  checkApplication(own(webhooks, more)).filter(({ status }) => status === 'fix');

describe('an application', () => {
  it('with POST over https at one public host can be guarded', () => {
    expect(fixes({ answer_url: webhook(ANSWER), event_url: webhook(EVENT) })).toEqual([]);
    expect(fixes({ answer_url: webhook(ANSWER) })).toEqual([]);
    expect(fixes({ answer_url: webhook('https://203.0.113.9/answer') })).toEqual([]);
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
    [
      'two hosts',
      { answer_url: webhook(ANSWER), event_url: webhook('https://events.example.com/e') },
      'found https://events.example.com/e',
    ],
    ['no answer_url', {}, 'found none'],
  ])('with %s cannot, and hears what to change', (_case, webhooks, expected) => {
    const [problem] = fixes(webhooks);
    expect(problem?.text).toContain(expected);
    expect(problem?.fix).toBeTruthy();
  });

  it('that is not signed has a note of what apply does', () => {
    const rows = checkApplication(own({ answer_url: webhook(ANSWER) }, { signed_callbacks: false }));
    expect(rows.find(({ about }) => about === 'signed_callbacks')).toMatchObject({ status: 'note' });
  });

  it('that is guarded already is known by what was kept of it', () => {
    const before = application({ answer_url: webhook(ANSWER), event_url: webhook(EVENT) });
    const now = {
      name: 'Own',
      capabilities: { voice: voiceCapability(twoRegions) },
    } as unknown as JsonObject;
    const entry = { before, after: now } as Parameters<typeof ownWebhooks>[2][number];
    expect(ownWebhooks(now, twoRegions, [entry])).toMatchObject({
      isGuarded: true,
      answer: { address: ANSWER },
    });
    expect(checkApplication(ownWebhooks(now, twoRegions, []))[0]?.text).toContain('among what is kept');
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
