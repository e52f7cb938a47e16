import { readWhileAnswered } from '../../../drill/run/read-while-answered.ts';

const HOSTS = ['voice.example.com'];

/** Of each reading, why the application has failed; undefined: it has answered. */
const reading = (...problems: readonly (string | undefined)[]) => {
  const output = [lineOf('before', 'of an earlier request')];
  let times = 0;
  const read = (): Promise<number> => {
    output.push(lineOf(String(times), problems[times]));
    times += 1;
    return Promise.resolve(times);
  };
  return { emulator: { functionOutput: () => output }, read };
};
const lineOf = (requestId: string, applicationProblem: string | undefined): string =>
  `EventFunction: ${JSON.stringify({ requestId, route: 'event', event: 'input', applicationProblem })}`;

describe('what is read of an application', () => {
  it('is read again where the call flow’s own steps took over', async () => {
    const { emulator, read } = reading('no whole response within 500 ms', 'status 502', undefined);
    expect(await readWhileAnswered(emulator, 'shipped', HOSTS, read)).toBe(3);
  });

  const late = Array.from({ length: 5 }, () => 'no whole response within 500 ms');
  it.each([
    ['shipped', late, /\/event \(input\): no whole response .*\n.*it has 500 ms.*Write timeouts: 'guarded'/],
    ['guarded', late, /it has 1000 ms with the timeouts "guarded"\. Make it faster/],
    [
      'guarded',
      [...late.slice(1), 'ENOTFOUND: getaddrinfo ENOTFOUND staging.example.com'],
      /fix this: a URL in its NCCOs leads to staging\.example\.com, and .* names voice\.example\.com\. .* PUBLIC_URL, or/,
    ],
    ['guarded', late.map(() => 'status 401'), /\/event \(input\): status 401\nTo fix this: change the appl/],
  ] as const)('is refused where it always fails, with what to do: %s', async (name, problems, words) => {
    const { emulator, read } = reading(...problems);
    await expect(readWhileAnswered(emulator, name, HOSTS, read)).rejects.toThrow(words);
  });
});
