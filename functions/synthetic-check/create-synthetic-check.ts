import type { CheckPorts } from '../check-ports.ts';
import type { CheckReport, CheckTarget, TargetReport } from '../../contracts/check-report.ts';
import type { Runtime } from '../ports.ts';
import { LOAD_TIMEOUT_MS } from '../../contracts/secret-refresh.ts';
import { checkTarget } from './check-target.ts';
import { readTargets } from './read-targets.ts';

export type SyntheticCheck = (event: unknown) => Promise<CheckReport>;

/**
 * Asks for an answer as the platform would, from this region and from the other one at the same time. Whatever it meets there
 * is in the report and no exception.
 * @throws Error for a wrong environment, and for targets that there are not
 */
export const createSyntheticCheck =
  (runtime: Runtime<CheckPorts>): SyntheticCheck =>
  async (event) => {
    if (!runtime.configured) {
      const { problem, log } = runtime;
      log({ level: 'error', message: 'synthetic check', code: 'configuration', problem });
      throw new Error(problem);
    }
    const { ports } = runtime;
    const targets = readTargets(event);
    const atMs = ports.clock.nowMs();
    const secrets = ports.readSecrets(AbortSignal.timeout(LOAD_TIMEOUT_MS));
    const reports = await Promise.all(
      targets.map(async (target) => [target, await checkTarget(target, secrets, ports)] as const),
    );
    for (const [target, report] of reports) logReport(target, report, ports);
    return { region: ports.settings.region, atMs, targets: Object.fromEntries(reports) };
  };

/** A line for each: a line's metrics have one set of dimensions. */
const logReport = (target: CheckTarget, report: TargetReport, { log }: CheckPorts): void =>
  log({ level: report.needsAttention ? 'error' : 'info', message: 'synthetic check', target, ...report }, [
    { name: 'SyntheticCheck', dimensions: { target, result: report.result } },
  ]);
