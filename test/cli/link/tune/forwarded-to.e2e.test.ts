import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../../../../cli/kit/folders.ts';
import { forwardedTo } from '../../../../cli/link/tune/application.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'voice-failover-forward-'))));
afterAll(() => rm(folder, { recursive: true }));

/** The answer URL of a call flow with this line. */
async function of(line: string): Promise<string> {
  const file = join(folder, 'call-flow.ts');
  await writeFile(
    file,
    `import { forwardTo } from '${PROJECT}/functions/forward/forward-to.ts';
     import { defineFlow } from '${PROJECT}/functions/define-flow.ts';
     void forwardTo;
     export const callFlow = defineFlow({ ${line} start: () => [], rungs: {} as never });`,
  );
  return forwardedTo(file);
}

it('the answer URL of forward is what is measured', async () => {
  expect(await of("forward: forwardTo('https://voice.example.com', { answer: '/a' }),")).toBe(
    'https://voice.example.com/a',
  );
});

it.each([
  ['', 'found none. Leave out --forward'],
  ["forward: forwardTo('http://voice.example.com'),", 'found http://voice.example.com/webhooks/answer'],
  ["forward: forwardTo('https://10.1.2.3'),", 'found https://10.1.2.3/webhooks/answer'],
])('a call flow with "%s" is refused, with what to do', async (line, problem) => {
  await expect(of(line)).rejects.toThrow(problem);
});
