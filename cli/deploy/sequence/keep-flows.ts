import { basename } from 'node:path';
import { MOST_MINUTES, STATE_LIFE_AFTER_S } from '../../../contracts/call-flow-limits.ts';
import { CALL_FLOWS } from '../../../contracts/call-flow-report.ts';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { afterDeployment, readDeployedFlows } from '../../../infra/call-flow/deployed-flows.ts';
import type { DeployedFlows } from '../../../infra/call-flow/deployed-flows.ts';
import type { Io } from '../../kit/io.ts';
import { writeWholeFile } from '../../kit/whole-file.ts';
import type { Assembly } from '../../stacks/assembly.ts';

/** Which call flows are deployed, in the file that each synthesis compares the call flow with. */
export interface FlowsKeeper {
  /** Before a serving region is touched: from then on it may have the new flows, and the other one the old. */
  readonly begin: () => Promise<void>;
  /** @param isWhole both regions have the new ones */
  readonly end: (isWhole: boolean, io: Pick<Io, 'stdout'>) => Promise<void>;
}

/**
 * Keeps nothing where there is nothing to lose: no step was ever deployed, or the assembly tells of none.
 * @param file written only where an account of AWS is deployed to
 */
export function keepFlows(
  file: string,
  { stacks }: Assembly,
  { callFlow }: Pick<Settings, 'callFlow'>,
  nowMs: () => number,
): FlowsKeeper {
  const shapes = stacks.primary.template.Metadata?.[CALL_FLOWS];
  const before = readDeployedFlows(file);
  const hasSteps = [shapes?.callFlow, shapes?.candidate, ...Object.values(shapes?.named ?? {})].some(
    (flow) => Object.keys(flow?.steps ?? {}).length > 0,
  );
  if (shapes === undefined || (before === undefined && !hasSteps))
    return { begin: () => Promise.resolve(), end: () => Promise.resolve() };
  const longestCallMs = ((callFlow?.mostMinutes ?? MOST_MINUTES) * 60 + STATE_LIFE_AFTER_S) * 1000;
  let written = before;
  let hasBegun = false;
  const write = async (isWhole: boolean): Promise<void> => {
    const flows = afterDeployment(written, shapes, isWhole, nowMs(), longestCallMs);
    if (JSON.stringify(flows) !== JSON.stringify(written))
      await writeWholeFile(file, `${JSON.stringify(flows, null, 2)}\n`);
    written = flows;
  };
  return {
    begin: async () => {
      hasBegun = true;
      await write(false);
    },
    end: async (isWhole, { stdout }) => {
      // No serving region was touched.
      if (!hasBegun) return;
      await write(isWhole);
      if (JSON.stringify(written) !== JSON.stringify(before))
        stdout(`\n${basename(file)} holds the steps of ${inWords(written)}. Commit it.`);
    },
  };
}

const inWords = (deployed: DeployedFlows | undefined): string =>
  (deployed?.flows ?? [])
    .map(({ flow, version, until }) => ({
      named: `${flow === undefined ? '' : `${flow} `}version ${String(version)}`,
      until,
    }))
    .map(({ named, until }) =>
      until === undefined
        ? named
        : `${named} until ${until.slice(0, 16).replace('T', ' ')} UTC, when its last call has ended`,
    )
    .join(', ');
