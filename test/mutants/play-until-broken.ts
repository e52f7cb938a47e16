// A process of its own, started in a copy of the project in which something is wrong: it plays calls until a promise is broken.
import { cloudAssembly } from '../../infra/cloud-assembly.ts';
import { readBlueprint } from '../../simulation/blueprint.ts';
import { playCalls } from '../../simulation/play-calls.ts';
import type { PromiseName } from '../../simulation/promises/judgement.ts';

/** What is played. */
export interface Play {
  /** Folder of a cloud assembly; undefined: it is synthesized, because the mistake is in what is deployed. */
  readonly assembly: string | undefined;
  /** For an assembly that is synthesized. */
  readonly outDir: string;
  readonly seed: number;
  readonly mostCalls: number;
  /** Until this one is broken; undefined: any. */
  readonly promise: PromiseName | undefined;
}

/** The first call that broke it, counted from 1; null: none did. */
export type Found = { readonly calls: number; readonly promise: PromiseName; readonly text: string } | null;

/** So many are played beside each other. */
const AT_ONCE = 32;

const { assembly, outDir, seed, mostCalls, promise } = JSON.parse(process.argv[2] ?? '') as Play;
const blueprint = await readBlueprint(await cloudAssembly({ assembly, outDir }));
process.send?.(await found());

async function found(): Promise<Found> {
  for (let first = 0; first < mostCalls; first += AT_ONCE) {
    const calls = Array.from({ length: Math.min(AT_ONCE, mostCalls - first) }, (_, at) => first + at);
    const { judged } = await playCalls(blueprint, { seed }, calls);
    for (const { call, judgements } of judged) {
      const broken = judgements.find(
        (each) => each.verdict === 'broken' && each.promise === (promise ?? each.promise),
      );
      if (broken !== undefined) return { calls: call + 1, promise: broken.promise, text: broken.text };
    }
  }
  return null;
}
