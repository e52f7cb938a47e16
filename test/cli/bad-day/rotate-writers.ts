import { readFile } from 'node:fs/promises';
import { SECRET_NAMES } from '../../../contracts/signature-secret.ts';
import type { SecretsByName } from '../../../contracts/signature-secret.ts';
import { NOTHING, startTwoStores } from '../support/two-secret-stores.ts';
import type { StoreOnLoopback } from '../support/two-secret-stores.ts';
import type { OpenWriter, Writer } from './writer.ts';

const OLD = 'the-old-secret-of-the-account-0123456789';
const NEW = 'the-new-secret-of-the-account-0123456789';

interface Rotation {
  readonly action: 'stage' | 'finish' | 'abort' | 'retire';
  readonly before: Partial<SecretsByName>;
  readonly after: Partial<SecretsByName>;
  /** With which of them Vonage may sign meanwhile. */
  readonly signsWith: readonly string[];
}

const ROTATIONS: readonly Rotation[] = [
  { action: 'stage', before: { current: OLD }, after: { current: OLD, next: NEW }, signsWith: [OLD] },
  {
    action: 'finish',
    before: { current: OLD, next: NEW },
    after: { current: NEW, previous: OLD },
    signsWith: [OLD, NEW],
  },
  { action: 'abort', before: { current: OLD, next: NEW }, after: { current: OLD }, signsWith: [OLD] },
  { action: 'retire', before: { current: NEW, previous: OLD }, after: { current: NEW }, signsWith: [NEW] },
];

const isHeld = (held: SecretsByName, secrets: Partial<SecretsByName>): boolean =>
  SECRET_NAMES.every((name) => held[name] === { ...NOTHING, ...secrets }[name]);

/** GetSecretValue answers what was current so many ms ago. */
function lagBehind(store: StoreOnLoopback, lagMs: () => number): void {
  const states = [{ sinceMs: -Infinity, version: store.secret.current }];
  store.intercept = (operation, request, response) => {
    const { current } = store.secret;
    if (states.at(-1)?.version !== current) states.push({ sinceMs: performance.now(), version: current });
    if (operation !== 'GetSecretValue' || lagMs() === 0) return false;
    const shown = states.findLast(({ sinceMs }) => sinceMs <= performance.now() - lagMs())?.version;
    request.resume();
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify({ SecretString: shown?.value, VersionId: shown?.id, CreatedDate: 0 }));
    return true;
  };
}

async function open({ action, before, after, signsWith }: Rotation): Promise<OpenWriter> {
  const stores = await startTwoStores();
  const both = [stores.secondary, stores.primary];
  let lagMs = 0;
  for (const store of both) {
    store.set(before);
    lagBehind(store, () => lagMs);
  }
  const requests = (): readonly string[] => both.flatMap(({ asked }) => asked);
  const stateIn = (store: StoreOnLoopback): string => {
    const held = store.holds();
    return isHeld(held, after) ? 'after' : isHeld(held, before) ? 'before' : 'something else';
  };
  return {
    args: [
      ...['rotate', action, '--apply', '--outputs', stores.outputs],
      ...(action === 'finish' || action === 'retire' ? ['--without-waiting'] : []),
    ],
    stdin: action === 'stage' ? NEW : undefined,
    env: {},
    lastWords: /done, and read back/,
    state: () => [...new Set(both.map(stateIn))].join(', then '),
    between: ['after, then before'],
    problem: () => {
      const refusing = both.find((store) => {
        const accepted = Object.values(store.holds());
        return !signsWith.every((secret) => accepted.includes(secret));
      });
      return refusing === undefined ? undefined : 'a region refuses what Vonage signs with';
    },
    seen: () => ({
      requests: requests().length,
      writes: requests().filter((operation) => operation !== 'GetSecretValue').length,
    }),
    lag: (ms) => void (lagMs = ms),
    unprinted: () => readFile(`${stores.outputs}.log`, 'utf8').catch(() => ''),
    close: () => stores.close(),
  };
}

export const ROTATE_WRITERS: readonly Writer[] = ROTATIONS.map((rotation) => ({
  name: `rotate ${rotation.action}`,
  open: () => open(rotation),
}));
