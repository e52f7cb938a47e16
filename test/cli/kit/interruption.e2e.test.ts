import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MODULE = new URL('../../../cli/kit/interruption.ts', import.meta.url).href;
const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

/** A process that needs a while to undo what is under way. */
const PROGRAM = (undoMs: number): string => `
  import { interruption } from '${MODULE}';
  const signal = interruption(130);
  const alive = setInterval(() => undefined, 1000);
  signal.addEventListener('abort', () => setTimeout(() => { clearInterval(alive); console.log('undone'); }, ${undoMs}));
  console.log('ready');
`;

const start = async (undoMs: number) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM(undoMs)], { cwd: PROJECT });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close');
  while (!said.includes('ready')) await once(child.stdout, 'data');
  return {
    child,
    end: async () => {
      const [code] = (await ended) as [number];
      return { code, said };
    },
  };
};

describe('an interruption', () => {
  it('that npm passes on beside the terminal is one, and what is under way is undone', async () => {
    const { child, end } = await start(200);
    child.kill('SIGINT');
    await after(20);
    child.kill('SIGINT');
    expect(await end()).toEqual({ code: 0, said: 'ready\nundone\n' });
  });

  it('again, later, ends the process at once', async () => {
    const { child, end } = await start(60_000);
    child.kill('SIGINT');
    await after(700);
    child.kill('SIGINT');
    expect(await end()).toEqual({ code: 130, said: 'ready\n' });
  });

  it('by a terminal that closes is one, however often it is told so', async () => {
    const { child, end } = await start(1_500);
    child.kill('SIGHUP');
    await after(700);
    child.kill('SIGHUP');
    expect(await end()).toEqual({ code: 0, said: 'ready\nundone\n' });
  });
});
