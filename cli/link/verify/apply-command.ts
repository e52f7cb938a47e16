import { linkCommand } from '../plan/target.ts';
import type { TargetFlags } from '../plan/target.ts';

/** How "apply" is called with the outputs, the application and the credentials that "verify" was given. */
export interface ApplyCommand {
  /** Makes the application as it is expected. */
  readonly asExpected: string;
  /** Links it otherwise. */
  readonly instead: (choice: Arrangement) => string;
}

/** Who answers and by what the fallback is asked; without a region the domain answers. */
export interface Arrangement {
  readonly primary: string | undefined;
  readonly fallback: 'distribution' | 'direct';
}

export function applyCommand(flags: Partial<TargetFlags>): ApplyCommand {
  return {
    asExpected: linkCommand('apply', flags),
    instead: (choice) => linkCommand('apply', { ...flags, ...choice }),
  };
}

export const choiceFlags = ({ primary, fallback }: Arrangement): readonly string[] => [
  ...(primary === undefined ? [] : ['--primary', primary]),
  ...(fallback === 'direct' ? ['--fallback', 'direct'] : []),
];
