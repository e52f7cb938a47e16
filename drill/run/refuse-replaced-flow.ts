import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { Bundles } from '../../cli/local/bundles.ts';
import type { FunctionLine } from '../../cli/local/function-line.ts';
import { replacedParts } from '../../cli/local/trouble.ts';

/** Its message names each part of the call flow that was replaced, and what is wrong with it. */
export class ReplacedFlowError extends Error {
  override readonly name = 'ReplacedFlowError';
}

/**
 * Refuses a call flow whose NCCOs the last resort replaces in a healthy system. Most scenarios never reach a caller's last
 * rung, and would pass.
 * @param lines of the requests in which the last resort was served
 * @param file the call flow
 * @throws ReplacedFlowError
 */
export async function refuseReplacedFlow(
  lines: readonly FunctionLine[],
  file = 'functions/call-flow.ts',
): Promise<void> {
  if (lines.length === 0) return;
  const { folder, remove } = temporaryFolder('drill-bundles');
  try {
    const bundles = new Bundles();
    // Only for places in the source. An assembly of other sources has none here.
    await bundles.build(folder).catch(() => undefined);
    const parts = await replacedParts(lines, bundles);
    if (parts.length === 0) return;
    throw new ReplacedFlowError(
      [
        'The drill did not start. Expected the NCCOs of your call flow, found in their place the last resort (functions/ladder/last-resort.ts), or for a step the question once more, with nothing broken:',
        ...parts.flatMap(({ headline, details }) => ['', headline, ...details.map((each) => `  ${each}`)]),
        '',
        `Change ${file}, then run the drill again.`,
      ].join('\n'),
    );
  } finally {
    remove();
  }
}
