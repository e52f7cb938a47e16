import { testContext } from '../../functions/test-context.ts';
import { flowOfPage } from './flow-of-page.ts';
import { readText } from './markdown.ts';

const PAGE = readText('docs/own-settings.md');
const [, flow = ''] = /```ts\n(import \{ connectPerson.*?)```/s.exec(PAGE) ?? [];
const [, test = ''] = /## Your own tests\n.*?```ts\n(.*?)```/s.exec(PAGE) ?? [];

it('the test of the page passes with the call flow of the page', async () => {
  const callFlow = await flowOfPage(flow);
  const body = /it\('.*?', (async \(\) => \{.*\})\);/s.exec(test)?.[1] ?? 'none';
  const call = /^const call = (\{.*\});$/m.exec(test)?.[1] ?? 'none';
  // As it stands there; its imports are the parameters.
  const run = new Function(
    'callFlow',
    'testContext',
    'expect',
    `const call = ${call}; return (${body})();`,
  ) as (...given: readonly unknown[]) => Promise<void>;
  expect.hasAssertions();
  await run(callFlow, testContext, expect);
});
