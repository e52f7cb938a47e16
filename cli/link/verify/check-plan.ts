import { printJson } from '../json/lossless-json.ts';
import type { Json } from '../json/lossless-json.ts';
import { planVoice } from '../plan/plan-changes.ts';
import type { Plan } from '../plan/plan-changes.ts';
import type { Target } from '../plan/target.ts';
import { inOrder, timeoutsOf, voiceCapability } from '../../../contracts/voice-capability.ts';
import { domainOf } from '../../../contracts/webhook-urls.ts';
import { choiceFlags } from './apply-command.ts';
import type { ApplyCommand, Arrangement } from './apply-command.ts';
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
  if (other !== undefined) {
    const { domain, primaryRegion, fallback } = target;
    const answers = domain === undefined ? `${primaryRegion} as primary` : `${domain} to answer`;
    const flags = choiceFlags(other);
    const stay = flags.length === 0 ? 'verify without --primary' : `verify with ${flags.join(' ')}`;
    return [
      drift(
        'application',
        `expected ${answers} and the fallback by its ${fallback === 'distribution' ? 'CloudFront distribution' : 'API'}, found what "${['apply', ...flags].join(' ')}" writes`,
        `${apply.asExpected} once the deployment is healthy again; or, to keep this configuration, ${stay}`,
      ),
    ];
  }
  return changes.map(({ path, before: found, after: expected }) =>
    drift(
      path.slice(path.includes('webhooks') ? 3 : 2).join('.'),
      `expected ${show(expected)}, found ${show(found)}`,
      apply.asExpected,
    ),
  );
}

const show = (value: Json | undefined): string => (value === undefined ? 'nothing' : printJson(value));

/** The arguments of `link` that would produce this application: an operator has swapped the regions deliberately. */
function otherArrangement(application: Plan['before'], target: Target): Arrangement | undefined {
  const { applicationId, outputs, primaryRegion, fallbackRegion } = target;
  // As deployed there, or as this verify expects them: a file of timeouts is kept over a swap.
  const timeouts = timeoutsOf(target.voice);
  const byDomain = inOrder(outputs, undefined).map(domainOf).includes(undefined) ? [] : [undefined];
  return [...byDomain, primaryRegion, fallbackRegion]
    .flatMap((primary) => (['distribution', 'direct'] as const).map((fallback) => ({ primary, fallback })))
    .find(({ primary, fallback }) => {
      const choice = { applicationId, fallback, ...(primary === undefined ? {} : { primary }) };
      return [choice, { ...choice, timeouts }].some(
        (each) => planVoice(application, voiceCapability(outputs, each)).changes.length === 0,
      );
    });
}
