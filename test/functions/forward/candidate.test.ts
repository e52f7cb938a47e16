import { CANARY_OFF, type CanarySwitch } from '../../../contracts/canary-switch.ts';
import { type CallFlow, defineFlow } from '../../../functions/define-flow.ts';
import { forwardBy } from '../../../functions/forward/forward-to.ts';
import type { Reply } from '../../../functions/forward/forward.ts';
import { input, talk } from '../../../ncco/build.ts';
import { callFlow as shipped } from '../../fixtures/own/call-flow.ts';
import { CALL, inWords, nccoOf, pressed, regionOf, urlIn } from '../flow/a-menu.ts';
import { fakeRuntime } from '../support/runtime.ts';

const THEIRS = [
  { action: 'talk', text: 'Their question.' },
  { action: 'input', type: ['dtmf'], eventUrl: ['https://voice.example.com/webhooks/dtmf'] },
];
const STEP = [{ action: 'talk', text: 'Their step.' }];
const ON: CanarySwitch = { share: 1, numbers: [] };

/** An application, what it was asked, and whether it is there. */
function anApplication() {
  const application = { asked: [] as string[], isGone: false };
  const ask = (_callback: unknown, url: string): Promise<Reply> => {
    application.asked.push(url);
    const reply: Reply = application.isGone
      ? { kind: 'failed', failure: 'unreachable', isRetried: true, ms: 1, status: undefined, problem: 'gone' }
      : { kind: 'ncco', ms: 1, status: 200, ncco: url.endsWith('/answer') ? THEIRS : STEP };
    return Promise.resolve(reply);
  };
  return { application, forward: forwardBy(ask, 'https://voice.example.com', { next: 'instead' }) };
}

const own = (version: number, name: string): CallFlow =>
  defineFlow({
    version,
    start: () => [talk(`Question of ${name}.`), input({ next: 'menu' })],
    steps: {
      menu: () => [talk(`Menu of ${name}.`)],
      instead: () => [talk(`Instead, by ${name}.`)],
    },
    rungs: shipped.rungs,
  });

/** A region in which one of two call flows guards. */
function aRegion(guards: 'callFlow' | 'candidate') {
  const { application, forward } = anApplication();
  const flows = { callFlow: own(1, 'the call flow'), candidate: own(2, 'the candidate') };
  const guarding = { ...flows, [guards]: { ...flows[guards], forward } };
  const port = { value: ON, current: () => Promise.resolve(port.value) };
  const region = regionOf(guarding.callFlow, fakeRuntime(), { candidate: guarding.candidate, port });
  const words = async (reply: ReturnType<typeof region.answer>) => inWords(nccoOf(await reply))[0];
  /** Calls begin with the one that guards, or with the other. */
  const begins = (withGuard: boolean): void => {
    port.value = withGuard === (guards === 'candidate') ? ON : CANARY_OFF;
  };
  return {
    ...region,
    application,
    words,
    begins,
    other: guards === 'candidate' ? 'the call flow' : 'the candidate',
    name: guards === 'candidate' ? 'the candidate' : 'the call flow',
  };
}

describe.each(['callFlow', 'candidate'] as const)('where of two call flows %s guards', (guards) => {
  it('begins and goes on with the application, in either region, whatever the switch says by then', async () => {
    const { answer, answerAtFallback, event, fallback, words, begins, application } = aRegion(guards);
    begins(true);
    expect(await words(answerAtFallback())).toBe('Their question.');
    const url = urlIn(nccoOf(await answer()));
    begins(false);
    expect(await words(event(url, pressed('1')))).toBe('Their step.');
    expect(await words(fallback(url, pressed('1')))).toBe('Their step.');
    expect(application.asked.slice(-2)).toEqual([
      'https://voice.example.com/webhooks/dtmf',
      'https://voice.example.com/webhooks/dtmf',
    ]);
  });

  it('keeps the other one’s calls from the application', async () => {
    const { answer, event, fallback, words, begins, application, other } = aRegion(guards);
    begins(false);
    const url = urlIn(nccoOf(await answer()));
    begins(true);
    expect(await words(event(url, pressed('1')))).toBe(`Menu of ${other}.`);
    expect(await words(fallback(url, pressed('1')))).toBe(`Menu of ${other}.`);
    expect(application.asked).toEqual([]);
  });

  it('goes on with its own steps where the application fails', async () => {
    const { answer, event, fallback, words, begins, application, name } = aRegion(guards);
    begins(true);
    const url = urlIn(nccoOf(await answer()));
    application.isGone = true;
    expect(await words(answer())).toBe(`Question of ${name}.`);
    begins(false);
    expect(await words(event(url, pressed('1')))).toBe(`Instead, by ${name}.`);
    expect(await words(fallback(url, pressed('1')))).toBe(`Instead, by ${name}.`);
  });

  it('hands the application the status events of all calls: they name no call flow', async () => {
    const { answer, event, begins, application } = aRegion(guards);
    begins(false);
    await answer();
    await event('https://eu-west-1.example/prod/event', {
      ...CALL,
      status: 'answered',
      direction: 'inbound',
    });
    expect(application.asked).toEqual(['https://voice.example.com/webhooks/event']);
  });
});
