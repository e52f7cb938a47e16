import { randomBytes } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { ROUTES } from '../../contracts/routes.ts';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { FAKE_CREDENTIALS } from '../../emulator/lambda/function-variables.ts';
import { bundleHandlers } from '../../infra/bundle.ts';
import { functionSettings, settingsVariable } from '../../infra/function-settings.ts';
import { define } from '../kit/command.ts';
import { wholeNumber } from '../kit/flag-values.ts';
import type { Io } from '../kit/io.ts';
import { createProgress } from '../kit/progress.ts';
import { wrapped } from '../kit/table.ts';
import { startCold } from './cold-start.ts';
import type { ColdStart, Started } from './cold-start.ts';
import { EMPTY } from './ratios.ts';
import type { Round } from './ratios.ts';
import { describeBench, judgeBench } from './report.ts';
import { requestOf } from './requests.ts';
import { startServices } from './services.ts';
import { startWarm } from './warm-work.ts';
import type { WarmEnvironment } from './warm-work.ts';

const ROUNDS = 3;
/** Warm turns for each cold start of a handler. */
const TURNS = 10;

export const bench = define({
  name: 'bench',
  about: `Measures what a cold start costs: of each route beside an empty handler, in processes that start one after the other and in
turns. And what a warm webhook does beside the least that any application must do. It bundles the handlers with your call flow and
settings, as deployed. No account; everything is on loopback.`,
  flags: {
    samples: {
      type: 'text',
      value: 'N',
      help: `cold starts of each handler in each of the ${ROUNDS} rounds`,
      default: '9',
      read: wholeNumber(1, 50),
    },
  },
  exits: {
    0: 'within the limits',
    1: 'a limit is exceeded, or a handler does not answer',
    2: 'unknown (not measured: the machine was too busy)',
  },
  async run({ samples }, io) {
    const measured = await measure(samples, io);
    for (const line of describeBench(measured)) io.stdout(line);
    const { code, lines } = judgeBench(measured);
    for (const line of lines) io.stdout(wrapped(line));
    return code;
  },
});

async function measure(samples: number, { stderr, signal, nowMs }: Io) {
  const { folder, remove } = temporaryFolder('bench');
  const signatureSecret = randomBytes(32).toString('hex');
  const services = await startServices(signatureSecret);
  let warm: WarmEnvironment | undefined;
  try {
    const handlers = await prepare(folder, signatureSecret, services.endpoint);
    const answer = handlers.find(({ name }) => name === 'answer');
    if (answer === undefined) throw new Error('Expected a route answer.');
    warm = startWarm(answer, signatureSecret);
    // Compiled and optimized before it is measured.
    await warm.measure(5 * TURNS);
    const progress = createProgress(stderr, nowMs);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const cold = new Map<string, ColdStart[]>(handlers.map(({ name }) => [name, []]));
      for (let sample = 0; sample < samples; sample++) {
        for (const handler of handlers) {
          signal.throwIfAborted();
          cold.get(handler.name)?.push(await startCold(handler));
        }
        progress('Measuring', (round * samples + sample + 1) / (ROUNDS * samples));
      }
      rounds.push({ cold, warm: await warm.measure(samples * TURNS) });
    }
    const sizes = handlers.map(async ({ name, folder: bundle }) => {
      const { size } = await stat(join(bundle, 'index.cjs'));
      return [name, size] as const;
    });
    return { rounds, bundles: new Map(await Promise.all(sizes)) };
  } finally {
    await Promise.all([warm?.stop(), services.stop()]);
    remove();
  }
}

/** The least that a handler can be. */
const EMPTY_HANDLER = 'exports.handler = async () => ({ statusCode: 200, body: "" });\n';

/** The empty handler, and every route's as deployed. */
async function prepare(
  folder: string,
  signatureSecret: string,
  endpoint: string,
): Promise<readonly Started[]> {
  const own = functionSettings(ownSettings(), 'primary');
  const bundles = await bundleHandlers({ outDir: join(folder, 'bundles') });
  const empty = join(folder, 'empty');
  await mkdir(empty);
  await writeFile(join(empty, 'index.cjs'), EMPTY_HANDLER);
  const variables = {
    ...FAKE_CREDENTIALS,
    SETTINGS: settingsVariable(own),
    SIGNATURE_SECRET_ID: 'bench',
    AWS_REGION: own.region,
    AWS_ENDPOINT_URL: endpoint,
    _HANDLER: 'index.handler',
  };
  const routes = ROUTES.map(({ name }) => ({
    name,
    folder: bundles[name],
    variables,
    request: () => requestOf(name, { settings: own, signatureSecret }, Date.now()),
  }));
  return [{ name: EMPTY, folder: empty, variables, request: () => ({ headers: {}, body: null }) }, ...routes];
}
