import type { Ncco } from '../../ncco/ncco.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Profile } from '../profile.ts';
import { failureRule } from './failure-rule.ts';
import { readNcco, type Problem } from './read-ncco.ts';
import type { RuleName } from './rule-names.ts';

/** The request to judge: its purpose, and the URL that it went to. */
export type Stage =
  'answer' | 'event-for-ncco' | 'status-event' | 'fallback-for-answer' | 'fallback-for-event';

interface Served {
  readonly ncco: unknown;
  readonly problems: readonly Problem[];
}

/** What comes next, by which rule. `served`: the response where an NCCO was expected. */
export type Verdict = { readonly rule: RuleName; readonly served?: Served } & (
  | { readonly next: 'run-ncco'; readonly ncco: Ncco }
  | { readonly next: 'fallback'; readonly reason: string }
  | { readonly next: 'retry' | 'give-up' | 'go-on' | 'done' }
);

/** A failure that is not retried, or not any more. */
function afterFailure(stage: Stage, rule: RuleName, reason: string, served?: Served): Verdict {
  const also = served === undefined ? {} : { served };
  switch (stage) {
    case 'answer':
    case 'event-for-ncco':
      return { next: 'fallback', rule, reason, ...also };
    case 'fallback-for-answer':
      return { next: 'give-up', rule: 'call-ends-when-the-fallback-fails', ...also };
    case 'fallback-for-event':
      return { next: 'go-on', rule: 'call-flow-goes-on-when-the-fallback-fails', ...also };
    case 'status-event':
      return { next: 'give-up', rule: 'status-event-is-never-sent-to-the-fallback', ...also };
  }
}

/** One exchange, judged. Pure. */
export function judge(profile: Profile, stage: Stage, attempt: number, exchange: Exchange): Verdict {
  const failure = failureRule(profile, exchange.outcome);
  if (failure) {
    if (failure.retried && attempt < profile.attempts) return { next: 'retry', rule: failure.rule };
    const rule = failure.retried ? 'last-attempt-goes-to-the-fallback' : failure.rule;
    return afterFailure(stage, rule, failure.reason);
  }
  if (stage === 'status-event') return { next: 'done', rule: 'status-event-is-delivered' };
  const reading = readNcco(exchange);
  switch (reading.kind) {
    case 'ncco':
      return {
        next: 'run-ncco',
        rule: reading.rule,
        ncco: reading.ncco,
        served: { ncco: reading.ncco, problems: [] },
      };
    case 'invalid':
      return afterFailure(stage, reading.rule, 'Invalid NCCO.', {
        ncco: reading.found,
        problems: reading.problems,
      });
    case 'empty':
    case 'empty-array': {
      const isArray = reading.kind === 'empty-array';
      if (stage === 'event-for-ncco' || stage === 'fallback-for-event') {
        return { next: 'go-on', rule: isArray ? 'empty-array-is-no-ncco' : 'empty-response-goes-on' };
      }
      return afterFailure(stage, 'invalid-ncco-goes-to-the-fallback', 'Invalid NCCO.', {
        ncco: isArray ? [] : '',
        problems: [{ path: '$', expected: 'an NCCO', found: isArray ? 'an empty array' : 'an empty body' }],
      });
    }
  }
}
