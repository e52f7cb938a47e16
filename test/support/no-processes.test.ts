import * as childProcess from 'node:child_process';
import { build } from 'esbuild';

const REFUSED =
  /Expected a test of "npm test" to start no process, found child_process\.\w+\. .*\.e2e\.test\.ts/;

it.each(['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] as const)(
  'a test of "npm test" cannot %s, and the error says where it belongs',
  (name) => {
    expect(() => childProcess[name]('true')).toThrow(REFUSED);
  },
);

it('neither can what it imports, here esbuild', async () => {
  await expect((async () => build({ stdin: { contents: '' }, write: false }))()).rejects.toThrow(REFUSED);
});
