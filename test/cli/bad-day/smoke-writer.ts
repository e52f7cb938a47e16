import type { IncomingMessage } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAULT_SWITCH } from '../../../contracts/fault-switch.ts';
import { regionalOutputs } from '../../../contracts/outputs.ts';
import { lambdaOptions } from '../../../cli/smoke/aws/endpoint.ts';
import { functionControl } from '../../../cli/smoke/aws/function-control.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { startLaggingProxy } from './lagging-proxy.ts';
import type { OpenWriter, Writer } from './writer.ts';

/** The configuration and the reservation of a function may lag. */
const kindOf = ({ method, url = '' }: IncomingMessage) =>
  method === 'GET' && /\/(?:configuration|concurrency)$/.test(url)
    ? { lags: url }
    : method === 'GET'
      ? 'read'
      : 'write';

/** `npm run smoke`, which makes a function fail, and undoes it. */
export const smokeWriter = (row: string, emulator: () => Emulator): Writer => ({
  name: `smoke, row ${row}`,
  open: () => open(row, emulator()),
});

async function open(row: string, emulator: Emulator): Promise<OpenWriter> {
  const { secondary } = regionalOutputs(emulator.outputs);
  const control = functionControl(secondary.FallbackFunctionName, lambdaOptions(secondary));
  const [stack] = Object.entries(emulator.outputs).find(([, { Role }]) => Role === 'secondary') ?? [''];
  const proxy = await startLaggingProxy(secondary.LambdaUrl, kindOf);
  const folder = await mkdtemp(join(tmpdir(), 'smoke-bad-day-'));
  const file = join(folder, 'outputs.json');
  const outputs = { ...emulator.outputs, [stack]: { ...secondary, LambdaUrl: proxy.url } };
  await writeFile(file, JSON.stringify(outputs));
  const state = async (): Promise<string> => {
    const { values } = await control.variables();
    return FAULT_SWITCH in values || (await control.concurrency()) === 0 ? 'broken' : 'after';
  };
  const restore = async (): Promise<void> => {
    await control.setConcurrency(undefined);
    const { values, revision } = await control.variables();
    const others = Object.entries(values).filter(([name]) => name !== FAULT_SWITCH);
    await control.setVariables(Object.fromEntries(others), revision);
  };
  return {
    args: ['smoke', '--outputs', file, '--only', row],
    env: {},
    lastWords: new RegExp(`ok +${row}`),
    state,
    between: ['broken'],
    meets: [1, 2],
    afterKill: {
      says: /^2: [^]*(?:is throttled already: aws lambda delete-function-concurrency|another run may be using it)/,
      fix: restore,
    },
    seen: proxy.seen,
    lag: proxy.lag,
    unprinted: () => readFile(`${file}.log`, 'utf8').catch(() => ''),
    close: async () => {
      await restore();
      await proxy.close();
      await rm(folder, { recursive: true });
    },
  };
}
