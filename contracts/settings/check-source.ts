import { expectedRange } from '../ip-ranges/unfit-range.ts';
import type { SettingProblem } from './settings-error.ts';

/** What the source settings' shape does not say: which blocks may stand there, and that somebody always refuses. */
export function checkSource(source: unknown): readonly SettingProblem[] {
  const { mode, countOnly, operatorRanges } = (source ?? {}) as Record<string, unknown>;
  const ranges: readonly unknown[] = Array.isArray(operatorRanges) ? operatorRanges : [];
  return [
    ...ranges.flatMap((range, index) => {
      const expected = expectedRange(range) ?? differentFromEarlier(ranges, index);
      const path = `source.operatorRanges[${index}]`;
      return expected === undefined ? [] : [{ path, expected, found: JSON.stringify(range) ?? 'nothing' }];
    }),
    ...(countOnly === true && (mode === 'ip' || mode === 'signature') ? [wrongCountOnly(mode)] : []),
  ];
}

function differentFromEarlier(ranges: readonly unknown[], index: number): string | undefined {
  const earlier = ranges.indexOf(ranges[index]);
  return earlier === index ? undefined : `a block different from source.operatorRanges[${earlier}]`;
}

const wrongCountOnly = (mode: 'ip' | 'signature'): SettingProblem => ({
  path: 'source.countOnly',
  expected:
    mode === 'ip'
      ? 'false with mode "ip": nobody would refuse a stranger (mode "both" counts while the signature refuses)'
      : 'false with mode "signature": it has no ranges to count by (mode "both" has)',
  found: 'true',
});
