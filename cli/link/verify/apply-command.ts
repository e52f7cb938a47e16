import { npmRun } from '../../kit/npm-run.ts';
import { linkCommand } from '../plan/target.ts';
import type { TargetFlags } from '../plan/target.ts';

/** How "apply" is called with the outputs, the application and the credentials that "verify" was given. */
export interface ApplyCommand {
  /** Makes the application as it is expected. */
  readonly asExpected: string;
  /** Links it otherwise. */
  readonly instead: (choice: Arrangement) => string;
  /** Another command of link, with the same flags. */
  readonly other: (command: string, primary?: string) => string;
  /** Takes out what apply has written. */
  readonly undo: string;
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
    other: (command, primary = flags.primary) =>
      linkCommand(command, { ...flags, ...(primary === undefined ? {} : { primary }) }),
    undo: npmRun(
      'link undo',
      ...(flags.application === undefined ? [] : ['--application', flags.application]),
    ),
  };
}

export const choiceFlags = ({ primary, fallback }: Arrangement): readonly string[] => [
  ...(primary === undefined ? [] : ['--primary', primary]),
  ...(fallback === 'direct' ? ['--fallback', 'direct'] : []),
];
