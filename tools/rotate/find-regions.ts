import { CommandError } from '../command-error.ts';
import { describeProblem } from '../describe-problem.ts';
import type { FoundRegion } from './plan.ts';
import { MalformedSecretError } from './region-secret.ts';
import type { RegionSecret } from './region-secret.ts';

/** Reads every region; one that is away is told. @throws CommandError when none answers, or one holds nothing readable */
export async function findRegions(regions: readonly RegionSecret[]): Promise<readonly FoundRegion[]> {
  const found = await Promise.all(
    regions.map(async ({ region, role, read }): Promise<FoundRegion> => {
      try {
        return { region, role, held: await read() };
      } catch (error) {
        if (!(error instanceof MalformedSecretError)) return { region, role, away: describeProblem(error) };
        throw new CommandError(
          `${region}: ${error.message} The functions there cannot read it either. Nothing was changed.`,
        );
      }
    }),
  );
  if (found.some((each) => 'held' in each)) return found;
  throw new CommandError(
    [
      'Expected the Secrets Manager of at least one region to answer, found none:',
      ...found.flatMap((each) => ('away' in each ? [`  ${each.region}: ${each.away}`] : [])),
      'Is the world of these outputs still running? On AWS: are you signed in (AWS_PROFILE), and may you read and write both secrets?',
    ].join('\n'),
  );
}
