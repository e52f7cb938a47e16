import { printJson } from '../json/lossless-json.ts';
import type { Json } from '../json/lossless-json.ts';
import { planVoice } from '../plan/plan-changes.ts';
import type { Plan } from '../plan/plan-changes.ts';
import type { Target } from '../plan/target.ts';
import { timeoutsTold, voiceCapability } from '../voice-capability.ts';
import { choiceFlags } from './apply-command.ts';
import type { ApplyCommand } from './apply-command.ts';
import { drift, ok } from './finding.ts';
import type { Finding } from './finding.ts';

/** URLs, methods, timeouts and the signing flag against the outputs: each value that is another one. */
export function checkPlan(
  { changes, before }: Plan,
  target: Target,
  apply: ApplyCommand,
): readonly Finding[] {
  if (changes.length === 0)
    return [ok('application', 'URLs, methods, timeouts and signed callbacks are as the outputs say')];
  const other = otherArrangement(before, target);
  if (other !== undefined)
    return [
      drift(
        'application',
        `expected ${target.primaryRegion} as primary and the fallback by its ${target.fallback === 'front' ? 'front' : 'API'}, found what "apply ${other}" writes`,
        `${apply.asExpected} once all is well again; or verify with ${other}, if it is to stay so`,
      ),
    ];
  return changes.map(({ path, before: found, after: expected }) =>
    drift(
      path.slice(path.includes('webhooks') ? 3 : 2).join('.'),
      `expected ${show(expected)}, found ${show(found)}`,
      apply.asExpected,
    ),
  );
}

const show = (value: Json | undefined): string => (value === undefined ? 'nothing' : printJson(value));

/** The flags by which link itself would have made the application so: somebody has swapped it on purpose. */
function otherArrangement(application: Plan['before'], target: Target): string | undefined {
  const { outputs, primaryRegion, fallbackRegion } = target;
  // As deployed there, or as this verify expects them: a file of timeouts is kept over a swap.
  const timeouts = timeoutsTold(target.voice);
  return [primaryRegion, fallbackRegion]
    .flatMap((primary) => (['front', 'direct'] as const).map((fallback) => ({ primary, fallback })))
    .filter((choice) =>
      [choice, { ...choice, timeouts }].some(
        (each) => planVoice(application, voiceCapability(outputs, each)).changes.length === 0,
      ),
    )
    .map(choiceFlags)[0];
}
