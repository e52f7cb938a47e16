import type { Settings } from '../settings/settings-schema.ts';
import { readRangeFile } from './range-file.ts';

/** CIDR blocks of whoever may call: Vonage's, then our own. */
export const allowedRanges = ({ source }: Pick<Settings, 'source'>): readonly string[] => [
  ...new Set([...readRangeFile().ranges.map(({ cidr }) => cidr), ...source.operatorRanges]),
];

/** Whether the gateway and the front refuse for an address; without it they do not even look. */
export const refusesByAddress = ({ source: { mode, countOnly } }: Pick<Settings, 'source'>): boolean =>
  mode !== 'signature' && !countOnly;
