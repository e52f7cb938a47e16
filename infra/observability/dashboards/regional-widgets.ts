import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { counted, everyCounted, MINUTE } from '../metrics.ts';
import type { ObservedRegion } from '../metrics.ts';
import { graph, logTable, WHOLE } from './widgets.ts';

/** The rows below the first graph. A metric that is missing here is shown nowhere. */
export const regionalWidgets = ({
  settings: { name },
  api,
  functions,
}: ObservedRegion): readonly (readonly IWidget[])[] => {
  const sum = { statistic: Stats.SUM, period: MINUTE };
  return [
    [
      graph('API: latency', [
        ...[Stats.p(50), Stats.p(99), Stats.MAXIMUM].map((statistic) =>
          api.metricLatency({ statistic, period: MINUTE, label: `latency ${statistic}, ms` }),
        ),
      ]),
      graph('API: requests and errors', [
        api.metricCount({ ...sum, label: 'requests' }),
        api.metricClientError({ ...sum, label: '4xx' }),
        api.metricServerError({ ...sum, label: '5xx' }),
        counted(name, 'Unsigned', {}).with({ label: '503 to requests without a signature' }),
      ]),
    ],
    [
      graph('Fallback used, by reason', [everyCounted(name, 'FallbackUsed')]),
      graph('Rungs offered', [everyCounted(name, 'RungOffered')]),
    ],
    [
      graph('Refused, by code', [
        everyCounted(name, 'CallbackRefused'),
        counted(name, 'Refusal', {}).with({ label: 'all' }),
        counted(name, 'GenuineRefusal', {}).with({ label: 'most likely genuine' }),
      ]),
      graph('Accepted, by secret; outside the ranges', [
        everyCounted(name, 'CallbackAccepted'),
        everyCounted(name, 'SourceOutsideRanges'),
      ]),
    ],
    [
      graph('Journal', [everyCounted(name, 'JournalWrite')]),
      graph('Deadlines cut, near misses, NCCOs replaced, look-ups given up', [
        everyCounted(name, 'DeadlineCut'),
        everyCounted(name, 'NearMiss'),
        everyCounted(name, 'NccoReplaced'),
        everyCounted(name, 'LookUpDefault'),
        everyCounted(name, 'ApplicationFailed'),
      ]),
    ],
    [
      graph('Synthetic check: results', [everyCounted(name, 'SyntheticCheck')]),
      logTable('Synthetic check: time', functions, [
        'filter message = "synthetic check"',
        'stats count(*) as checks, avg(tookMs), max(tookMs) by target, result',
      ]),
    ],
    [
      graph(
        'Functions: throttles',
        functions.map((each) => each.metricThrottles(sum)),
      ),
      graph(
        'Functions: errors',
        functions.map((each) => each.metricErrors(sum)),
      ),
    ],
    [
      logTable('Cold starts', functions, [
        'filter ispresent(coldStart)',
        'stats count(*) as coldStarts, avg(initMs), max(initMs), max(durationMs) by route',
      ]),
      logTable('Errors by code', functions, [
        'filter level = "error"',
        'stats count(*) as lines, max(@timestamp) as latest by route, code',
        'sort lines desc',
      ]),
    ],
    [
      logTable(
        'Latest errors',
        functions,
        [
          'filter level = "error"',
          'fields @timestamp, route, status, code, conversation, error, problem, detail',
          'sort @timestamp desc',
          'limit 20',
        ],
        WHOLE,
      ),
    ],
  ];
};
