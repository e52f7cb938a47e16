import { theOnly } from '../../synthesized.ts';
import type { Template } from '../../synthesized.ts';
import { resolved } from './metric-ref.ts';
import type { MetricRef } from './metric-ref.ts';

export interface ReadWidget {
  readonly type: string;
  readonly title: string;
  /** What it draws, with the region that it asks; `here` for its own. */
  readonly metrics: readonly (MetricRef & { readonly region: string; readonly label: string | undefined })[];
  /** What it searches: every metric with this name and these dimensions. */
  readonly searches: readonly Search[];
  readonly alarms: readonly string[];
  readonly query: string;
}

export interface Search {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly string[];
}

interface Options {
  readonly region?: string;
  readonly label?: string;
  readonly expression?: string;
}
interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title: string;
    readonly metrics?: readonly (readonly (string | Options)[])[];
    readonly alarms?: readonly string[];
    readonly query?: string;
  };
}

/** The widgets of a template's one dashboard, first to last. */
export function readDashboard(template: Template): readonly ReadWidget[] {
  const [, { Properties }] = theOnly(template, 'AWS::CloudWatch::Dashboard');
  const body = JSON.parse(resolved(Properties.DashboardBody, template)) as { readonly widgets: Widget[] };
  return body.widgets.map(({ type, properties: { title, metrics = [], alarms = [], query = '' } }) => ({
    type,
    title,
    metrics: metrics.flatMap((row) => readRow(row)),
    searches: metrics.flatMap((row) => readSearch(row)),
    alarms,
    query,
  }));
}

const optionsOf = (row: readonly (string | Options)[]): Options =>
  row.find((part): part is Options => typeof part !== 'string') ?? {};

function readRow(row: readonly (string | Options)[]): ReadWidget['metrics'] {
  const { expression, region = 'here', label } = optionsOf(row);
  if (expression !== undefined) return [];
  const [namespace = '', name = '', ...pairs] = row.filter((part) => typeof part === 'string');
  const dimensions: Record<string, string> = {};
  for (let at = 0; at < pairs.length; at += 2) dimensions[pairs[at] ?? ''] = pairs[at + 1] ?? '';
  return [{ namespace, name, dimensions, region, label }];
}

/** `SEARCH('{"namespace","dimension"} MetricName="Name"', 'Sum', 60)` ("Search expression syntax"). */
const SEARCH = /^SEARCH\('\{((?:"[^"]+",?)+)\} MetricName="([^"]+)"', 'Sum', 60\)$/;

function readSearch(row: readonly (string | Options)[]): readonly Search[] {
  const { expression } = optionsOf(row);
  if (expression === undefined) return [];
  const found = SEARCH.exec(expression);
  if (found === null) throw new Error(`Expected a search, found ${expression}.`);
  const [namespace = '', ...dimensions] = (found[1] ?? '').split(',').map((part) => part.slice(1, -1));
  return [{ namespace, name: found[2] ?? '', dimensions }];
}
