import { CommandError } from '../kit/command-error.ts';
import { askedOf } from '../kit/asked-of.ts';
import { awsProblem, noRegion } from '../kit/aws-problem.ts';
import type { FoundRegion } from './plan.ts';
import { MalformedSecretError } from './region-secret.ts';
import type { RegionSecret } from './region-secret.ts';

/** Reads every region; what is wrong with one that cannot be read is kept. @throws CommandError when none answers, or one holds nothing readable */
export async function findRegions(regions: readonly RegionSecret[]): Promise<readonly FoundRegion[]> {
  const found = await Promise.all(
    regions.map(async (secret): Promise<FoundRegion> => {
      const { region, role, read } = secret;
      try {
        return { region, role, held: await read() };
      } catch (error) {
        if (!(error instanceof MalformedSecretError))
          return { region, role, unavailable: awsProblem(error, askedOf(secret)) };
        throw new CommandError(
          `${region}: ${error.message} The functions there cannot read it either. Nothing was changed.`,
        );
      }
    }),
  );
  if (found.some((each) => 'held' in each)) return found;
  throw new CommandError(
    noRegion(
      'the Secrets Manager of at least one region to answer',
      found.flatMap((each) => ('unavailable' in each ? [{ region: each.region, ...each.unavailable }] : [])),
    ),
  );
}
