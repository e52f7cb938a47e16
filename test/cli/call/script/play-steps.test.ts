import type { HistoryRecord } from '../../../../contracts/history.ts';
import { Line } from '../../../../cli/call/line.ts';
import { StepPlayer } from '../../../../cli/call/script/play-steps.ts';
import { parseScript } from '../../../../cli/call/script/read-script.ts';
import { Transcript } from '../../../../cli/call/transcript.ts';
import { aSystem } from '../../send/a-system.ts';

type Without<T> = T extends unknown ? Omit<T, 'atMs' | 'call'> : never;

const system = aSystem();
const URLS = { primary: system.regions.primary.answer, secondary: system.regions.secondary.answer };

function aCall() {
  const line = new Line();
  const transcript = new Transcript(system);
  const breaks: string[] = [];
  const breaker = { break: ({ part }: { part: string }) => Promise.resolve(void breaks.push(part)) };
  const phone = { breaker, peopleBehave: () => undefined } as never;
  const player = new StepPlayer({ line, phone, system, transcript });
  let atMs = performance.now();
  const happens = (record: Without<HistoryRecord>, afterMs = 10): void => {
    atMs += afterMs;
    line.add({ atMs, call: 'c', ...record });
  };
  let requests = 0;
  return {
    line,
    breaks,
    happens,
    hears: (content: string) => happens({ type: 'heard', what: 'talk', content, request: 'r' }),
    rings: (to: string) => happens({ type: 'leg', leg: 'l', endpoint: 'phone', to, state: 'started' }),
    isServed: (region: keyof typeof URLS) => {
      const request = `r${String(++requests)}`;
      const asked = {
        request,
        kind: 'answer',
        attempt: 1,
        method: 'POST',
        expectsNcco: true,
        payload: {},
      } as const;
      happens({ type: 'request', url: URLS[region], ...asked });
      happens({ type: 'ncco', request, ncco: [], problems: [] });
    },
    ends: () => happens({ type: 'call-ended', by: 'ncco-ended', detail: 'the last action has ended' }),
    /** Plays these steps; resolves with what was wrong, and at which line. */
    async play(...steps: readonly string[]): Promise<string> {
      const text = ['calls:', '  one:', ...steps.map((step) => `    - ${step}`)].join('\n');
      for (const placed of parseScript(text, 'f').calls[0]?.steps ?? []) {
        try {
          await player.play(placed);
          player.checkSilences();
        } catch (error) {
          return `${String((error as { line: number }).line)}: ${(error as Error).message}`;
        }
      }
      return 'pass';
    },
  };
}

describe('the steps of a call', () => {
  it('find what is heard in its order, over other words', async () => {
    const call = aCall();
    ['Welcome.', 'Something else.', 'For sales press 1.'].forEach(call.hears);
    expect(await call.play('hear: Welcome', 'hear: sales press')).toBe('pass');
  });

  it('say what was heard instead, and that it came before', async () => {
    const call = aCall();
    ['Welcome.', 'For sales press 1.'].forEach(call.hears);
    call.ends();
    expect(await call.play('hear: For sales', 'hear: Welcome')).toBe(
      '4: expected "hear: Welcome", found: the end of the call (the call flow: the last action has ended). It came before what the steps above have found: put it further up.',
    );
    expect(await aFresh('Guten Tag').play('hear: Welcome')).toContain(
      '3: expected "hear: Welcome", found: hears "Guten Tag"; the end of the call',
    );
  });

  const aFresh = (...words: readonly string[]) => {
    const call = aCall();
    words.forEach(call.hears);
    call.ends();
    return call;
  };

  it('wait for what comes later', async () => {
    const call = aCall();
    setTimeout(() => call.hears('Welcome.'), 20);
    expect(await call.play('hear: Welcome')).toBe('pass');
  });

  it('tell who is rung from who is not, however the number is written', async () => {
    const call = aCall();
    call.rings('447700900011');
    call.ends();
    expect(await call.play("ring: '+44 7700 900011'")).toBe('pass');
    const other = aCall();
    other.rings('447700900012');
    other.ends();
    expect(await other.play('ring: 447700900011')).toContain('found: rings 447700900012');
  });

  it('judge the tier of the NCCO that follows an answer, not of the one before', async () => {
    const call = aCall();
    call.isServed('primary');
    expect(await call.play('served by: primary')).toBe('pass');
    const answered = call.line.plan.answers?.({
      question: 1,
      eventUrl: 'https://x',
      listensFor: { speech: false, keys: { most: 1, endsWithHash: false } },
    });
    setTimeout(() => call.isServed('secondary'), 20);
    expect(await call.play('press: 1', 'served by: primary')).toBe(
      '4: expected "served by: primary", found secondary',
    );
    expect(await answered).toEqual({ keys: '1' });
  });

  it('hold a silence against the limit that was set before it', async () => {
    const silent = (afterMs: number) => {
      const call = aCall();
      return async (...steps: readonly string[]) => {
        if (steps.length > 0) await call.play(...steps);
        // Later than the limit, however slow this machine is.
        call.happens({ type: 'wants-ncco', why: 'answer' }, 60_000);
        call.happens({ type: 'heard', what: 'talk', content: 'Welcome.', request: 'r' }, afterMs);
        return call.play('hear: Welcome');
      };
    };
    expect(await silent(900)('within: 1 s')).toBe('pass');
    expect(await silent(1100)('within: 1 s')).toBe('3: expected no silence longer than 1.0 s, found 1.1 s');
    expect(await silent(1100)('within: 1 s', 'within: 2 s')).toBe('pass');
    expect(await silent(1100)()).toBe('pass');
    const begunBefore = aCall();
    begunBefore.happens({ type: 'wants-ncco', why: 'answer' }, -900);
    begunBefore.hears('Welcome.');
    expect(await begunBefore.play('within: 1 ms', 'hear: Welcome')).toBe('pass');
  });

  it('refuse a key where the call is over, and an end that is another one', async () => {
    const call = aFresh();
    expect(await call.play('press: 1')).toContain(
      '3: press: 1: expected a question, found the end of the call',
    );
    expect(await call.play('ended by: flow')).toBe('pass');
    expect(await call.play('ended by: vonage')).toContain('found the call flow: the last action has ended');
  });

  it('break what they say', async () => {
    const call = aCall();
    expect(await call.play('break: primary, hangs', 'break: bot')).toBe('pass');
    expect(call.breaks).toEqual(['primary', 'bot']);
  });
});
