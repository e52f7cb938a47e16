import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCallFlow } from '../../../../cli/link/guard/plan/check-call-flow.ts';
import { ownWebhooks } from '../../../../cli/link/guard/plan/own-webhooks.ts';
import { PROJECT } from '../../../../cli/kit/folders.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { twoRegions } from '../two-regions.ts';

const webhook = (path: string) => ({ address: `https://voice.example.com${path}`, http_method: 'POST' });
const own = (answer: string, event: string) =>
  ownWebhooks(
    {
      name: 'Own',
      capabilities: { voice: { webhooks: { answer_url: webhook(answer), event_url: webhook(event) } } },
    } as unknown as JsonObject,
    twoRegions,
    [],
  );

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'voice-failover-forward-'))));
afterAll(() => rm(folder, { recursive: true }));

it('a call flow that forwards nowhere is named, with the line to write', async () => {
  const [row] = await checkCallFlow(own('/a', '/webhooks/event'));
  const line = "forward: forwardTo('https://voice.example.com', { answer: '/a' }),";
  expect(row).toMatchObject({ status: 'fix', fix: expect.stringContaining(line) });
});

it('a call flow that forwards elsewhere is named, and one that forwards to just these URLs is well', async () => {
  const file = join(folder, 'call-flow.ts');
  await writeFile(
    file,
    `import { forwardTo } from '${PROJECT}/functions/forward/forward-to.ts';
     import { defineFlow } from '${PROJECT}/functions/define-flow.ts';
     export const callFlow = defineFlow({
       forward: forwardTo('https://voice.example.com', { answer: '/a' }), start: () => [], rungs: {} as never });`,
  );
  expect((await checkCallFlow(own('/a', '/webhooks/event'), file))[0]).toMatchObject({ status: 'ok' });
  expect((await checkCallFlow(own('/a', '/e'), file))[0]).toMatchObject({
    status: 'fix',
    text: 'expected https://voice.example.com/e, found https://voice.example.com/webhooks/event',
  });
});
