import { applicationIdOf } from '../plan/target.ts';
import { isDefaultKept } from './kept.ts';

/** How to undo just this: another application's last write must not be undone instead. */
export const undoCommand = (applicationId: string, folder: string): string =>
  [
    'npm run link -- undo',
    ...(applicationId === applicationIdOf(undefined) ? [] : [`--application ${applicationId}`]),
    ...(isDefaultKept(folder) ? [] : [`--kept ${folder}`]),
  ].join(' ');
