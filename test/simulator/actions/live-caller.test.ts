import type { Asked } from '../../../simulator/simulator.ts';
import { APP, startApplication, type Application } from '../support/application.ts';
import { json } from '../support/webhook-server.ts';

let app: Application;
afterEach(() => app.stop());
const begin = async (ncco: readonly object[]): Promise<void> => {
  app = await startApplication({ '/answer': [json(ncco)] });
};
const SECOND = { action: 'talk', text: 'Goodbye' };

describe('a caller who acts while the call runs', () => {
  it('is recorded until the message is left', async () => {
    await begin([{ action: 'record', endOnSilence: 3, beepStart: true }, SECOND]);
    const left = Promise.withResolvers<undefined>();
    let isAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const call = app.place({
      talksForMs: 60_000,
      leavesMessage: () => {
        isAsked();
        return left.promise;
      },
    });
    await asked;
    // Far longer than the eight seconds of a message would take here.
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(app.of('heard').map(({ content }) => content)).toEqual(['beep']);
    expect(app.of('records')).toHaveLength(1);
    left.resolve(undefined);
    await call;
    expect(app.of('heard').map(({ content }) => content)).toEqual(['beep', 'Goodbye']);
  });

  it('hangs up when they want, and not before', async () => {
    await begin([{ action: 'conversation', name: 'a queue' }]);
    const hangsUp = new Promise((resolve) => setTimeout(resolve, 40));
    await app.place({ talksForMs: 60_000, hangsUp });
    expect(app.of('call-ended')).toEqual([expect.objectContaining({ by: 'caller', detail: 'hung up' })]);
  });

  it('presses keys that are reported one by one, while an asynchronous input listens', async () => {
    await begin([
      { action: 'input', type: ['dtmf'], mode: 'asynchronous', eventUrl: [`${APP}/keys`] },
      { action: 'conversation', name: 'a queue' },
    ]);
    const hungUp = Promise.withResolvers<undefined>();
    const onKeys = (press: (key: string) => void) => {
      setTimeout(() => {
        for (const key of '12') press(key);
        hungUp.resolve(undefined);
      }, 5);
      return () => undefined;
    };
    await app.place({ talksForMs: 60_000, hangsUp: hungUp.promise, onKeys });
    expect(app.server.to('/keys').map(({ json: body }) => body['dtmf'])).toEqual([
      { digits: '1', timed_out: false },
      { digits: '2', timed_out: false },
    ]);
  });

  it.each([
    [{ type: ['dtmf'] }, { speech: false, keys: { most: 4, endsWithHash: false } }],
    [
      { type: ['dtmf'], dtmf: { maxDigits: 1, submitOnHash: 'true' } },
      { speech: false, keys: { most: 1, endsWithHash: true } },
    ],
    [{ type: ['speech'] }, { speech: true, keys: undefined }],
  ])('is given what an input %j listens for', async (options, listensFor) => {
    await begin([{ action: 'input', eventUrl: [`${APP}/input`], ...options }]);
    const given: Asked[] = [];
    const answers = (asked: Asked) => {
      given.push(asked);
      return Promise.resolve({});
    };
    await app.place({ answers });
    expect(given.map((each) => each.listensFor)).toEqual([listensFor]);
  });
});
