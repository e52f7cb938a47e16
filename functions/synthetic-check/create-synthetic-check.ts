import {
  CHECK_TARGETS,
  type CheckReport,
  type CheckTarget,
  type TargetReport,
} from '../../contracts/check-report.ts';
import { LOAD_TIMEOUT_MS } from '../../contracts/secret-refresh.ts';
import type { CheckPorts } from '../check-ports.ts';
import type { Runtime } from '../ports.ts';
import { checkTarget } from './check-target.ts';

export type SyntheticCheck = (event: unknown) => Promise<CheckReport>;

/**
 * Asks for an answer as Vonage would, from this region and from the other one at the same time. A failure of either is
 * reported, not thrown.
 * @throws Error for a wrong environment, and for unknown targets
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

/** One line per target, because a line's metrics share one set of dimensions. */
const logReport = (target: CheckTarget, report: TargetReport, { log }: CheckPorts): void =>
  log({ level: report.needsAttention ? 'error' : 'info', message: 'synthetic check', target, ...report }, [
    { name: 'SyntheticCheck', dimensions: { target, result: report.result } },
  ]);

/**
 * Which targets an invocation asks for: those of `{"targets": [...]}`; both in a scheduled event, which names none.
 * @throws Error that says what was expected and found
 */
export function readTargets(event: unknown): readonly CheckTarget[] {
  const { targets } = (event ?? {}) as { readonly targets?: unknown };
  if (targets === undefined) return CHECK_TARGETS;
  const named = Array.isArray(targets) ? CHECK_TARGETS.filter((target) => targets.includes(target)) : [];
  if (Array.isArray(targets) && named.length > 0 && named.length === new Set(targets).size) return named;
  throw new Error(
    `targets: expected some of ${JSON.stringify(CHECK_TARGETS)}, found ${JSON.stringify(targets)}.`,
  );
}
