import type { CallState } from '../../../functions/flow/call-state.ts';
import { type CallFlow, defineFlow } from '../../../functions/define-flow.ts';
import { nextOfFlow } from '../../../functions/flow/next-of-flow.ts';
import { talk } from '../../../ncco/build.ts';
import { LIVE, fakeRuntime, never } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';
import { inWords, menuFlow, nccoOf, pressed, regionOf, urlIn } from './a-menu.ts';

describe('another version', () => {
  const state = (steps: CallState['steps'], version: number): CallState => ({
    version,
    steps,
    state: { tries: 1 },
    number: 1,
    startedAtS: NOW_MS / 1000,
    ids: { conversation: 'c', leg: '' },
    question: undefined,
  });
  const limits = { mostSteps: 50, mostMinutes: 30 };
  const renamed: CallFlow = defineFlow({
    version: 2,
    state: { attempts: 0 },
    start: () => [talk('x')],
    steps: { choice: () => [] },
    knownAs: { choice: ['menu'] },
    readState: (old, version) => {
      if (version !== 1) throw new Error('unknown');
      return { attempts: (old as { tries: number }).tries };
    },
    rungs: menuFlow.rungs,
  });

  it('reads the state of the one before', () => {
    expect(nextOfFlow(renamed, state(['menu'], 1), limits, NOW_MS)).toMatchObject({
      kind: 'step',
      name: 'choice',
      state: { attempts: 1 },
    });
  });

  it('and the one before reads its state', () => {
    expect(nextOfFlow(menuFlow, state(['choice', 'menu'], 2), limits, NOW_MS)).toMatchObject({
      kind: 'step',
      name: 'menu',
    });
  });

  it('loses a step or a state that it does not understand', () => {
    expect(nextOfFlow(menuFlow, state(['survey'], 2), limits, NOW_MS)).toEqual({
      kind: 'lost',
      code: 'step-unknown',
    });
    expect(nextOfFlow(menuFlow, state(['constructor'], 2), limits, NOW_MS)).toMatchObject({ kind: 'lost' });
    expect(nextOfFlow(renamed, state(['menu'], 7), limits, NOW_MS)).toEqual({
      kind: 'lost',
      code: 'state-not-understood',
    });
  });

  it('is written with the names that others know', async () => {
    const flow = { ...menuFlow, version: 3, knownAs: { menu: ['choice'] } };
    const url = urlIn(nccoOf(await regionOf(flow).answer()));
    const other = { ...menuFlow, steps: { choice: () => [talk('Chosen.')] } };
    expect(inWords(nccoOf(await regionOf(other).event(url, pressed('1'))))).toEqual(['Chosen.']);
  });
});

describe('while the secrets cannot be read, in mode ip', () => {
  const withoutSecrets = (live: () => Promise<typeof LIVE>) => {
    const fake = fakeRuntime({ live, refreshed: live });
    const settings = { ...fake.runtime.ports.settings, source: { mode: 'ip' as const, countOutside: [] } };
    return { ...fake, runtime: { ...fake.runtime, ports: { ...fake.runtime.ports, settings } } };
  };
  it.each<[string, () => Promise<typeof LIVE>]>([
    ['the store fails', () => Promise.reject(new Error('down'))],
    ['the store hangs', never],
    ['none is configured', () => Promise.resolve([])],
  ])('because %s, the other region answers, and the fallback has the last resort', async (_name, live) => {
    const region = regionOf(menuFlow, withoutSecrets(live));
    expect(await region.answer()).toMatchObject({ statusCode: 502, body: '{"code":"secrets-unavailable"}' });
    const url = urlIn(nccoOf(await regionOf(menuFlow).answer()));
    expect(await region.event(url, pressed('1'))).toMatchObject({ statusCode: 502 });
    expect(inWords(nccoOf(await region.fallback(url, pressed('1'))))).toContain('447700900001');
    const plain = { ...menuFlow, start: () => [talk('No menu today.')] };
    expect(inWords(nccoOf(await regionOf(plain, withoutSecrets(live)).answer()))).toEqual(['No menu today.']);
  });
});

describe('a state that is sealed with a secret that this environment does not know yet', () => {
  const OLD = [{ name: 'current' as const, value: 'the-secret-of-before-of-32-bytes-or-more' }];
  const knowingLater = (refreshed: () => Promise<typeof LIVE>) => {
    const fake = fakeRuntime({ live: () => Promise.resolve(OLD), refreshed });
    const settings = { ...fake.runtime.ports.settings, source: { mode: 'ip' as const, countOutside: [] } };
    return { ...fake, runtime: { ...fake.runtime, ports: { ...fake.runtime.ports, settings } } };
  };

  it('is read once the store has been asked again, and its call goes on with that secret', async () => {
    const region = regionOf(
      menuFlow,
      knowingLater(() => Promise.resolve(LIVE)),
    );
    const ncco = nccoOf(await region.event(urlIn(nccoOf(await regionOf(menuFlow).answer())), pressed('1')));
    expect(inWords(ncco)[0]).toBe('Sales.');
    expect(urlIn(ncco)).not.toBe('');
  });

  it.each<[string, () => Promise<typeof LIVE>]>([
    ['has nothing else', () => Promise.resolve(OLD)],
    ['hangs', never],
  ])('is lost where the store %s', async (_name, refreshed) => {
    const region = regionOf(menuFlow, knowingLater(refreshed));
    const ncco = nccoOf(await region.event(urlIn(nccoOf(await regionOf(menuFlow).answer())), pressed('1')));
    expect(urlIn(ncco)).toBe('');
    expect(region.lines.at(-1)).toMatchObject({ code: 'state-unreadable' });
  });
});
