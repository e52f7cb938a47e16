import { applicationEnded, byLine, openOutside } from '../../../cli/local/outside.ts';

const GUARDED = {
  forward: {
    url: 'https://voice.example.com',
    answerUrl: 'https://voice.example.com/a',
    eventUrl: 'https://voice.example.com/e',
  },
};
const DEFAULTS = { app: undefined, allowNetwork: false };

describe('what a call flow reaches outside', () => {
  it('is nothing, where nothing else is asked for, and that is said', async () => {
    const { network, application, inWords } = await openOutside([{}], DEFAULTS);
    expect({ network, application }).toEqual({ network: { ports: {} }, application: undefined });
    expect(inWords).toBe('The call flow reaches nothing outside this machine; --allow-network lets it.');
  });

  it('is nothing also where callbacks are passed on; that names what to do', async () => {
    const { network, inWords } = await openOutside([{}, GUARDED], DEFAULTS);
    expect(network).toEqual({ ports: {} });
    expect(inWords).toContain('passes callbacks on to voice.example.com, which is not there');
    expect(inWords).toContain('--app "COMMAND" starts your application there');
  });

  it('is the real network where that is asked for, and that is said', async () => {
    const { network, inWords } = await openOutside([GUARDED], { ...DEFAULTS, allowNetwork: true });
    expect(network).toBe('real');
    expect(inWords).toContain('reaches the real network (--allow-network)');
  });

  it('is the host of the application alone, as it is named by the call flow', async () => {
    const outside = await openOutside([GUARDED], { ...DEFAULTS, app: 'node app.mjs' });
    try {
      expect(outside.network).toMatchObject({ ports: { 'voice.example.com': expect.any(Number) } });
      expect(outside.inWords).toContain('voice.example.com. There stands node app.mjs.');
    } finally {
      await outside.stop();
      await outside.stop();
    }
  });

  it('an application is refused that no call flow passes anything on to', async () => {
    await expect(openOutside([{}], { ...DEFAULTS, app: 'node app.mjs' })).rejects.toThrow(
      '--app: expected a call flow that passes callbacks on',
    );
  });
});

it('the end of an application is said with the last that it wrote', () => {
  expect(applicationEnded('exit code 1')).toMatch(
    /^The application has ended by itself \(exit code 1\)\. .*$/,
  );
  expect(applicationEnded('SIGKILL', '1\n2\n3\n4\n5\n6\n')).toMatch(
    /It wrote:\n {2}2\n {2}3\n {2}4\n {2}5\n {2}6$/,
  );
});

it('text comes by line, whatever it is cut into', () => {
  const lines: string[] = [];
  const take = byLine((line) => lines.push(line));
  for (const text of ['one\ntw', 'o', '\n\nthree']) take(text);
  expect(lines).toEqual(['one', 'two', '']);
});
