import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { counted } from '../metrics.ts';
import { pageReads } from '../page-reads.ts';
import { graph, WHOLE } from './graph.ts';

/**
 * Who answered the callers: both regions and the static tier, the same in all three dashboards, so that any one of them tells
 * the whole while a region is gone. A widget asks another region only while somebody looks at it.
 */
export const whatCallersLivedThrough = (settings: Settings): GraphWidget => {
  const { name, regions } = settings;
  const answered = (tier: 'primary' | 'secondary', region: string, by: string): Metric =>
    counted(name, 'CallAnswered', { tier }, region).with({ label: `answered by ${region}, ${by}` });
  return graph(
    'What callers lived through',
    [
      answered('primary', regions.primary, 'asked first'),
      answered('primary', regions.secondary, 'asked first'),
      answered('secondary', regions.secondary, 'as the fallback'),
      answered('secondary', regions.primary, 'as the fallback'),
      pageReads(settings, '5xx').with({ label: 'static NCCO read instead of a 5xx: the last resort' }),
      pageReads(settings, '4xx').with({ label: 'static NCCO read instead of a 4xx: strangers, mostly' }),
    ],
    WHOLE,
  );
};
