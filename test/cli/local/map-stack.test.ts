import { mapStack } from '../../../cli/local/map-stack.ts';
import { BUNDLES } from './an-exchange.ts';

describe('a stack of a bundle', () => {
  it('names the places of the source, and the first that is in no package', async () => {
    const stack = [
      'Error: boom',
      '    at run (/b/answer/index.cjs:1:99)',
      '    at callFlow (/b/answer/index.cjs:1:4321)',
      '    at x (/elsewhere/index.cjs:1:1)',
      '    at node:internal/process/task_queues:105:5',
    ].join('\n');
    const { text, first } = await mapStack(stack, BUNDLES);
    expect(text.split('\n')).toEqual([
      'Error: boom',
      '    at run (node_modules/@middy/core/index.js:191:26)',
      '    at callFlow (functions/call-flow.ts:14:9)',
      '    at x (/elsewhere/index.cjs:1:1)',
      '    at node:internal/process/task_queues:105:5',
    ]);
    expect(first).toMatchObject({ file: 'functions/call-flow.ts', line: 14 });
  });

  it('leaves other text alone', async () => {
    expect(await mapStack('boom', BUNDLES)).toEqual({ text: 'boom', first: undefined });
  });
});
