import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';
import type { Finding } from './finding.ts';
import type { Verified } from './verify-link.ts';

const NAMES: Readonly<Record<Finding['status'], string>> = {
  ok: 'ok',
  drift: 'DRIFT',
  'not-checked': 'not checked',
};

export function printVerified({ application, findings }: Verified): string {
  const { name, id, host } = application;
  return printFindings(`${printable(JSON.stringify(name))}, ${id} at ${host}`, findings);
}

/** One line each, with its fix; then how many there are of what is not well. */
export function printFindings(heading: string, findings: readonly Finding[]): string {
  const rows = table(
    findings.map(({ about, status, text, fix }) => [
      NAMES[status],
      about,
      fix === undefined ? text : `${text} → ${fix}`,
    ]),
  );
  return [heading, '', ...rows, '', closing(findings)].join('\n');
}

function closing(findings: readonly Finding[]): string {
  const count = (status: Finding['status']): number =>
    findings.filter((each) => each.status === status).length;
  const drifts = count('drift');
  const notChecked = count('not-checked');
  return [
    drifts === 0 ? 'No drift' : `${String(drifts)} drift${drifts === 1 ? '' : 's'}`,
    ...(notChecked === 0 ? [] : [`${String(notChecked)} not checked`]),
    `${String(count('ok'))} ok.`,
  ].join(', ');
}

/** One line for programs. */
export const findingsJson = ({ application, findings }: Verified): string =>
  JSON.stringify({
    application,
    drift: hasDrift(findings),
    findings,
  });

export const hasDrift = (findings: readonly Finding[]): boolean =>
  findings.some(({ status }) => status === 'drift');
